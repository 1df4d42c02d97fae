import type {
  AssessedRisk,
  ImmediateRiskEvaluation,
  Reassess,
  RiskEvaluation,
  RiskModels,
  StoredModel,
} from '@aml-customer/application';
import type { Profile } from '@aml-customer/domain';
import type { Assessment } from '../assessment/assessment.js';
import { evaluate } from '../assessment/evaluate.js';
import { loadModel, type Model } from '../model/model.js';
import { problemText } from '../model/shape.js';
import { reassess } from '../replay.js';

/** Assesses by the stored model that is active at that moment. Rejects with NotEvaluable as `evaluate` does. */
export class ModelRiskEvaluation implements RiskEvaluation, ImmediateRiskEvaluation {
  private compiled: Model | undefined;

  constructor(private readonly models: Pick<RiskModels, 'active' | 'activeNow'>) {}

  /** By the model that this process knows to be active. */
  evaluateNow(profile: Profile, on: Date): AssessedRisk | undefined {
    const stored = this.models.activeNow();
    return stored && riskOf(evaluate(this.modelOf(stored), profile, { assessedOn: on }));
  }

  async evaluate(profile: Profile, on: Date): Promise<AssessedRisk> {
    return riskOf(evaluate(this.modelOf(await this.models.active()), profile, { assessedOn: on }));
  }

  /** A hash identifies the data, so a compiled model is valid until another one is activated. */
  private modelOf(stored: StoredModel): Model {
    if (this.compiled?.hash !== stored.hash) this.compiled = modelFrom(stored);
    return this.compiled;
  }
}

/** Repeats a stored assessment by the stored model that it names; `explanation` is that assessment. */
export const reassessStored: Reassess = (model, profile, explanation) =>
  riskOf(reassess(modelFrom(model), profile, explanation as Assessment));

/** The facts of an assessment that the application works with, and the assessment itself as their explanation. */
function riskOf(explanation: Assessment): AssessedRisk {
  const { level, score, needsDecision, nextReview, model } = explanation;
  return { level, score, needsDecision, nextReview, model, explanation };
}

/** Compiles a stored model. Throws if its content does not match its hash: its assessments could not be defended. */
function modelFrom({ id, version, hash, data }: StoredModel): Model {
  const loaded = loadModel(data);
  if ('problems' in loaded)
    throw new Error(`The stored risk model ${id} ${version} cannot be loaded: ${problemText(loaded.problems[0])}`);
  if (loaded.model.hash !== hash) throw new Error(`The stored risk model ${id} ${version} does not match its hash`);
  return loaded.model;
}
