import type { CustomerStatus, FLAG_FIELDS, Flags, Profile, RiskLevel } from '@aml-customer/domain';
import type { CallbackEvent } from '../callbacks/event.js';
import type { Page } from '../page.js';

/**
 * A level that results from an assessment or a decision. NONE means not assessed (docs/contract/contract.md, "Risk
 * evaluation").
 */
export type AssessedLevel = Exclude<RiskLevel, 'NONE'>;

/**
 * Why a floor holds: `law` for a legal obligation, `policy` for a rule of the institution. It determines who may decide
 * below the level of the floor.
 */
export const FLOOR_KINDS = ['law', 'policy'] as const;
export type FloorKind = (typeof FLOOR_KINDS)[number];

/** A floor that fired: the level is at least `level`, whatever the score. */
export interface AppliedFloor {
  /** The id of the floor in the model. */
  readonly floor: string;
  readonly title: string;
  readonly level: AssessedLevel;
  /** Whether a person must decide because of this floor. */
  readonly personDecides: boolean;
  /** Absent in assessments by models that do not distinguish the kinds, such as version 1 of the default model. */
  readonly kind?: FloorKind;
  /** The law, guidance or policy behind the floor. */
  readonly source: string;
}

/** The members of an explanation that the application reads; the evaluator adds others. Plain JSON. */
export interface RiskExplanation {
  /** The floors that fired. */
  readonly floors?: readonly AppliedFloor[];
  /** The date of the next review for each level, so that a decision for another level has its own date. */
  readonly nextReviewBy?: Readonly<Partial<Record<AssessedLevel, string>>>;
}

/**
 * The risk of a customer by a model on a date. `explanation` is plain JSON and stored unchanged: compact from an
 * evaluation, and whole from `ExplainedAssessments`.
 */
export interface AssessedRisk {
  readonly level: AssessedLevel;
  /** 0 to 100. */
  readonly score: number;
  /** Whether a person must decide. */
  readonly needsDecision: boolean;
  /** The latest date of the next review, yyyy-MM-dd, for the assessed level or the decided one. */
  readonly nextReview: string;
  readonly model: { readonly id: string; readonly version: string; readonly hash: string };
  /** If it is whole, read by the application as a {@link RiskExplanation}. */
  readonly explanation: object;
}

/** Assesses the risk of a profile by the active model. Rejects instead of guessing. */
export interface RiskEvaluation {
  evaluate(profile: Profile, on: Date): Promise<AssessedRisk>;
}

/**
 * Assesses without waiting, so that accepting a message can include its assessment. Throws instead of guessing.
 * Undefined if the result is not available at once.
 */
export interface ImmediateRiskEvaluation {
  evaluateNow(profile: Profile, on: Date): AssessedRisk | undefined;
}

/**
 * QUEUED: waits for its risk assessment. PENDING: waits for a person. COMPLETED and SUPERSEDED (by a newer message) are
 * final.
 */
export const ASSESSMENT_STATES = ['QUEUED', 'PENDING', 'COMPLETED', 'SUPERSEDED'] as const;
export type AssessmentState = (typeof ASSESSMENT_STATES)[number];

/** The decision of a person. */
export interface RiskDecision {
  readonly decisionType: 'ACCEPTED' | 'REJECTED';
  readonly finalRiskLevel: AssessedLevel;
  /** A code of the decisionGround classifier. */
  readonly decisionGroundCode: string;
  /** Mandatory if the level differs from the assessed one. */
  readonly comment?: string;
  readonly decidedBy: string;
  /** Whether a personal token proved who decided. */
  readonly authenticated: boolean;
  readonly decidedAt: Date;
}

/** Why an assessment waits for a person although the model does not require one. */
export type WaitingReason =
  `LOWERED_FROM_${'HIGH' | 'EXTREME'}` | 'REJECTED_BY_PERSON' | `FLAG_WITHDRAWN:${(typeof FLAG_FIELDS)[keyof Flags]}`;

/** Whether four eyes was on when the risk was assessed, and when the assessment was decided. */
export interface FourEyesRecord {
  readonly whenAssessed?: boolean;
  readonly whenDecided?: boolean;
}

/** The current state of an assessment. */
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
  /** When the risk was assessed; absent while QUEUED, and from assessments by earlier releases. */
  readonly assessedAt?: Date;
  /** Why a person must decide although the model does not require it; absent if there is none. */
  readonly waitsFor?: readonly WaitingReason[];
  /** Absent from assessments by earlier releases. */
  readonly fourEyes?: FourEyesRecord;
  /** The decision; with four eyes, while PENDING, the proposal that another person has yet to confirm. */
  readonly decision?: RiskDecision;
  /**
   * All decisions in order, each with its own ground and comment: proposals, replaced ones included, and the
   * confirmation. Absent if nobody decided, and in lists.
   */
  readonly decisions?: readonly RiskDecision[];
  /** With four eyes: who confirmed the decision. */
  readonly confirmedBy?: string;
  readonly finalRiskLevel?: AssessedLevel;
  readonly completedAt?: Date;
}

/** The part of a customer that a message may undo only if a person agrees (docs/assessments.md, "Lowering"). */
export interface CustomerBefore {
  /** The highest of the customer's level and the levels of assessments since that no person has decided. */
  readonly riskLevel: RiskLevel;
  /** The flags set by the message of the last concluded assessment or by any message since. */
  readonly flags: Flags;
  /** Whether the last decision by a person rejected the customer. */
  readonly rejected: boolean;
}

/** An assessment with the data that a step needs: the customer's current state and the message with the profile. */
export interface AssessmentCase {
  readonly assessment: Assessment;
  readonly customerStatus: CustomerStatus;
  readonly riskLevel: RiskLevel;
  /** The flags of the customer's current version; the version that a step creates keeps them. */
  readonly flags: Flags;
  /** When the customer's current version was created, rounded up to the millisecond; no step is earlier. */
  readonly customerUpdatedAt: Date;
  /** The status that the message asks for; by default that of the customer. */
  readonly requestedStatus?: CustomerStatus;
  /** Absent if the message registered the customer. */
  readonly before?: CustomerBefore;
  /** The screening processes that messages about the customer requested and that have not run. */
  readonly outstandingScreenings: readonly string[];
  readonly body: string;
}

/** One step of an assessment: its changes, applied in one transaction if the assessment is still as it was seen. */
export interface Conclusion {
  readonly seen: Pick<Assessment, 'state' | 'decision'>;
  readonly assessment: Pick<
    Assessment,
    | 'state'
    | 'risk'
    | 'assessedAt'
    | 'waitsFor'
    | 'fourEyes'
    | 'decision'
    | 'confirmedBy'
    | 'finalRiskLevel'
    | 'completedAt'
  >;
  /** The person's decision of this step, added to `Assessment.decisions` and never changed. */
  readonly entry?: RiskDecision;
  /** The new version of the customer, with the cause ASSESSMENT. Absent: no new version. */
  readonly customer?: { readonly riskLevel: RiskLevel; readonly status: CustomerStatus };
  /** Written, and queued for delivery, in the same transaction. */
  readonly events: readonly CallbackEvent[];
}

/** How many assessments wait for the model, and for a person. */
export interface Waiting {
  readonly queued: number;
  readonly pending: number;
}

/** The limit up to which waiting assessments and events are counted. */
export const MOST_COUNTED = 10_000;

/**
 * The assessments. `CustomerRegister.store` queues them and supersedes the undecided ones of the customer. `open` and
 * `conclude` may reject with Overloaded: nothing was changed, and the call can be retried.
 */
export interface Assessments {
  open(id: string): Promise<AssessmentCase | undefined>;
  /**
   * Applies a step as a whole. False, and nothing changes, if the assessment is not as it was seen, a newer message has
   * replaced the customer, or the step assesses the risk by a model although another one is active.
   */
  conclude(id: string, step: Conclusion): Promise<boolean>;
  /** The assessments of a customer, latest first; undefined if the customer does not exist. */
  ofCustomer(customerExtId: string): Promise<readonly Assessment[] | undefined>;
  /** For monitoring. Each number stops at {@link MOST_COUNTED}, so that the cost does not grow with the queue. */
  waiting(): Promise<Waiting>;
  /** The assessments in a state, oldest first, after the cursor of an earlier page; undefined if it is no cursor. */
  inState(state: AssessmentState, after: string | undefined, limit: number): Promise<Page<Assessment> | undefined>;
}
