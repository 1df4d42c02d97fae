import type { CustomerStatus, Intent, RiskLevel } from '@aml-customer/domain';
import type { ImmediateAssessment } from '../assessments/assess-on-acceptance.js';

/**
 * The result of storing an intent: it is committed, with the given assessment (`assessed`) or without one (`stored`);
 * or a condition did not hold and nothing was stored.
 */
export type StoreOutcome = 'assessed' | 'stored' | 'number-taken' | 'customer-exists' | 'customer-missing';

/** How a message relates to the stored data; looked up only to answer a rejection or a repeat. */
export interface Standing {
  /** The body, as received, of the accepted message with this communication number. */
  readonly acceptedBody?: string;
  readonly customerExists: boolean;
}

/** One version of a customer as stored: the searchable columns, and the body from which the profile is read. */
export interface CustomerVersion {
  readonly customerExtId: string;
  readonly version: number;
  readonly customerStatus: CustomerStatus;
  readonly riskLevel: RiskLevel;
  /** The level of the version before; absent from the first version. */
  readonly riskLevelBefore?: RiskLevel;
  readonly title: string;
  /** The number of the message that set the profile. */
  readonly communicationNumber: string;
  /** The body of that message, as received. */
  readonly body: string;
  readonly cause: VersionCause;
  /**
   * The assessment that created the version, or with the cause MESSAGE the one that the message requested. The version
   * of a message has the result of its assessment if that was made when the message was accepted.
   */
  readonly assessmentId?: string;
  /** When the customer was registered. */
  readonly createdAt: Date;
  /** When this version was created. */
  readonly updatedAt: Date;
}

/** What created a version: an accepted message, or the completion of an assessment. */
export type VersionCause = 'MESSAGE' | 'ASSESSMENT';

/** One line of a customer's history; `createdAt` is the version's. */
export interface VersionSummary extends Pick<
  CustomerVersion,
  'version' | 'communicationNumber' | 'cause' | 'assessmentId' | 'riskLevel' | 'riskLevelBefore'
> {
  readonly createdAt: Date;
}

/** QUEUED: requested by a message and not run yet, so that it is unknown whether there is a match. */
export const SCREENING_STATES = ['QUEUED'] as const;
export type ScreeningState = (typeof SCREENING_STATES)[number];

/** A screening process that messages about a customer requested. */
export interface RequestedScreening {
  readonly process: string;
  readonly state: ScreeningState;
  /** When the first message that requested it was accepted. */
  readonly requestedAt: Date;
}

/** The size of a page: a maximum of versions, and a number of bytes of messages after which the page ends. */
export interface PageLimit {
  readonly versions: number;
  readonly bytes: number;
}

/** Some versions of a customer, and whether later ones exist. */
export interface VersionPage {
  readonly versions: readonly CustomerVersion[];
  readonly hasMore: boolean;
}

/**
 * Stores customers. The adapter enforces uniqueness, also among concurrent callers. Both methods reject if the adapter
 * fails, or with {@link Overloaded} if too many calls are waiting or a lock was not free in time; in that case nothing
 * was stored.
 */
export interface CustomerRegister {
  /**
   * Stores the message, the customer with its new version, the follow-ups, and what the update causes
   * (`consequencesOf`) in one transaction. It is durable when the promise resolves (docs/contract/contract.md, "202
   * means durable"). If several conditions fail, the answer is `number-taken`.
   *
   * An assessment is stored in the same transaction, and the new version carries its result. It is queued instead if it
   * is not applicable to the customer as stored (`isApplicable`), or if another risk model than its own is active.
   *
   * @param body the message as received
   * @param assessment the assessment that the message requests, if it was made already
   */
  store(intent: Intent, body: string, assessment?: ImmediateAssessment): Promise<StoreOutcome>;
  standing(communicationNumber: string, customerExtId: string | undefined): Promise<Standing>;
}

/** Reads stored customers. Methods reject only if the adapter fails. */
export interface CustomerReader {
  /** The requested version, or the current one; undefined if it does not exist. */
  find(customerExtId: string, version?: number): Promise<CustomerVersion | undefined>;
  /** All versions, oldest first; undefined if the customer does not exist. */
  versions(customerExtId: string): Promise<readonly VersionSummary[] | undefined>;
  /**
   * The versions with a greater number than `after`, oldest first, up to the limit; a page has at least one version if
   * there is one. Empty if the customer does not exist.
   */
  versionsAfter(customerExtId: string, after: number, limit: PageLimit): Promise<VersionPage>;
  /**
   * The screenings that messages about the customer requested and that have not run, each process once, in the order of
   * the first request. A newer message does not withdraw them. Empty if the customer does not exist.
   */
  outstandingScreenings(customerExtId: string): Promise<readonly RequestedScreening[]>;
}

/** Work that an accepted message requests. */
export type FollowUp = { readonly kind: 'assessment' } | { readonly kind: 'screening'; readonly process: string };

/** The follow-ups of accepted messages. `CustomerRegister.store` queues them in its transaction. */
export interface FollowUps {
  /** The follow-ups of the message with this number: the assessment first, then the screenings in message order. */
  queuedBy(communicationNumber: string): Promise<readonly FollowUp[]>;
}
