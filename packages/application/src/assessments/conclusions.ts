import type { CustomerStatus, RiskLevel } from '@aml-customer/domain';
import type { CallbackEvent } from '../callbacks/event.js';
import { partyOf, type CallbackEvents, type EventCause } from '../callbacks/events.js';
import { activationWaitsFor, type ActivateAfter } from '../customers/activation.js';
import { customerUpdate } from '../customers/register/consequences.js';
import type {
  AssessedLevel,
  AssessedRisk,
  Assessment,
  AssessmentCase,
  Conclusion,
  RiskDecision,
  RiskExplanation,
} from './ports.js';
import { isCompact } from './explained-assessments.js';
import { waitingReasons, type Lowering } from './waiting-reasons.js';

/** Everything a step needs besides data. `now` is the time of all changes in the step, see {@link stepTime}. */
export interface StepContext {
  readonly events: CallbackEvents;
  readonly newId: () => string;
  readonly now: Date;
  readonly fourEyes: boolean;
  readonly activateAfter: ActivateAfter;
}

/**
 * The model has assessed the risk: the assessment completes, or waits for a person, because the model requires one or
 * because of what the message would undo (docs/assessments.md, "Lowering").
 */
export function assessed(
  assessmentCase: AssessmentCase,
  risk: AssessedRisk,
  context: StepContext & { readonly lowering: Lowering },
): Conclusion {
  const waitsFor = context.lowering === 'person' ? waitingReasons(assessmentCase, risk.level) : [];
  const facts = { risk, assessedAt: context.now, fourEyes: { whenAssessed: context.fourEyes } };
  if (!risk.needsDecision && waitsFor.length === 0)
    return completed(
      assessmentCase,
      { ...facts, result: { decisionType: 'ACCEPTED', finalRiskLevel: risk.level }, decidedBy: {} },
      context,
    );
  const { customerStatus, riskLevel } = assessmentCase;
  const customer = { riskLevel, status: waitsFor.length > 0 ? customerStatus : requestedStatus(assessmentCase) };
  return {
    seen: seenOf(assessmentCase),
    assessment: { state: 'PENDING', ...facts, ...(waitsFor.length > 0 && { waitsFor }) },
    // A message that undoes no protection gets its status now, although a person has yet to decide about the level.
    ...(customer.status !== customerStatus && { customer }),
    events: [
      context.events.scoringPending(causeOf(assessmentCase, context), partyOf(assessmentCase.assessment), {
        initialRiskLevel: risk.level,
      }),
      ...updateEvents(assessmentCase, customer, context),
    ],
  };
}

/** The status that the message asks for. The customer may have another one until the assessment is concluded. */
const requestedStatus = ({ requestedStatus: requested, customerStatus }: AssessmentCase): CustomerStatus =>
  requested ?? customerStatus;

/** One person has decided, and no second person has to. */
export const decided = (assessmentCase: AssessmentCase, decision: RiskDecision, context: StepContext): Conclusion => ({
  ...completed(
    assessmentCase,
    { ...decidedFactsOf(assessmentCase, context), result: decision, decidedBy: { decision } },
    context,
  ),
  entry: decision,
});

/** A second person has confirmed the decision. Both decisions are kept, each with its own comment. */
export const confirmed = (
  assessmentCase: AssessmentCase,
  { first, second }: { readonly first: RiskDecision; readonly second: RiskDecision },
  context: StepContext,
): Conclusion => ({
  ...completed(
    assessmentCase,
    {
      ...decidedFactsOf(assessmentCase, context),
      result: first,
      decidedBy: { decision: first, confirmedBy: second.decidedBy },
    },
    context,
  ),
  entry: second,
});

/**
 * One person has decided, and another has yet to confirm. No event is sent; an earlier proposal stays in the list of
 * decisions.
 */
export const proposed = (assessmentCase: AssessmentCase, decision: RiskDecision): Conclusion => ({
  seen: seenOf(assessmentCase),
  assessment: { ...factsOf(assessmentCase), state: 'PENDING', decision },
  entry: decision,
  events: [],
});

type Facts = Omit<Completion, 'result' | 'decidedBy'>;

/** The facts of an assessment that a decision keeps. */
function factsOf(assessmentCase: AssessmentCase): Facts {
  const { assessedAt, waitsFor, fourEyes } = assessmentCase.assessment;
  return {
    risk: riskOf(assessmentCase),
    ...(assessedAt && { assessedAt }),
    ...(waitsFor && { waitsFor }),
    ...(fourEyes && { fourEyes }),
  };
}

const decidedFactsOf = (assessmentCase: AssessmentCase, { fourEyes: whenDecided }: StepContext): Facts => ({
  ...factsOf(assessmentCase),
  fourEyes: { ...assessmentCase.assessment.fourEyes, whenDecided },
});

function riskOf({ assessment: { risk } }: AssessmentCase): AssessedRisk {
  if (!risk) throw new Error('An assessment was decided before its risk was assessed');
  return risk;
}

/**
 * The time of a step: the clock's, but never before the customer's current version and always after the previous
 * decision, so that versions and decisions are in the order of their times even if clocks differ.
 */
export function stepTime({ assessment: { decision }, customerUpdatedAt }: AssessmentCase, clock: Date): Date {
  return new Date(
    Math.max(clock.getTime(), customerUpdatedAt.getTime(), decision ? decision.decidedAt.getTime() + 1 : 0),
  );
}

/** How an assessment ends. */
interface Completion extends Pick<Assessment, 'assessedAt' | 'waitsFor' | 'fourEyes'> {
  readonly risk: AssessedRisk;
  readonly result: Pick<RiskDecision, 'decisionType' | 'finalRiskLevel'> & { readonly decisionGroundCode?: string };
  readonly decidedBy: Pick<Conclusion['assessment'], 'decision' | 'confirmedBy'>;
}

function completed(
  assessmentCase: AssessmentCase,
  { risk, result, decidedBy, ...facts }: Completion,
  context: StepContext,
): Conclusion {
  const { decisionType, finalRiskLevel, decisionGroundCode } = result;
  const status = statusAfter(assessmentCase, decisionType, context.activateAfter);
  return {
    seen: seenOf(assessmentCase),
    assessment: {
      ...facts,
      state: 'COMPLETED',
      risk: { ...risk, nextReview: nextReviewOf(risk, finalRiskLevel) },
      ...decidedBy,
      finalRiskLevel,
      completedAt: context.now,
    },
    customer: { riskLevel: finalRiskLevel, status },
    events: [
      context.events.scoringCompleted(causeOf(assessmentCase, context), partyOf(assessmentCase.assessment), {
        initialRiskLevel: risk.level,
        finalRiskLevel,
        decisionType,
        ...(decisionGroundCode !== undefined && { decisionGroundCode }),
        ...(decisionType === 'ACCEPTED' && { approvedAt: context.now }),
      }),
      ...updateEvents(assessmentCase, { riskLevel: finalRiskLevel, status }, context),
    ],
  };
}

/**
 * The next review for the decided level. Keeps the date of the assessed level if the explanation has no date for the
 * decided one.
 *
 * @throws Error if a person decided for another level and the explanation is compact
 */
export function nextReviewOf(
  { explanation, nextReview, level: assessedLevel }: AssessedRisk,
  level: AssessedLevel,
): string {
  if (isCompact(explanation)) {
    if (level === assessedLevel) return nextReview;
    throw new Error('A decision needs the whole explanation of an assessment');
  }
  const { nextReviewBy } = explanation as RiskExplanation;
  return nextReviewBy?.[level] ?? nextReview;
}

/**
 * The status that the message asks for; PENDING becomes ACTIVE or REJECTED, except for leads. A rejection changes no
 * other status (docs/contract/callbacks.md, "The customer after an assessment"). A customer whose activation waits for
 * screenings stays PENDING.
 */
function statusAfter(
  assessmentCase: AssessmentCase,
  decisionType: 'ACCEPTED' | 'REJECTED',
  activateAfter: ActivateAfter,
): CustomerStatus {
  const { assessment, customerStatus, outstandingScreenings } = assessmentCase;
  const [requested, { lead }] = [requestedStatus(assessmentCase), assessment];
  if (decisionType === 'ACCEPTED') return acceptedStatus({ requested, lead, outstandingScreenings }, activateAfter);
  return requested === 'PENDING' && !lead ? 'REJECTED' : customerStatus;
}

/** The status of an accepted customer: see {@link statusAfter}. */
export function acceptedStatus(
  {
    requested,
    lead,
    outstandingScreenings,
  }: {
    readonly requested: CustomerStatus;
    readonly lead: boolean;
    readonly outstandingScreenings: readonly string[];
  },
  activateAfter: ActivateAfter,
): CustomerStatus {
  if (requested !== 'PENDING' || lead) return requested;
  return activationWaitsFor(requested, outstandingScreenings, activateAfter).length > 0 ? 'PENDING' : 'ACTIVE';
}

/**
 * An assessment changes risk level and status but no flags: only a message, or later a decision about a screening, does
 * (docs/contract/callbacks.md, "The customer after an assessment").
 */
function updateEvents(
  { assessment, customerStatus, riskLevel, flags }: AssessmentCase,
  after: { readonly riskLevel: RiskLevel; readonly status: CustomerStatus },
  { events, newId, now }: StepContext,
): CallbackEvent[] {
  const update = customerUpdate({ status: customerStatus, riskLevel, flags }, { ...after, flags });
  if (!update) return [];
  return [events.customerUpdated({ id: newId(), time: now, customerExtId: assessment.customerExtId }, update)];
}

const seenOf = ({ assessment: { state, decision } }: AssessmentCase): Conclusion['seen'] => ({
  state,
  ...(decision && { decision }),
});
const causeOf = ({ assessment }: AssessmentCase, { newId, now }: StepContext): EventCause => ({
  id: newId(),
  time: now,
  communicationNumber: assessment.communicationNumber,
  customerExtId: assessment.customerExtId,
});
