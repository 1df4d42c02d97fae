import type { CallbackEvents } from '../callbacks/events.js';
import { storedProfile } from '../customers/stored-profile.js';
import { assessed, instantOf } from './conclusions.js';
import type { Assessments, RiskEvaluation } from './ports.js';

/**
 * What becomes of an assessment: it is at its end, by itself or by a person (COMPLETED); a person must decide
 * (PENDING); a newer message came before it was assessed (SUPERSEDED); it could not be assessed, and is tried again
 * (failed).
 */
export const ASSESSMENT_OUTCOMES = ['COMPLETED', 'PENDING', 'SUPERSEDED', 'failed'] as const;
export type AssessmentOutcome = (typeof ASSESSMENT_OUTCOMES)[number];

/**
 * Assesses the risk of a queued customer (docs/contract/contract.md, "What happens after 202"). Running it twice, or
 * twice at once, changes nothing more.
 */
export class AssessCustomer {
  constructor(
    private readonly uses: {
      readonly assessments: Assessments;
      readonly evaluation: RiskEvaluation;
      readonly events: CallbackEvents;
      readonly newId: () => string;
      readonly now: () => Date;
      /** Hears what became of each assessment that was tried. */
      readonly tell?: (outcome: AssessmentOutcome) => void;
    },
  ) {}

  /**
   * Does nothing for an assessment that is not QUEUED any more. Rejects where the stored message does not read, the
   * risk cannot be evaluated or a port fails; the caller tries again.
   */
  async assess(id: string): Promise<void> {
    try {
      const outcome = await this.outcomeOf(id);
      if (outcome) this.uses.tell?.(outcome);
    } catch (error) {
      this.uses.tell?.('failed');
      throw error;
    }
  }

  private async outcomeOf(id: string): Promise<AssessmentOutcome | undefined> {
    const case_ = await this.uses.assessments.open(id);
    if (case_?.assessment.state !== 'QUEUED')
      return case_?.assessment.state === 'SUPERSEDED' ? 'SUPERSEDED' : undefined;
    const now = instantOf(case_, this.uses.now());
    const risk = await this.uses.evaluation.evaluate(storedProfile(case_.body), now);
    const step = assessed(case_, risk, { events: this.uses.events, newId: this.uses.newId, now });
    if (await this.uses.assessments.conclude(id, step))
      return step.assessment.state === 'PENDING' ? 'PENDING' : 'COMPLETED';
    return (await this.uses.assessments.open(id))?.assessment.state === 'SUPERSEDED' ? 'SUPERSEDED' : undefined;
  }
}
