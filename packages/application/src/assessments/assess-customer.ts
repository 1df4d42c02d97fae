import type { CallbackEvents } from '../callbacks/events.js';
import type { ActivateAfter } from '../customers/activation.js';
import { profileToAssess } from '../customers/stored-profile.js';
import { assessed, stepTime } from './conclusions.js';
import type { Assessments, RiskEvaluation } from './ports.js';
import type { Lowering } from './waiting-reasons.js';

/**
 * The outcome of an assessment. QUEUED: its message was accepted without assessing the risk. COMPLETED: by the model or
 * by a person. PENDING: a person must decide. SUPERSEDED: a newer message arrived before the risk was assessed. failed:
 * the risk could not be assessed, and the job is retried.
 */
export const ASSESSMENT_OUTCOMES = ['QUEUED', 'COMPLETED', 'PENDING', 'SUPERSEDED', 'failed'] as const;
export type AssessmentOutcome = (typeof ASSESSMENT_OUTCOMES)[number];

/** Assesses the risk of a queued customer (docs/contract/contract.md, "What happens after 202"). Idempotent. */
export class AssessCustomer {
  constructor(
    private readonly uses: {
      readonly assessments: Assessments;
      readonly evaluation: RiskEvaluation;
      readonly events: CallbackEvents;
      readonly newId: () => string;
      readonly now: () => Date;
      readonly fourEyes: boolean;
      readonly lowering: Lowering;
      readonly activateAfter: ActivateAfter;
      /** Called with the outcome of each attempt. */
      readonly onOutcome?: (outcome: AssessmentOutcome) => void;
    },
  ) {}

  /**
   * Does nothing if the assessment is no longer QUEUED. Rejects if the stored message cannot be read, the risk cannot
   * be evaluated, the model was replaced meanwhile or a port fails; the caller retries.
   */
  async assess(id: string): Promise<void> {
    try {
      const outcome = await this.outcomeOf(id);
      if (outcome) this.uses.onOutcome?.(outcome);
    } catch (error) {
      this.uses.onOutcome?.('failed');
      throw error;
    }
  }

  private async outcomeOf(id: string): Promise<AssessmentOutcome | undefined> {
    const { assessments, evaluation, events, newId, fourEyes, lowering, activateAfter } = this.uses;
    for (let evaluations = 0; evaluations < MOST_EVALUATIONS; evaluations++) {
      const assessmentCase = await assessments.open(id);
      if (assessmentCase?.assessment.state !== 'QUEUED')
        return assessmentCase?.assessment.state === 'SUPERSEDED' ? 'SUPERSEDED' : undefined;
      const now = stepTime(assessmentCase, this.uses.now());
      const risk = await evaluation.evaluate(profileToAssess(assessmentCase.body), now);
      const step = assessed(assessmentCase, risk, { events, newId, now, fourEyes, lowering, activateAfter });
      if (await assessments.conclude(id, step)) return step.assessment.state === 'PENDING' ? 'PENDING' : 'COMPLETED';
    }
    throw new Error('The risk model was replaced while a risk was assessed');
  }
}

/** An assessment is evaluated once more if another model was activated meanwhile. */
const MOST_EVALUATIONS = 2;
