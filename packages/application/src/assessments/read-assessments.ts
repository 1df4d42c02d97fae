import { isOverride } from './decision-rule.js';
import type { Assessment, AssessedRisk, Assessments, AssessmentState, RiskDecision } from './ports.js';

/** A decision; its time is ISO 8601 in UTC. */
export interface DecisionView extends Omit<RiskDecision, 'decidedAt'> {
  /** Whether it is below the assessed level. */
  readonly override: boolean;
  readonly decidedAt: string;
}

/** An assessment in a list, without the explanation, see {@link AssessmentView}. */
export interface AssessmentSummary extends Omit<
  Assessment,
  'createdAt' | 'assessedAt' | 'completedAt' | 'decision' | 'decisions' | 'risk'
> {
  readonly createdAt: string;
  /** When the risk was assessed, with its time of day, also while the assessment is PENDING. */
  readonly assessedAt?: string;
  readonly risk?: Omit<AssessedRisk, 'explanation'>;
  readonly decision?: DecisionView;
  readonly completedAt?: string;
}

/** An assessment with its explanation and the history of its decisions. */
export interface AssessmentView extends Omit<AssessmentSummary, 'risk'> {
  readonly risk?: AssessedRisk;
  /** In order: proposals, replaced ones included, and the confirmation. */
  readonly decisions?: readonly DecisionView[];
}

/** A page of a list; the cursor requests the next page. */
export interface AssessmentPage {
  readonly assessments: readonly AssessmentSummary[];
  readonly cursor?: string;
}

/** Reads assessments: one with its explanation, those of a customer, or those in a state. */
export class ReadAssessments {
  /** @param uses `explained`: the same assessments with whole explanations, see `ExplainedAssessments` */
  constructor(
    private readonly uses: {
      readonly assessments: Pick<Assessments, 'ofCustomer' | 'inState'>;
      readonly explained: Pick<Assessments, 'open'>;
    },
  ) {}

  /** One assessment; undefined if it does not exist. */
  async one(id: string): Promise<AssessmentView | undefined> {
    const found = await this.uses.explained.open(id);
    return found && assessmentView(found.assessment);
  }

  /** The assessments of a customer, latest first; undefined if the customer does not exist. */
  async ofCustomer(customerExtId: string): Promise<readonly AssessmentSummary[] | undefined> {
    return (await this.uses.assessments.ofCustomer(customerExtId))?.map(summaryOf);
  }

  /** The assessments in a state, oldest first; undefined if `after` is not the cursor of an earlier page. */
  async inState(state: AssessmentState, after: string | undefined, limit: number): Promise<AssessmentPage | undefined> {
    const page = await this.uses.assessments.inState(state, after, limit);
    if (!page) return undefined;
    const { items, ...next } = page;
    return { assessments: items.map(summaryOf), ...next };
  }
}

/** An assessment with times as text, and overrides marked. */
export function assessmentView(assessment: Assessment): AssessmentView {
  const { createdAt, assessedAt, completedAt, decision, decisions, ...rest } = assessment;
  const view = (taken: RiskDecision) => decisionView(taken, rest.risk);
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    ...(assessedAt && { assessedAt: assessedAt.toISOString() }),
    ...(decision && { decision: view(decision) }),
    ...(decisions && { decisions: decisions.map(view) }),
    ...(completedAt && { completedAt: completedAt.toISOString() }),
  };
}

const decisionView = (decision: RiskDecision, risk: AssessedRisk | undefined): DecisionView => ({
  ...decision,
  override: isOverride(risk, decision),
  decidedAt: decision.decidedAt.toISOString(),
});

function summaryOf(assessment: Assessment): AssessmentSummary {
  const { risk, decisions: _decisions, ...view } = assessmentView(assessment);
  if (!risk) return view;
  const { explanation: _, ...facts } = risk;
  return { ...view, risk: facts };
}
