/** The kinds of records that erasing a customer removes. Everything else stays, see `EraseCustomer`. */
export const ERASED_KINDS = ['versions', 'messages', 'assessments', 'decisions', 'screenings', 'events'] as const;

/** How many records of each kind were removed. */
export type ErasedRecords = Readonly<Record<(typeof ERASED_KINDS)[number], number>>;

/** Who erased which customer, without the customer's id in clear. */
export interface ErasureRequest {
  /** SHA-256 of the external id in UTF-8, as lower-case hex: someone who knows the id can find the erasure. */
  readonly customerHash: string;
  readonly erasedBy: string;
}

/** The record of an erasure, which stays. */
export interface Erasure extends ErasureRequest {
  readonly erasedAt: Date;
  readonly removed: ErasedRecords;
}

/** Erases customers and records who did it. Both methods reject only if the adapter fails. */
export interface CustomerErasure {
  /**
   * Removes the customer and its records, and writes the record of the erasure, in one transaction. Work that is in
   * progress for the customer commits first; later work finds no customer. The identifier and the communication numbers
   * may be used again. Undefined, and nothing is recorded, if the customer does not exist.
   */
  erase(customerExtId: string, request: ErasureRequest): Promise<Erasure | undefined>;
  /** The erasures with this hash, oldest first. */
  erasuresOf(customerHash: string): Promise<readonly Erasure[]>;
}
