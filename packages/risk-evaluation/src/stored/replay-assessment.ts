import { storedProfile, type Assessments, type RiskModels } from '@aml-customer/application';
import type { Assessment } from '../assessment/assessment.js';
import type { Difference } from '../json.js';
import { replay } from '../replay.js';
import { modelFrom } from './model-risk-evaluation.js';

/** What assessing again shows; `not-assessed`: there is nothing yet to compare with. */
export type Replay =
  | { readonly outcome: 'same' | 'not-assessed' }
  | { readonly outcome: 'different'; readonly differences: readonly Difference[] };

/** Assesses a stored profile again with the model that its assessment names (issue 3, "Risk evaluation"). Changes nothing. */
export class ReplayAssessment {
  constructor(private readonly uses: { readonly assessments: Pick<Assessments, 'open'>; readonly models: Pick<RiskModels, 'find'> }) {}

  /** Undefined where there is no such assessment. */
  async replay(id: string): Promise<Replay | undefined> {
    const case_ = await this.uses.assessments.open(id);
    if (!case_) return undefined;
    const { risk } = case_.assessment;
    if (!risk) return { outcome: 'not-assessed' };
    const stored = await this.uses.models.find(risk.model.id, risk.model.version);
    if (!stored) throw new Error('An assessment names a risk model that is not there');
    const result = replay(modelFrom(stored), storedProfile(case_.body), risk.explanation as Assessment);
    return result === 'same' ? { outcome: 'same' } : { outcome: 'different', differences: result };
  }
}
