import type {
  AssessedRisk,
  ExplainRisk,
  ImmediateRiskEvaluation,
  Reassess,
  RiskEvaluation,
  RiskModels,
} from '@aml-customer/application';
import type { Profile } from '@aml-customer/domain';
import { assess } from '../assessment/assess.js';
import type { Assessment } from '../assessment/assessment.js';
import type { CompactAssessment } from '../assessment/compact.js';
import { explained } from '../assessment/explained.js';
import { nextReviewAt, outcomeOf } from '../assessment/outcome.js';
import type { Model } from '../model/model.js';
import { reassess } from '../replay.js';
import { StoredModels } from './stored-models.js';

/**
 * Assesses by the stored model that is active at that moment. The explanation is the compact form, which is stored;
 * {@link explainStored} expands it. Rejects or throws NotEvaluable as `assess` does.
 */
export class ModelRiskEvaluation implements RiskEvaluation, ImmediateRiskEvaluation {
  private readonly compiled = new StoredModels();

  constructor(private readonly models: Pick<RiskModels, 'active' | 'activeNow'>) {}

  /** By the model that this process knows to be active. */
  evaluateNow(profile: Profile, on: Date): AssessedRisk | undefined {
    const stored = this.models.activeNow();
    return stored && compactRisk(this.compiled.modelOf(stored), profile, on);
  }

  async evaluate(profile: Profile, on: Date): Promise<AssessedRisk> {
    return compactRisk(this.compiled.modelOf(await this.models.active()), profile, on);
  }

  /** The same with the whole explanation, for people to read. */
  async evaluateExplained(profile: Profile, on: Date): Promise<AssessedRisk> {
    const model = this.compiled.modelOf(await this.models.active());
    return fullRisk(explained(model, assess(model, profile, { assessedOn: on })));
  }
}

const storedModels = new StoredModels();

/** Repeats a stored assessment by the stored model that it names; `explanation` is that assessment, expanded. */
export const reassessStored: Reassess = (model, profile, explanation) =>
  fullRisk(reassess(storedModels.modelOf(model), profile, explanation as Assessment));

/** Expands a compact explanation by the stored model that made it. @throws Error if the model cannot have made it */
export const explainStored: ExplainRisk = (model, explanation) =>
  explained(storedModels.modelOf(model), explanation as CompactAssessment);

function compactRisk(model: Model, profile: Profile, on: Date): AssessedRisk {
  const explanation = assess(model, profile, { assessedOn: on });
  const { level, score, needsDecision } = outcomeOf(model, explanation);
  return {
    level,
    score,
    needsDecision,
    nextReview: nextReviewAt(model, level, explanation.on),
    model: { id: model.id, version: model.version, hash: model.hash },
    explanation,
  };
}

function fullRisk(explanation: Assessment): AssessedRisk {
  const { level, score, needsDecision, nextReview, model } = explanation;
  return { level, score, needsDecision, nextReview, model, explanation };
}
