import type { AssessedRisk, RiskEvaluation, RiskModels, StoredModel } from '@aml-customer/application';
import type { Profile } from '@aml-customer/domain';
import type { Assessment } from '../assessment/assessment.js';
import { evaluate } from '../assessment/evaluate.js';
import { loadModel, type Model } from '../model/model.js';
import { problemText } from '../model/shape.js';

/**
 * Assesses by whichever stored model is active at that moment. Rejects with NotEvaluable where an assessment could not
 * be right.
 */
export class ModelRiskEvaluation implements RiskEvaluation {
  private compiled: Model | undefined;

  constructor(private readonly models: Pick<RiskModels, 'active'>) {}

  async evaluate(profile: Profile, on: Date): Promise<AssessedRisk> {
    return riskOf(evaluate(this.modelOf(await this.models.active()), profile, { assessedOn: on }));
  }

  /** The data never change under a hash, so that one compilation serves until another model is activated. */
  private modelOf(stored: StoredModel): Model {
    if (this.compiled?.hash !== stored.hash) this.compiled = modelFrom(stored);
    return this.compiled;
  }
}

/** What is told of an assessment at a glance, beside all that led to it. */
export function riskOf(explanation: Assessment): AssessedRisk {
  const { level, score, needsDecision, nextReview, model } = explanation;
  return { level, score, needsDecision, nextReview, model, explanation };
}

/**
 * A stored model, ready to assess with. Throws where the store does not hold what was added: an assessment by it could
 * not be defended.
 */
export function modelFrom({ id, version, hash, data }: StoredModel): Model {
  const loaded = loadModel(data);
  if ('problems' in loaded)
    throw new Error(`The stored risk model ${id} ${version} does not load: ${problemText(loaded.problems[0])}`);
  if (loaded.model.hash !== hash) throw new Error(`The stored risk model ${id} ${version} is not what was added`);
  return loaded.model;
}
