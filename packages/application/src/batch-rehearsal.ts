import type { Intent } from '@aml-customer/domain';
import type { Customers, CustomerVersion, Standing, StoreOutcome, VersionSummary } from './ports.js';

/** The stored customers, and beside them those of one batch that is only tried: what it stores is remembered here, and nowhere else. */
export class RehearsedCustomers implements Customers {
  private readonly bodies = new Map<string, string>();
  private readonly created = new Set<string>();

  constructor(private readonly customers: Customers) {}

  async store({ customer, message, hold }: Intent, body: string): Promise<StoreOutcome> {
    const { acceptedBody, customerExists } = await this.standing(message.communicationNumber, customer.extId);
    if (acceptedBody !== undefined) return 'number-taken';
    if (customerExists !== (hold.customer === 'present')) return customerExists ? 'customer-exists' : 'customer-missing';
    this.bodies.set(message.communicationNumber, body);
    this.created.add(customer.extId);
    return 'stored';
  }

  async standing(communicationNumber: string, customerExtId: string | undefined): Promise<Standing> {
    const stored = await this.customers.standing(communicationNumber, customerExtId);
    const acceptedBody = stored.acceptedBody ?? this.bodies.get(communicationNumber);
    const customerExists = stored.customerExists || (customerExtId !== undefined && this.created.has(customerExtId));
    return { ...(acceptedBody !== undefined && { acceptedBody }), customerExists };
  }

  /** As they are stored: nothing of the batch. */
  find(customerExtId: string, version?: number): Promise<CustomerVersion | undefined> {
    return this.customers.find(customerExtId, version);
  }

  versions(customerExtId: string): Promise<readonly VersionSummary[] | undefined> {
    return this.customers.versions(customerExtId);
  }
}
