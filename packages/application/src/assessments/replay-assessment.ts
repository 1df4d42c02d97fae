import type { Profile } from '@aml-customer/domain';
import { storedProfile } from '../customers/stored-profile.js';
import { differencesBetween, type Difference } from '../json-differences.js';
import type { RiskModels, StoredModel } from '../risk-models/ports.js';
import { nextReviewOf } from './conclusions.js';
import type { AssessedRisk, Assessment, Assessments } from './ports.js';

/**
 * Assesses a profile again under the circumstances that an explanation records: its day, its confirmed flags, its
 * country codes. Throws if the stored model is not usable.
 */
export type Reassess = (model: StoredModel, profile: Profile, explanation: object) => AssessedRisk;

/**
 * The result of a replay; `not-assessed`: there is nothing to compare with yet. Pointers point into the assessment as
 * the API shows it.
 */
export type Replay =
  | { readonly outcome: 'same' | 'not-assessed' }
  | { readonly outcome: 'different'; readonly differences: readonly Difference[] };

/** The members that a replay compares: the risk with its explanation, and the final level. */
type Comparable = Pick<Assessment, 'risk' | 'finalRiskLevel'>;

/**
 * Assesses a stored profile again with the model that its assessment names, and compares (docs/contract/contract.md,
 * "Risk evaluation"). Changes nothing.
 */
export class ReplayAssessment {
  constructor(
    private readonly uses: {
      /** With whole explanations, see `ExplainedAssessments`. */
      readonly assessments: Pick<Assessments, 'open'>;
      readonly models: Pick<RiskModels, 'find'>;
      readonly reassess: Reassess;
    },
  ) {}

  /** Returns undefined if there is no such assessment. */
  async replay(id: string): Promise<Replay | undefined> {
    const opened = await this.uses.assessments.open(id);
    if (!opened) return undefined;
    const { risk, finalRiskLevel } = opened.assessment;
    if (!risk) return { outcome: 'not-assessed' };
    const model = await this.uses.models.find(risk.model.id, risk.model.version);
    if (!model) throw new Error(`The risk model ${risk.model.id} ${risk.model.version} of an assessment is missing`);
    const replayed = this.uses.reassess(model, storedProfile(opened.body), risk.explanation);
    const differences = differencesBetween({ risk, finalRiskLevel }, expected(opened.assessment, replayed));
    return differences.length === 0 ? { outcome: 'same' } : { outcome: 'different', differences };
  }
}

/** A completed assessment has the level, and the next review by that level, that a person decided, if one did. */
function expected({ state, decision }: Assessment, risk: AssessedRisk): Comparable {
  if (state !== 'COMPLETED') return { risk };
  const finalRiskLevel = decision?.finalRiskLevel ?? risk.level;
  return { risk: { ...risk, nextReview: nextReviewOf(risk, finalRiskLevel) }, finalRiskLevel };
}
