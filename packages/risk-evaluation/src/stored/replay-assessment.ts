import {
  nextReviewOf,
  storedProfile,
  type AssessedRisk,
  type Assessment,
  type Assessments,
  type RiskModels,
} from '@aml-customer/application';
import type { Assessment as Explanation } from '../assessment/assessment.js';
import { differencesBetween, type Difference } from '../json.js';
import { again } from '../replay.js';
import { modelFrom, riskOf } from './model-risk-evaluation.js';

/**
 * What assessing again shows; `not-assessed`: there is nothing yet to compare with. Pointers are into the assessment as
 * it is read.
 */
export type Replay =
  | { readonly outcome: 'same' | 'not-assessed' }
  | { readonly outcome: 'different'; readonly differences: readonly Difference[] };

/** What a replay accounts for: the risk, all that led to it included, and the level that the assessment ended at. */
type Accounted = Pick<Assessment, 'risk' | 'finalRiskLevel'>;

/**
 * Assesses a stored profile again with the model that its assessment names (docs/assessments.md, "Replaying").
 * Changes nothing.
 */
export class ReplayAssessment {
  constructor(
    private readonly uses: {
      readonly assessments: Pick<Assessments, 'open'>;
      readonly models: Pick<RiskModels, 'find'>;
    },
  ) {}

  /** Undefined where there is no such assessment. */
  async replay(id: string): Promise<Replay | undefined> {
    const case_ = await this.uses.assessments.open(id);
    if (!case_) return undefined;
    const { risk, finalRiskLevel } = case_.assessment;
    if (!risk) return { outcome: 'not-assessed' };
    const stored = await this.uses.models.find(risk.model.id, risk.model.version);
    if (!stored) throw new Error('An assessment names a risk model that is not there');
    const explanation = again(modelFrom(stored), storedProfile(case_.body), risk.explanation as Explanation);
    const differences = differencesBetween(
      { risk, finalRiskLevel },
      accountedFor(case_.assessment, riskOf(explanation)),
    );
    return differences.length === 0 ? { outcome: 'same' } : { outcome: 'different', differences };
  }
}

/**
 * What has to stand where this is the risk: at the end, the level and the next review are those that a person decided
 * for, where one did.
 */
function accountedFor({ state, decision }: Assessment, risk: AssessedRisk): Accounted {
  if (state !== 'COMPLETED') return { risk };
  const finalRiskLevel = decision?.finalRiskLevel ?? risk.level;
  return { risk: { ...risk, nextReview: nextReviewOf(risk, finalRiskLevel) }, finalRiskLevel };
}
