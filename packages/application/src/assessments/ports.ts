import type { CustomerStatus, Flags, Profile, RiskLevel } from '@aml-customer/domain';
import type { CallbackEvent } from '../callbacks/event.js';

/**
 * A level that results from an assessment or a decision. NONE means not assessed (docs/contract/contract.md, "Risk
 * evaluation").
 */
export type AssessedLevel = Exclude<RiskLevel, 'NONE'>;

/**
 * The risk of a customer as a model sees it on a day. `explanation` is everything that led to it, plain JSON, kept as
 * it is.
 */
export interface AssessedRisk {
  readonly level: AssessedLevel;
  /** 0 to 100. */
  readonly score: number;
  /** A person must decide. */
  readonly needsDecision: boolean;
  /** The last day for the next review, yyyy-MM-dd: of the assessed level, or of the one that was decided. */
  readonly nextReview: string;
  readonly model: { readonly id: string; readonly version: string; readonly hash: string };
  /** Where it says `nextReviewBy` for each level, a decision for another level takes its next review from there. */
  readonly explanation: object;
}

/**
 * Assesses the risk of a profile by the active model. Rejects where an assessment could not be right: it never guesses.
 */
export interface RiskEvaluation {
  evaluate(profile: Profile, on: Date): Promise<AssessedRisk>;
}

/** QUEUED: to be assessed. PENDING: a person must decide. COMPLETED and SUPERSEDED (by a newer message) are ends. */
export const ASSESSMENT_STATES = ['QUEUED', 'PENDING', 'COMPLETED', 'SUPERSEDED'] as const;
export type AssessmentState = (typeof ASSESSMENT_STATES)[number];

/** What a person decided. */
export interface RiskDecision {
  readonly decisionType: 'ACCEPTED' | 'REJECTED';
  readonly finalRiskLevel: AssessedLevel;
  /** A code of the decisionGround classifier. */
  readonly decisionGroundCode: string;
  /** Mandatory where the level is not the assessed one: an override is documented. */
  readonly comment?: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

/** An assessment as it stands. */
export interface Assessment {
  readonly id: string;
  readonly state: AssessmentState;
  readonly customerExtId: string;
  /** The version of the customer that is assessed. */
  readonly version: number;
  readonly communicationNumber: string;
  readonly createdAt: Date;
  /** Whether the customer was a lead when the message was accepted. */
  readonly lead: boolean;
  /** Absent while QUEUED. */
  readonly risk?: AssessedRisk;
  /** The decision, or with four eyes the one that another person has yet to confirm. */
  readonly decision?: RiskDecision;
  /**
   * Every decision that a person took, with their own ground and comment, in order: what was proposed, what took its
   * place, what confirmed it. Absent where nobody decided, and in lists.
   */
  readonly decisions?: readonly RiskDecision[];
  /** With four eyes: who confirmed the decision. */
  readonly confirmedBy?: string;
  readonly finalRiskLevel?: AssessedLevel;
  readonly completedAt?: Date;
}

/**
 * An assessment with what concluding it takes: the customer's present standing, and the message that its profile is
 * read from.
 */
export interface AssessmentCase {
  readonly assessment: Assessment;
  readonly customerStatus: CustomerStatus;
  readonly riskLevel: RiskLevel;
  /**
   * What the message of the customer's present version says by flags; the version that a conclusion makes carries them
   * on.
   */
  readonly flags: Flags;
  /** When the customer's present version was made, to the millisecond and not before: no step is earlier. */
  readonly customerUpdatedAt: Date;
  readonly body: string;
}

/** One step of an assessment: what it changes, in one transaction, if the assessment still stands as it was seen. */
export interface Conclusion {
  readonly seen: Pick<Assessment, 'state' | 'decision'>;
  readonly assessment: Pick<
    Assessment,
    'state' | 'risk' | 'decision' | 'confirmedBy' | 'finalRiskLevel' | 'completedAt'
  >;
  /** What a person decided in this step: joins `Assessment.decisions`, and is never changed. */
  readonly entry?: RiskDecision;
  /**
   * What the new version of the customer sets; its cause is the assessment, and it is made at `completedAt`. Absent:
   * the customer stays as it is.
   */
  readonly customer?: { readonly riskLevel: AssessedLevel; readonly status: CustomerStatus };
  /** Written, and queued for delivery, with it. */
  readonly events: readonly CallbackEvent[];
}

/** What waits: to be assessed, and for a person. */
export interface Waiting {
  readonly queued: number;
  readonly pending: number;
}

/** Where counting what waits stops, assessments and events alike. */
export const MOST_COUNTED = 10_000;

/**
 * The assessments. Queued by `Customers.store`, which also supersedes those of the customer that are undecided. `open`
 * and `conclude` may reject with Overloaded: nothing was done, and may be tried again.
 */
export interface Assessments {
  open(id: string): Promise<AssessmentCase | undefined>;
  /** Applies a step, all of it or nothing; false where the assessment no longer stands as it was seen. */
  conclude(id: string, step: Conclusion): Promise<boolean>;
  /** Those of a customer, the latest first; undefined where there is no such customer. */
  ofCustomer(customerExtId: string): Promise<readonly Assessment[] | undefined>;
  /**
   * How many are QUEUED and PENDING, for who watches; counted up to {@link MOST_COUNTED} each, so that it costs the
   * same however many wait.
   */
  waiting(): Promise<Waiting>;
  /**
   * Those in a state, the oldest first, after a cursor that an earlier page gave; undefined where it is no such cursor.
   */
  inState(
    state: AssessmentState,
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly items: readonly Assessment[]; readonly cursor?: string } | undefined>;
}
