import type { CustomerStatus } from '@aml-customer/domain';
import type { CallbackEvent, EventParty } from '../callbacks/event.js';
import type { CallbackEvents, EventCause } from '../callbacks/events.js';
import type { AssessedLevel, AssessedRisk, AssessmentCase, Conclusion, RiskDecision } from './ports.js';

/**
 * What makes events and ids, and when: passed in, so that a conclusion is data. `now` is the one instant of all that a
 * step changes ({@link instantOf}).
 */
export interface Making {
  readonly events: CallbackEvents;
  readonly newId: () => string;
  readonly now: Date;
}

/**
 * The risk is assessed: the assessment completes by itself, or waits for a person (docs/contract/callbacks.md,
 * "Events").
 */
export function assessed(case_: AssessmentCase, risk: AssessedRisk, making: Making): Conclusion {
  if (!risk.needsDecision)
    return completed(case_, risk, { decisionType: 'ACCEPTED', finalRiskLevel: risk.level }, {}, making);
  const pending = making.events.scoringPending(causeOf(case_, making), partyOf(case_), {
    initialRiskLevel: risk.level,
  });
  return { seen: seenOf(case_), assessment: { state: 'PENDING', risk }, events: [pending] };
}

/** A person decided, and nobody else has to. */
export const decided = (case_: AssessmentCase, decision: RiskDecision, making: Making): Conclusion => ({
  ...completed(case_, riskOf(case_), decision, { decision }, making),
  entry: decision,
});

/** With four eyes: a second person decided the same as the first. Theirs is kept beside it, with its own comment. */
export const confirmed = (
  case_: AssessmentCase,
  first: RiskDecision,
  second: RiskDecision,
  making: Making,
): Conclusion => ({
  ...completed(case_, riskOf(case_), first, { decision: first, confirmedBy: second.decidedBy }, making),
  entry: second,
});

/**
 * With four eyes: a person decided, and another one has yet to confirm. Nobody is told; what was proposed before stays
 * among the entries.
 */
export const proposed = (case_: AssessmentCase, decision: RiskDecision): Conclusion => ({
  seen: seenOf(case_),
  assessment: { risk: riskOf(case_), state: 'PENDING', decision },
  entry: decision,
  events: [],
});

function riskOf({ assessment: { risk } }: AssessmentCase): AssessedRisk {
  if (!risk) throw new Error('Decided before it was assessed');
  return risk;
}

/**
 * When a step happens, by the clock: never before what it follows, whichever clock that was read from, so that versions
 * and decisions are in the order of their times.
 */
export function instantOf({ assessment: { decision }, customerUpdatedAt }: AssessmentCase, clock: Date): Date {
  return new Date(
    Math.max(clock.getTime(), customerUpdatedAt.getTime(), decision ? decision.decidedAt.getTime() + 1 : 0),
  );
}

type End = Pick<RiskDecision, 'decisionType' | 'finalRiskLevel'> & { readonly decisionGroundCode?: string };

function completed(
  case_: AssessmentCase,
  risk: AssessedRisk,
  end: End,
  by: Pick<Conclusion['assessment'], 'decision' | 'confirmedBy'>,
  making: Making,
): Conclusion {
  const { decisionType, finalRiskLevel, decisionGroundCode } = end;
  const status = statusAfter(case_, decisionType);
  return {
    seen: seenOf(case_),
    assessment: {
      state: 'COMPLETED',
      risk: { ...risk, nextReview: nextReviewOf(risk, finalRiskLevel) },
      ...by,
      finalRiskLevel,
      completedAt: making.now,
    },
    customer: { riskLevel: finalRiskLevel, status },
    events: [
      making.events.scoringCompleted(causeOf(case_, making), partyOf(case_), {
        initialRiskLevel: risk.level,
        finalRiskLevel,
        decisionType,
        ...(decisionGroundCode !== undefined && { decisionGroundCode }),
        ...(decisionType === 'ACCEPTED' && { approvedAt: making.now }),
      }),
      ...updated(case_, finalRiskLevel, status, making),
    ],
  };
}

/**
 * The next review by the level that was decided; an explanation of another maker may not tell it, and the assessed one
 * stands.
 */
export function nextReviewOf({ explanation, nextReview }: AssessedRisk, level: AssessedLevel): string {
  const { nextReviewBy } = explanation as { readonly nextReviewBy?: Readonly<Partial<Record<AssessedLevel, string>>> };
  return nextReviewBy?.[level] ?? nextReview;
}

/**
 * A PENDING customer becomes ACTIVE or REJECTED; other statuses, and leads, keep theirs (docs/contract/callbacks.md,
 * "The customer after an assessment").
 */
function statusAfter(
  { assessment, customerStatus }: AssessmentCase,
  decisionType: 'ACCEPTED' | 'REJECTED',
): CustomerStatus {
  if (assessment.lead || customerStatus !== 'PENDING') return customerStatus;
  return decisionType === 'ACCEPTED' ? 'ACTIVE' : 'REJECTED';
}

/**
 * The flags stay as they are: only a message, or a decision about a screening, changes them. Those that a person
 * confirmed will join them once screenings are worked on (docs/contract/callbacks.md, "The customer after an
 * assessment").
 */
function updated(
  { assessment, customerStatus, riskLevel: before, flags }: AssessmentCase,
  riskLevel: AssessedLevel,
  status: CustomerStatus,
  { events, newId, now }: Making,
): CallbackEvent[] {
  if (riskLevel === before && status === customerStatus) return [];
  return [
    events.customerUpdated(
      { id: newId(), time: now, customerExtId: assessment.customerExtId },
      { ...flags, riskLevel, status },
    ),
  ];
}

const seenOf = ({ assessment: { state, decision } }: AssessmentCase): Conclusion['seen'] => ({
  state,
  ...(decision && { decision }),
});
const partyOf = ({ assessment }: AssessmentCase): EventParty => (assessment.lead ? 'lead' : 'customer');
const causeOf = ({ assessment }: AssessmentCase, { newId, now }: Making): EventCause => ({
  id: newId(),
  time: now,
  communicationNumber: assessment.communicationNumber,
  customerExtId: assessment.customerExtId,
});
