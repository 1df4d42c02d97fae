import type { CustomerErasure, Erasure } from './ports.js';

/**
 * Erases a customer (docs/operating.md, "Erasing a customer").
 *
 * Removed: the customer, its versions, messages, assessments with explanations and decisions, screenings, and events
 * with their deliveries ({@link ERASED_KINDS}). Kept: other customers, also if their messages name the same person,
 * classifiers, risk models and receivers, and a record of who erased the customer and when. The record holds a hash
 * instead of the external id: someone who knows the id, or guesses it, can prove the erasure. No event
 * reports an erasure.
 */
export class EraseCustomer {
  constructor(
    private readonly uses: {
      readonly customerErasure: CustomerErasure;
      /** SHA-256 of the text in UTF-8, as lower-case hex. */
      readonly sha256: (text: string) => string;
    },
  ) {}

  /**
   * @param erasedBy the name of the person or system that erases
   * @returns undefined if the customer does not exist
   */
  erase(customerExtId: string, erasedBy: string): Promise<Erasure | undefined> {
    return this.uses.customerErasure.erase(customerExtId, { customerHash: this.uses.sha256(customerExtId), erasedBy });
  }

  /** The erasures of customers with this id, oldest first. */
  erasuresOf(customerExtId: string): Promise<readonly Erasure[]> {
    return this.uses.customerErasure.erasuresOf(this.uses.sha256(customerExtId));
  }
}
