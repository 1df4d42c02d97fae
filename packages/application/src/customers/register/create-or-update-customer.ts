import {
  customerExists,
  customerMissing,
  decide,
  factsOf,
  inOrder,
  numberUsed,
  read,
  sameJson,
  type Problem,
  type Reading,
  type UnknownFields,
} from '@aml-customer/domain';
import type { Classifiers } from '../../classifiers/ports.js';
import type { Customers } from '../ports.js';
import { referenceData } from '../../classifiers/reference-data.js';

/** A request body: as it was received, which is what is kept, and the JSON value that it holds. */
export interface ReceivedBody {
  readonly text: string;
  readonly value: unknown;
}

/** What the sender is told. `ignoredFields` counts the unknown members, which are kept in the stored message alone. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly replayed: boolean; readonly ignoredFields: number }
  | { readonly kind: 'rejected'; readonly problem: Problem; readonly ignoredFields: number }
  | { readonly kind: 'unreadable'; readonly problem: Problem };

/** The customers, as registering knows them: they are stored, and compared with, and never read. */
export type Registered = Pick<Customers, 'store' | 'standing'>;

/** What the use case works with; the settings are the installation's. */
export interface Dependencies {
  readonly customers: Registered;
  readonly classifiers: Classifiers;
  readonly screeningProcesses: readonly string[];
  readonly unknownFields: UnknownFields;
}

/** Registers a customer, or replaces all data of one (docs/contract/contract.md, "The call"). */
export class CreateOrUpdateCustomer {
  constructor(private readonly uses: Dependencies) {}

  /**
   * Reads, decides and stores one message; a good one is answered after a single write. Rejects only when a port fails.
   */
  async handle(body: ReceivedBody): Promise<Outcome> {
    const reading = read(body.value);
    return 'unreadable' in reading
      ? { kind: 'unreadable', problem: reading.unreadable }
      : this.handleRead(body, reading);
  }

  /** The same of a body that was read already. */
  async handleRead(body: ReceivedBody, reading: Reading): Promise<Outcome> {
    const reference = referenceData(this.uses.classifiers.entries(), this.uses.screeningProcesses);
    const decision = decide(reading, reference, this.uses.unknownFields);
    if ('rejected' in decision) return this.refuse(body, reading, decision.rejected);
    switch (await this.uses.customers.store(decision.accepted, body.text)) {
      case 'stored':
        return accepted(reading, false);
      case 'number-taken':
        return this.refuse(body, reading, []);
      case 'customer-exists':
        return rejected(reading, customerExists([]));
      case 'customer-missing':
        return rejected(reading, customerMissing([]));
    }
  }

  /**
   * Answers the problem that ranks first once the stored messages are asked too; a repeat ranks before them all
   * (docs/contract/contract.md, "Repeats").
   */
  private async refuse(body: ReceivedBody, reading: Reading, problems: readonly Problem[]): Promise<Outcome> {
    const { communicationNumber, customerExtId, action = 'CREATE' } = factsOf(reading);
    if (communicationNumber === undefined) return rejected(reading, first(problems));
    const { acceptedBody, customerExists: exists } = await this.uses.customers.standing(
      communicationNumber,
      customerExtId,
    );
    if (acceptedBody !== undefined) {
      return sameJson(JSON.parse(acceptedBody), body.value)
        ? accepted(reading, true)
        : rejected(reading, numberUsed([]));
    }
    const existence = customerExtId === undefined ? undefined : contradiction(action, exists);
    return rejected(reading, first(inOrder([...problems, ...(existence ? [existence] : [])])));
  }
}

/** What the store would say of a customer that is to be created, or updated. */
export function contradiction(action: 'CREATE' | 'UPDATE', exists: boolean): Problem | undefined {
  if (action === 'CREATE') return exists ? customerExists([]) : undefined;
  return exists ? undefined : customerMissing([]);
}

function first([problem]: readonly Problem[]): Problem {
  if (!problem) throw new Error('The store refused a message, and nothing that it holds says why');
  return problem;
}

/** How many unknown members a message has. */
export const ignoredCount = ({ ignored }: Reading): number => ignored.reduce((sum, { count }) => sum + count, 0);
const accepted = (reading: Reading, replayed: boolean): Outcome => ({
  kind: 'accepted',
  replayed,
  ignoredFields: ignoredCount(reading),
});
const rejected = (reading: Reading, problem: Problem): Outcome => ({
  kind: 'rejected',
  problem,
  ignoredFields: ignoredCount(reading),
});
