import type { CustomerStatus } from '@aml-customer/domain';
import type { CallbackEvent, EventParty } from '../callbacks/event.js';
import type { CallbackEvents, EventCause } from '../callbacks/events.js';
import { customerUpdate } from '../customers/register/consequences.js';
import type {
  AssessedLevel,
  AssessedRisk,
  AssessmentCase,
  Conclusion,
  RiskDecision,
  RiskExplanation,
} from './ports.js';

/** Everything a step needs besides data. `now` is the time of all changes in the step, see {@link stepTime}. */
export interface StepContext {
  readonly events: CallbackEvents;
  readonly newId: () => string;
  readonly now: Date;
}

/**
 * The model has assessed the risk: the assessment completes, or waits for a person (docs/contract/callbacks.md,
 * "Events").
 */
export function assessed(assessmentCase: AssessmentCase, risk: AssessedRisk, context: StepContext): Conclusion {
  if (!risk.needsDecision)
    return completed(
      assessmentCase,
      { risk, result: { decisionType: 'ACCEPTED', finalRiskLevel: risk.level }, decidedBy: {} },
      context,
    );
  const pending = context.events.scoringPending(causeOf(assessmentCase, context), partyOf(assessmentCase), {
    initialRiskLevel: risk.level,
  });
  return { seen: seenOf(assessmentCase), assessment: { state: 'PENDING', risk }, events: [pending] };
}

/** One person has decided, and no second person has to. */
export const decided = (assessmentCase: AssessmentCase, decision: RiskDecision, context: StepContext): Conclusion => ({
  ...completed(assessmentCase, { risk: riskOf(assessmentCase), result: decision, decidedBy: { decision } }, context),
  entry: decision,
});

/** Four eyes: a second person has confirmed the decision. Both decisions are kept, each with its own comment. */
export const confirmed = (
  assessmentCase: AssessmentCase,
  { first, second }: { readonly first: RiskDecision; readonly second: RiskDecision },
  context: StepContext,
): Conclusion => ({
  ...completed(
    assessmentCase,
    {
      risk: riskOf(assessmentCase),
      result: first,
      decidedBy: { decision: first, confirmedBy: second.decidedBy },
    },
    context,
  ),
  entry: second,
});

/**
 * Four eyes: one person has decided, and another has yet to confirm. No event is sent; an earlier proposal stays in the
 * list of decisions.
 */
export const proposed = (assessmentCase: AssessmentCase, decision: RiskDecision): Conclusion => ({
  seen: seenOf(assessmentCase),
  assessment: { risk: riskOf(assessmentCase), state: 'PENDING', decision },
  entry: decision,
  events: [],
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
interface Completion {
  readonly risk: AssessedRisk;
  readonly result: Pick<RiskDecision, 'decisionType' | 'finalRiskLevel'> & { readonly decisionGroundCode?: string };
  readonly decidedBy: Pick<Conclusion['assessment'], 'decision' | 'confirmedBy'>;
}

function completed(
  assessmentCase: AssessmentCase,
  { risk, result, decidedBy }: Completion,
  context: StepContext,
): Conclusion {
  const { decisionType, finalRiskLevel, decisionGroundCode } = result;
  const status = statusAfter(assessmentCase, decisionType);
  return {
    seen: seenOf(assessmentCase),
    assessment: {
      state: 'COMPLETED',
      risk: { ...risk, nextReview: nextReviewOf(risk, finalRiskLevel) },
      ...decidedBy,
      finalRiskLevel,
      completedAt: context.now,
    },
    customer: { riskLevel: finalRiskLevel, status },
    events: [
      context.events.scoringCompleted(causeOf(assessmentCase, context), partyOf(assessmentCase), {
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
 */
export function nextReviewOf({ explanation, nextReview }: AssessedRisk, level: AssessedLevel): string {
  const { nextReviewBy } = explanation as RiskExplanation;
  return nextReviewBy?.[level] ?? nextReview;
}

/**
 * A PENDING customer becomes ACTIVE or REJECTED; leads and customers in another status keep theirs
 * (docs/contract/callbacks.md, "The customer after an assessment").
 */
function statusAfter(
  { assessment, customerStatus }: AssessmentCase,
  decisionType: 'ACCEPTED' | 'REJECTED',
): CustomerStatus {
  if (assessment.lead || customerStatus !== 'PENDING') return customerStatus;
  return decisionType === 'ACCEPTED' ? 'ACTIVE' : 'REJECTED';
}

/**
 * An assessment changes risk level and status but no flags: only a message, or later a decision about a screening, does
 * (docs/contract/callbacks.md, "The customer after an assessment").
 */
function updateEvents(
  { assessment, customerStatus, riskLevel, flags }: AssessmentCase,
  after: { readonly riskLevel: AssessedLevel; readonly status: CustomerStatus },
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
const partyOf = ({ assessment }: AssessmentCase): EventParty => (assessment.lead ? 'lead' : 'customer');
const causeOf = ({ assessment }: AssessmentCase, { newId, now }: StepContext): EventCause => ({
  id: newId(),
  time: now,
  communicationNumber: assessment.communicationNumber,
  customerExtId: assessment.customerExtId,
});
