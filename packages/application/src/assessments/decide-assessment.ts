import type { CallbackEvents } from '../callbacks/events.js';
import type { Classifiers } from '../classifiers/ports.js';
import { activationWaitsFor, type ActivateAfter } from '../customers/activation.js';
import type { AssessmentOutcome } from './assess-customer.js';
import { confirmed, decided, proposed, stepTime, type StepContext } from './conclusions.js';
import { isOverride, isSamePerson, needsTwoPeople } from './decision-rule.js';
import type { Assessment, AssessmentCase, Assessments, AssessmentState, Conclusion, RiskDecision } from './ports.js';

/** Why this person cannot decide now. `no-decision-needed`: the model completed the assessment. */
export const CONFLICTS = [
  'still-queued',
  'superseded',
  'already-decided',
  'no-decision-needed',
  'same-person',
] as const;
export type DecisionConflict = (typeof CONFLICTS)[number];

/**
 * Why a decision is refused: a conflict, a mistake that the person can correct, or `person-unproven`: two people must
 * agree, and no personal token proves who decides.
 */
export type Refusal = DecisionConflict | 'ground-unknown' | 'comment-missing' | 'person-unproven';

/**
 * The result of a decision. If two people must agree, the assessment is still PENDING after the first decision.
 * `activationWaitsFor`: the customer was accepted and stays PENDING until these screening processes have run.
 */
export type DecisionOutcome =
  | {
      readonly kind: 'taken';
      readonly assessment: Assessment;
      readonly activationWaitsFor: readonly string[];
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'not-found' };

type NewDecision = Omit<RiskDecision, 'decidedAt'>;

/** Lets a person decide an assessment, or two people together (docs/assessments.md, "Who may decide"). */
export class DecideAssessment {
  constructor(
    private readonly uses: {
      /** With whole explanations, see `ExplainedAssessments`. */
      readonly assessments: Pick<Assessments, 'open' | 'conclude'>;
      readonly classifiers: Classifiers;
      readonly events: CallbackEvents;
      readonly newId: () => string;
      readonly now: () => Date;
      /** Whether two people must agree on high levels, overrides and whatever a message would undo. */
      readonly fourEyes: boolean;
      readonly activateAfter: ActivateAfter;
      /** Called when a decision completes an assessment. */
      readonly onOutcome?: (outcome: AssessmentOutcome, completion: { readonly override: boolean }) => void;
    },
  ) {}

  /**
   * Applies the decision, or returns why it is refused. If two people must agree, the second one confirms by taking the
   * same decision, ground included; any difference makes it a new proposal. Concurrent decisions are applied one after
   * the other: the later one is judged again by the result of the earlier one.
   */
  async decide(id: string, decision: NewDecision): Promise<DecisionOutcome> {
    for (let previous: AssessmentCase | undefined; ;) {
      const current = await this.uses.assessments.open(id);
      if (!current) return { kind: 'not-found' };
      const refusal =
        previous && isUnchanged(previous, current) ? 'superseded' : this.refusalOf(current.assessment, decision);
      if (refusal) return { kind: 'refused', refusal };
      const step = this.stepOf(current, decision);
      if (await this.uses.assessments.conclude(id, step)) return this.taken(current, step);
      previous = current;
    }
  }

  private taken(before: AssessmentCase, step: Conclusion): DecisionOutcome {
    const { state, risk, decision } = step.assessment;
    if (state === 'COMPLETED')
      this.uses.onOutcome?.('COMPLETED', { override: decision !== undefined && isOverride(risk, decision) });
    return { kind: 'taken', assessment: after(before, step), activationWaitsFor: this.waitingFor(before, step) };
  }

  /** A lead is never activated, so it waits for nothing. */
  private waitingFor(
    { assessment, outstandingScreenings }: AssessmentCase,
    { customer }: Conclusion,
  ): readonly string[] {
    if (!customer || assessment.lead) return [];
    return activationWaitsFor(customer.status, outstandingScreenings, this.uses.activateAfter);
  }

  private refusalOf(assessment: Assessment, decision: NewDecision): Refusal | undefined {
    if (assessment.state !== 'PENDING') return conflictOf(assessment, assessment.state);
    const grounds = this.uses.classifiers.entries().get('decisionGround');
    if (!grounds?.has(decision.decisionGroundCode)) return 'ground-unknown';
    if (decision.finalRiskLevel !== assessment.risk?.level && decision.comment === undefined) return 'comment-missing';
    if (!needsTwoPeople(assessment, decision, this.uses.fourEyes)) return undefined;
    if (!decision.authenticated) return 'person-unproven';
    const { decision: first } = assessment;
    const isRepeated = first && agree(first, decision) && isSamePerson(first.decidedBy, decision.decidedBy);
    return isRepeated ? 'same-person' : undefined;
  }

  private stepOf(assessmentCase: AssessmentCase, newDecision: NewDecision): Conclusion {
    const { assessment } = assessmentCase;
    const { fourEyes, activateAfter, events, newId } = this.uses;
    const now = stepTime(assessmentCase, this.uses.now());
    const decision: RiskDecision = { ...newDecision, decidedAt: now };
    const context: StepContext = { events, newId, now, fourEyes, activateAfter };
    if (!needsTwoPeople(assessment, newDecision, fourEyes)) return decided(assessmentCase, decision, context);
    const first = assessment.decision;
    return first?.authenticated && agree(first, newDecision)
      ? confirmed(assessmentCase, { first, second: decision }, context)
      : proposed(assessmentCase, decision);
  }
}

/** Comments may differ. */
const agree = (one: NewDecision, other: NewDecision): boolean =>
  one.decisionType === other.decisionType &&
  one.finalRiskLevel === other.finalRiskLevel &&
  one.decisionGroundCode === other.decisionGroundCode;

const conflictOf = ({ decision }: Assessment, state: Exclude<AssessmentState, 'PENDING'>): DecisionConflict =>
  (
    ({
      QUEUED: 'still-queued',
      SUPERSEDED: 'superseded',
      COMPLETED: decision ? 'already-decided' : 'no-decision-needed',
    }) as const
  )[state];

/** If the step was refused though the assessment is unchanged, a newer message has replaced the customer. */
const isUnchanged = ({ assessment: before }: AssessmentCase, { assessment: now }: AssessmentCase): boolean =>
  before.state === now.state && before.decisions?.length === now.decisions?.length;

const after = ({ assessment }: AssessmentCase, { assessment: step, entry }: Conclusion): Assessment => ({
  ...assessment,
  ...step,
  decisions: [...(assessment.decisions ?? []), ...(entry ? [entry] : [])],
});
