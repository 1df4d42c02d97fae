import type { CustomerStatus, Intent, RiskLevel } from '@aml-customer/domain';

/** What became of an intent: it is stored for good, or the condition that did not hold, and then nothing is. */
export type StoreOutcome = 'stored' | 'number-taken' | 'customer-exists' | 'customer-missing';

/** How a message stands to what is stored; asked only on the way to a rejection or a replay. */
export interface Standing {
  /** The body, as received, of the accepted message that has this communication number. */
  readonly acceptedBody?: string;
  readonly customerExists: boolean;
}

/** One version of a customer, as stored: what is searched by, and the body that the profile is read from. */
export interface CustomerVersion {
  readonly customerExtId: string;
  readonly version: number;
  readonly customerStatus: CustomerStatus;
  readonly riskLevel: RiskLevel;
  readonly title: string;
  /** The number of the message that the profile came with. */
  readonly communicationNumber: string;
  /** The body of that message, as received. */
  readonly body: string;
  /** When the customer was registered. */
  readonly createdAt: Date;
  /** When this version was made. */
  readonly updatedAt: Date;
}

/** What made a version: an accepted message, or (once risk is evaluated) the end of an assessment. */
export type VersionCause = 'MESSAGE' | 'ASSESSMENT';

/** One line of a customer's history. */
export interface VersionSummary {
  readonly version: number;
  readonly communicationNumber: string;
  readonly createdAt: Date;
  readonly cause: VersionCause;
}

/**
 * The registered customers. `store` is all or nothing, and durable when it resolves: customer, version, message, and
 * what must follow (docs/contract/contract.md, "202 means durable"). Uniqueness is the adapter's to enforce, also among
 * racing callers; where both conditions fail, `number-taken` is the answer. Every method rejects only when the adapter
 * itself fails, and `store` and `standing` with {@link Overloaded} too, where too much waits already, it waited too
 * long, or others hold what it needs: then nothing was stored.
 */
export interface Customers {
  store(intent: Intent, body: string): Promise<StoreOutcome>;
  standing(communicationNumber: string, customerExtId: string | undefined): Promise<Standing>;
  /** The version asked for, or the current one. */
  find(customerExtId: string, version?: number): Promise<CustomerVersion | undefined>;
  /** All versions, the first one first; undefined where there is no such customer. */
  versions(customerExtId: string): Promise<readonly VersionSummary[] | undefined>;
}

/** Something that an accepted message still asks for. */
export type FollowUp = { readonly kind: 'assessment' } | { readonly kind: 'screening'; readonly process: string };

/** What must follow accepted messages; queued by `Customers.store` in the same transaction, so that none is lost. */
export interface FollowUps {
  /** What the accepted message with this number queued: the assessment first, then screenings in their order. */
  queuedBy(communicationNumber: string): Promise<readonly FollowUp[]>;
}
