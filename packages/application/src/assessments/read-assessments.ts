import type { Assessment, AssessedRisk, Assessments, AssessmentState, RiskDecision } from './ports.js';

/** A decision as it is read back; the time is ISO 8601 in UTC. */
export interface DecisionView extends Omit<RiskDecision, 'decidedAt'> {
  readonly decidedAt: string;
}

/** An assessment as a line of a list: what led to its level is in {@link AssessmentView}. */
export interface AssessmentSummary extends Omit<
  Assessment,
  'createdAt' | 'completedAt' | 'decision' | 'decisions' | 'risk'
> {
  readonly createdAt: string;
  readonly risk?: Omit<AssessedRisk, 'explanation'>;
  readonly decision?: DecisionView;
  readonly completedAt?: string;
}

/** An assessment with everything that led to it, and to its decision. */
export interface AssessmentView extends Omit<AssessmentSummary, 'risk'> {
  readonly risk?: AssessedRisk;
  /** In order: what was proposed, what took its place, what confirmed it. */
  readonly decisions?: readonly DecisionView[];
}

/** A part of a list; the cursor is what to ask with next. */
export interface AssessmentPage {
  readonly assessments: readonly AssessmentSummary[];
  readonly cursor?: string;
}

/** Shows assessments: one with its reasons, those of a customer, and those that wait for a person. */
export class ReadAssessments {
  constructor(private readonly uses: { readonly assessments: Assessments }) {}

  /** One, whole; undefined where there is none. */
  async one(id: string): Promise<AssessmentView | undefined> {
    const found = await this.uses.assessments.open(id);
    return found && assessmentView(found.assessment);
  }

  /** Those of a customer, the latest first; undefined where there is no such customer. */
  async ofCustomer(customerExtId: string): Promise<readonly AssessmentSummary[] | undefined> {
    return (await this.uses.assessments.ofCustomer(customerExtId))?.map(summaryOf);
  }

  /** Those in a state, the oldest first; undefined where it is no cursor that an earlier page gave. */
  async inState(state: AssessmentState, after: string | undefined, limit: number): Promise<AssessmentPage | undefined> {
    const page = await this.uses.assessments.inState(state, after, limit);
    return (
      page && { assessments: page.items.map(summaryOf), ...(page.cursor !== undefined && { cursor: page.cursor }) }
    );
  }
}

/** An assessment as it goes out: times as text. */
export function assessmentView({ createdAt, completedAt, decision, decisions, ...rest }: Assessment): AssessmentView {
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    ...(decision && { decision: decisionView(decision) }),
    ...(decisions && { decisions: decisions.map(decisionView) }),
    ...(completedAt && { completedAt: completedAt.toISOString() }),
  };
}

const decisionView = (decision: RiskDecision): DecisionView => ({
  ...decision,
  decidedAt: decision.decidedAt.toISOString(),
});

function summaryOf(assessment: Assessment): AssessmentSummary {
  const { risk, decisions: _decisions, ...view } = assessmentView(assessment);
  if (!risk) return view;
  const { explanation: _, ...facts } = risk;
  return { ...view, risk: facts };
}
