import type { CallbackEvents } from '../callbacks/events.js';
import type { Classifiers } from '../ports.js';
import { decided, proposed, type Making } from './conclusions.js';
import type { AssessedLevel, Assessment, AssessmentCase, Assessments, Conclusion, RiskDecision } from './ports.js';

/** Why a decision is not taken: there is nothing to decide (any more), or the same person decided before. */
export type Refusal = 'not-pending' | 'same-person' | 'ground-unknown' | 'comment-missing';

/** What became of a decision; with four eyes the assessment is still PENDING after the first. */
export type DecisionOutcome =
  | { readonly kind: 'taken'; readonly assessment: Assessment }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'not-found' };

/** Lets a person decide an assessment: once, and with four eyes by two (issue 3, "Assessment"). */
export class DecideAssessment {
  constructor(
    private readonly uses: {
      readonly assessments: Assessments;
      readonly classifiers: Classifiers;
      readonly events: CallbackEvents;
      readonly newId: () => string;
      readonly now: () => Date;
      /** The levels for which two people decide. */
      readonly fourEyes: readonly AssessedLevel[];
    },
  ) {}

  /** Takes the decision, or says why not. With four eyes a second person who decides the same confirms it; one who differs proposes anew. */
  async decide(id: string, decision: Omit<RiskDecision, 'decidedAt'>): Promise<DecisionOutcome> {
    const case_ = await this.uses.assessments.open(id);
    if (!case_) return { kind: 'not-found' };
    const refusal = this.refusalOf(case_, decision);
    if (refusal) return { kind: 'refused', refusal };
    const now = this.uses.now();
    const step = this.stepOf(case_, { ...decision, decidedAt: now }, { events: this.uses.events, newId: this.uses.newId, now });
    if (!(await this.uses.assessments.conclude(id, step))) return { kind: 'refused', refusal: 'not-pending' };
    return { kind: 'taken', assessment: { ...case_.assessment, ...step.assessment } };
  }

  private refusalOf({ assessment }: AssessmentCase, decision: Omit<RiskDecision, 'decidedAt'>): Refusal | undefined {
    if (assessment.state !== 'PENDING') return 'not-pending';
    if (!this.uses.classifiers.entries().get('decisionGround')?.has(decision.decisionGroundCode)) return 'ground-unknown';
    if (decision.finalRiskLevel !== assessment.risk?.level && decision.comment === undefined) return 'comment-missing';
    return assessment.decision?.decidedBy === decision.decidedBy ? 'same-person' : undefined;
  }

  private stepOf(case_: AssessmentCase, decision: RiskDecision, making: Making): Conclusion {
    const { decision: first, risk } = case_.assessment;
    const needsTwo = [decision.finalRiskLevel, risk?.level].some((level) => level !== undefined && this.uses.fourEyes.includes(level));
    if (!needsTwo) return decided(case_, decision, undefined, making);
    const confirms = first?.decisionType === decision.decisionType && first.finalRiskLevel === decision.finalRiskLevel;
    return confirms ? decided(case_, first, decision.decidedBy, making) : proposed(case_, decision);
  }
}
