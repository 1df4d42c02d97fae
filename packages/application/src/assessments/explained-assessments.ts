import type { RiskModels, StoredModel } from '../risk-models/ports.js';
import type { AssessedRisk, AssessmentCase, Assessments, Conclusion } from './ports.js';

/**
 * Expands a compact explanation, as it is stored, by the model that made it: the same explanation at any time. Throws
 * if the model cannot have made it.
 */
export type ExplainRisk = (model: StoredModel, compact: object) => object;

/**
 * Whether an explanation is compact: it has only what its model does not determine (docs/adr/0017). Earlier releases
 * stored whole explanations.
 */
export const isCompact = (explanation: object): boolean => 'compact' in explanation;

/**
 * The assessments with whole explanations, as people read them and decisions need them. A step that is concluded keeps
 * the explanation as it is stored.
 */
export class ExplainedAssessments implements Pick<Assessments, 'open' | 'conclude'> {
  /** The compact explanation by the whole one that was made from it. */
  private readonly compact = new WeakMap<object, object>();

  constructor(
    private readonly uses: {
      readonly assessments: Pick<Assessments, 'open' | 'conclude'>;
      readonly models: Pick<RiskModels, 'find'>;
      readonly explain: ExplainRisk;
    },
  ) {}

  /**
   * Rejects if the model that a compact explanation needs is missing or has another hash: an assessment is never shown
   * without its reasons.
   */
  async open(id: string): Promise<AssessmentCase | undefined> {
    const opened = await this.uses.assessments.open(id);
    const risk = opened?.assessment.risk;
    if (!risk || !isCompact(risk.explanation)) return opened;
    const explanation = await this.explanationOf(risk);
    this.compact.set(explanation, risk.explanation);
    return { ...opened, assessment: { ...opened.assessment, risk: { ...risk, explanation } } };
  }

  conclude(id: string, step: Conclusion): Promise<boolean> {
    const { risk } = step.assessment;
    const explanation = risk && this.compact.get(risk.explanation);
    if (!explanation) return this.uses.assessments.conclude(id, step);
    return this.uses.assessments.conclude(id, {
      ...step,
      assessment: { ...step.assessment, risk: { ...risk, explanation } },
    });
  }

  private async explanationOf({ model: { id, version, hash }, explanation }: AssessedRisk): Promise<object> {
    const model = await this.uses.models.find(id, version);
    if (!model) throw new Error(`The risk model ${id} ${version} of an assessment is missing`);
    if (model.hash !== hash) throw new Error(`The risk model ${id} ${version} of an assessment has another hash`);
    return this.uses.explain(model, explanation);
  }
}
