import type {
  AssessedLevel,
  AssessedRisk,
  Assessment,
  AssessmentState,
  RiskDecision,
  WaitingReason,
} from '@aml-customer/application';
import { ms, withoutNulls } from '../database/row-values.js';

const columns = (explanation: string, decisions: string) => `
  a.id::text as id, a.state, c.ext_id as "customerExtId", a.version,
  m.communication_number as "communicationNumber", ${ms('a.created_at')} as "createdAt", a.lead,
  ${ms('a.assessed_at')} as "assessedAt", a.waits_for as "waitsFor",
  a.four_eyes_assessed as "fourEyesAssessed", a.four_eyes_decided as "fourEyesDecided",
  a.risk_level as level, a.risk_score as score, a.needs_decision as "needsDecision", a.next_review as "nextReview",
  a.model_id as "modelId", a.model_version as "modelVersion", a.model_hash as "modelHash",
  ${explanation} as explanation,
  a.decision_type as "decisionType", a.decision_level as "decisionLevel",
  a.decision_ground as "decisionGroundCode", a.decision_comment as comment,
  a.decided_by as "decidedBy", coalesce(a.decision_authenticated, false) as authenticated,
  ${ms('a.decided_at')} as "decidedAt",
  a.confirmed_by as "confirmedBy",
  a.final_risk_level as "finalRiskLevel", ${ms('a.completed_at')} as "completedAt", ${decisions} as decisions`;

const DECISIONS = `(
  select json_agg(json_build_object(
    'decisionType', d.decision_type, 'decisionLevel', d.risk_level, 'decisionGroundCode', d.ground,
    'comment', d.comment, 'decidedBy', d.decided_by, 'authenticated', d.authenticated,
    'decidedAt', ${ms('d.decided_at')}) order by d.id)
  from aml_customer.assessment_decision d where d.assessment_id = a.id)`;

/** The columns of an assessment `a` of a customer `c`, by a message `m`. */
export const ASSESSMENT_COLUMNS = columns('a.explanation', DECISIONS);

/**
 * The same for lists, without the explanation, which is long and stored apart from its row, and without earlier
 * decisions.
 */
export const SUMMARY_COLUMNS = columns(`'{}'`, 'null::json');

interface RiskRow {
  readonly level: AssessedLevel;
  readonly score: number;
  readonly needsDecision: boolean;
  readonly nextReview: string;
  readonly modelId: string;
  readonly modelVersion: string;
  readonly modelHash: string;
  readonly explanation: string;
}

interface DecisionRow extends Pick<
  RiskDecision,
  'decisionType' | 'decisionGroundCode' | 'decidedBy' | 'authenticated'
> {
  readonly decisionLevel: AssessedLevel;
  readonly comment: string | null;
  readonly decidedAt: number;
}

/** A risk or decision is written as a whole, so its columns are all null or none is. */
type Nullable<Row> = { readonly [Column in keyof Row]: Row[Column] | null };

export interface AssessmentRow extends Nullable<RiskRow>, Nullable<DecisionRow> {
  readonly id: string;
  readonly state: AssessmentState;
  readonly customerExtId: string;
  readonly version: number;
  readonly communicationNumber: string;
  readonly createdAt: number;
  readonly lead: boolean;
  readonly assessedAt: number | null;
  readonly waitsFor: readonly WaitingReason[] | null;
  readonly fourEyesAssessed: boolean | null;
  readonly fourEyesDecided: boolean | null;
  readonly confirmedBy: string | null;
  readonly finalRiskLevel: AssessedLevel | null;
  readonly completedAt: number | null;
  readonly decisions: readonly DecisionRow[] | null;
}

export const assessmentOf = (row: AssessmentRow): Assessment => ({
  id: row.id,
  state: row.state,
  customerExtId: row.customerExtId,
  version: row.version,
  communicationNumber: row.communicationNumber,
  createdAt: new Date(row.createdAt),
  lead: row.lead,
  ...(row.assessedAt !== null && { assessedAt: new Date(row.assessedAt) }),
  ...withoutNulls({ waitsFor: row.waitsFor }),
  ...fourEyesOf(row),
  ...(row.level !== null && { risk: riskOf(row as RiskRow) }),
  ...(row.decidedBy !== null && { decision: decisionOf(row as DecisionRow) }),
  ...(row.decisions !== null && { decisions: row.decisions.map(decisionOf) }),
  ...withoutNulls({ confirmedBy: row.confirmedBy, finalRiskLevel: row.finalRiskLevel }),
  ...(row.completedAt !== null && { completedAt: new Date(row.completedAt) }),
});

function fourEyesOf({ fourEyesAssessed: whenAssessed, fourEyesDecided: whenDecided }: AssessmentRow) {
  const fourEyes = withoutNulls({ whenAssessed, whenDecided });
  return Object.keys(fourEyes).length > 0 && { fourEyes };
}

const riskOf = ({
  level,
  score,
  needsDecision,
  nextReview,
  modelId: id,
  modelVersion: version,
  modelHash: hash,
  explanation,
}: RiskRow): AssessedRisk => ({
  level,
  score,
  needsDecision,
  nextReview,
  model: { id, version, hash },
  explanation: JSON.parse(explanation) as object,
});

const decisionOf = ({
  decisionType,
  decisionLevel: finalRiskLevel,
  decisionGroundCode,
  comment,
  decidedBy,
  authenticated,
  decidedAt,
}: DecisionRow): RiskDecision => ({
  decisionType,
  finalRiskLevel,
  decisionGroundCode,
  ...withoutNulls({ comment }),
  decidedBy,
  authenticated,
  decidedAt: new Date(decidedAt),
});
