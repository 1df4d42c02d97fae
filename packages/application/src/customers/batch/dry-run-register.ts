import type { Intent } from '@aml-customer/domain';
import type { CustomerRegister, Standing, StoreOutcome } from '../ports.js';

/** Stands in for the register in the dry run of a batch: remembers the batch's own messages and stores nothing. */
export class DryRunRegister implements CustomerRegister {
  private readonly bodies = new Map<string, string>();
  private readonly created = new Set<string>();

  constructor(private readonly customers: CustomerRegister) {}

  async store({ customer, message, hold }: Intent, body: string): Promise<StoreOutcome> {
    const { acceptedBody, customerExists } = await this.standing(message.communicationNumber, customer.extId);
    if (acceptedBody !== undefined) return 'number-taken';
    if (customerExists !== (hold.customer === 'present'))
      return customerExists ? 'customer-exists' : 'customer-missing';
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
}
