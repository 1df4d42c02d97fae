import type { Intent } from '@aml-customer/domain';
import type {
  Customers,
  CustomerVersion,
  FollowUp,
  FollowUps,
  Standing,
  StoreOutcome,
  VersionSummary,
} from './ports.js';

/** Customers in memory, for tests and for those who reuse the package; nothing survives the process. */
export class MemoryCustomers implements Customers, FollowUps {
  private readonly versionsOf = new Map<string, CustomerVersion[]>();
  private readonly messages = new Map<string, { readonly body: string; readonly followUps: readonly FollowUp[] }>();

  constructor(private readonly now: () => Date) {}

  async store(intent: Intent, body: string): Promise<StoreOutcome> {
    const { customer, message, hold } = intent;
    const versions = this.versionsOf.get(customer.extId);
    if (this.messages.has(message.communicationNumber)) return 'number-taken';
    if (hold.customer === 'absent' && versions) return 'customer-exists';
    if (hold.customer === 'present' && !versions) return 'customer-missing';
    this.messages.set(message.communicationNumber, { body, followUps: followUpsOf(intent) });
    this.versionsOf.set(customer.extId, [...(versions ?? []), this.versionOf(intent, body, versions ?? [])]);
    return 'stored';
  }

  async standing(communicationNumber: string, customerExtId: string | undefined): Promise<Standing> {
    const accepted = this.messages.get(communicationNumber);
    return {
      ...(accepted && { acceptedBody: accepted.body }),
      customerExists: customerExtId !== undefined && this.versionsOf.has(customerExtId),
    };
  }

  async find(customerExtId: string, version?: number): Promise<CustomerVersion | undefined> {
    const versions = this.versionsOf.get(customerExtId);
    return version === undefined ? versions?.at(-1) : versions?.find((each) => each.version === version);
  }

  async versions(customerExtId: string): Promise<readonly VersionSummary[] | undefined> {
    return this.versionsOf.get(customerExtId)?.map(({ version, communicationNumber, updatedAt }) => ({
      version,
      communicationNumber,
      createdAt: updatedAt,
      cause: 'MESSAGE',
    }));
  }

  /** All customers, in the order in which they were registered. */
  extIds(): readonly string[] {
    return [...this.versionsOf.keys()];
  }

  async queuedBy(communicationNumber: string): Promise<readonly FollowUp[]> {
    return this.messages.get(communicationNumber)?.followUps ?? [];
  }

  private versionOf({ customer, message }: Intent, body: string, earlier: readonly CustomerVersion[]): CustomerVersion {
    const now = this.now();
    return {
      customerExtId: customer.extId,
      version: earlier.length + 1,
      customerStatus: customer.status,
      riskLevel: customer.riskLevel ?? earlier.at(-1)?.riskLevel ?? 'NONE',
      title: customer.title,
      communicationNumber: message.communicationNumber,
      body,
      createdAt: earlier[0]?.createdAt ?? now,
      updatedAt: now,
    };
  }
}

const followUpsOf = ({ follow }: Intent): FollowUp[] => [
  ...(follow.assessment ? [{ kind: 'assessment' } as const] : []),
  ...follow.screenings.map((process) => ({ kind: 'screening', process }) as const),
];
