import type { CallbackEvents } from '../callbacks/events.js';
import type { Classifiers } from '../classifiers/ports.js';
import type { AssessmentOutcome } from './assess-customer.js';
import { confirmed, decided, instantOf, proposed, type Making } from './conclusions.js';
import type {
  AssessedLevel,
  Assessment,
  AssessmentCase,
  Assessments,
  AssessmentState,
  Conclusion,
  RiskDecision,
} from './ports.js';

/** Why there is nothing (more) for this person to decide. `no-decision-needed`: it completed by itself. */
export const CONFLICTS = [
  'still-queued',
  'superseded',
  'already-decided',
  'no-decision-needed',
  'same-person',
] as const;
export type DecisionConflict = (typeof CONFLICTS)[number];

/** Why a decision is not taken: a conflict, or something that the person can mend. */
export type Refusal = DecisionConflict | 'ground-unknown' | 'comment-missing';

/** What became of a decision; with four eyes the assessment is still PENDING after the first. */
export type DecisionOutcome =
  | { readonly kind: 'taken'; readonly assessment: Assessment }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'not-found' };

type Said = Omit<RiskDecision, 'decidedAt'>;

/** Lets a person decide an assessment: once, and with four eyes by two (docs/assessments.md, "Deciding"). */
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
      /** Hears of each assessment that a person brought to its end. */
      readonly tell?: (outcome: AssessmentOutcome) => void;
    },
  ) {}

  /**
   * Takes the decision, or says why not. With four eyes a second person who decides the same, ground included, confirms
   * it; whatever differs is a new proposal. Decisions that race are taken one after the other: who comes second is
   * judged anew by what the first left.
   */
  async decide(id: string, said: Said): Promise<DecisionOutcome> {
    for (let before: AssessmentCase | undefined; ;) {
      const case_ = await this.uses.assessments.open(id);
      if (!case_) return { kind: 'not-found' };
      const refusal = before && isUnchanged(before, case_) ? 'superseded' : this.refusalOf(case_.assessment, said);
      if (refusal) return { kind: 'refused', refusal };
      const step = this.stepOf(case_, said);
      if (await this.uses.assessments.conclude(id, step)) return this.taken(case_, step);
      before = case_;
    }
  }

  private taken(case_: AssessmentCase, step: Conclusion): DecisionOutcome {
    if (step.assessment.state === 'COMPLETED') this.uses.tell?.('COMPLETED');
    return { kind: 'taken', assessment: after(case_, step) };
  }

  private refusalOf(assessment: Assessment, said: Said): Refusal | undefined {
    if (assessment.state !== 'PENDING') return conflictOf(assessment, assessment.state);
    if (!this.uses.classifiers.entries().get('decisionGround')?.has(said.decisionGroundCode)) return 'ground-unknown';
    if (said.finalRiskLevel !== assessment.risk?.level && said.comment === undefined) return 'comment-missing';
    const repeats = assessment.decision?.decidedBy === said.decidedBy && agree(assessment.decision, said);
    return repeats && this.needsTwo(assessment, said) ? 'same-person' : undefined;
  }

  private stepOf(case_: AssessmentCase, said: Said): Conclusion {
    const { decision: first } = case_.assessment;
    const now = instantOf(case_, this.uses.now());
    const decision: RiskDecision = { ...said, decidedAt: now };
    const making: Making = { events: this.uses.events, newId: this.uses.newId, now };
    if (!this.needsTwo(case_.assessment, said)) return decided(case_, decision, making);
    return first && agree(first, said) ? confirmed(case_, first, decision, making) : proposed(case_, decision);
  }

  /** Once anybody gave such a level, nobody ends it alone by giving a lower one. */
  private needsTwo({ risk, decisions = [] }: Assessment, { finalRiskLevel }: Said): boolean {
    const levels = [risk?.level, finalRiskLevel, ...decisions.map((decision) => decision.finalRiskLevel)];
    return levels.some((level) => level !== undefined && this.uses.fourEyes.includes(level));
  }
}

/** The comment is everybody's own. */
const agree = (one: Said, other: Said): boolean =>
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

/** Nobody came first, and still the step was not applied: the customer is not as its message made it any more. */
const isUnchanged = ({ assessment: before }: AssessmentCase, { assessment: now }: AssessmentCase): boolean =>
  before.state === now.state && before.decisions?.length === now.decisions?.length;

const after = ({ assessment }: AssessmentCase, { assessment: step, entry }: Conclusion): Assessment => ({
  ...assessment,
  ...step,
  decisions: [...(assessment.decisions ?? []), ...(entry ? [entry] : [])],
});
