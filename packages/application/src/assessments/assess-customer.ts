import type { CallbackEvents } from '../callbacks/events.js';
import { storedProfile } from '../stored-profile.js';
import { assessed, instantOf } from './conclusions.js';
import type { Assessments, RiskEvaluation } from './ports.js';

/** Assesses the risk of a queued customer (contract.md, "What happens after 202"). Running it twice, or twice at once, changes nothing more. */
export class AssessCustomer {
  constructor(
    private readonly uses: {
      readonly assessments: Assessments;
      readonly evaluation: RiskEvaluation;
      readonly events: CallbackEvents;
      readonly newId: () => string;
      readonly now: () => Date;
    },
  ) {}

  /** Does nothing for an assessment that is not QUEUED any more. Rejects where the stored message does not read, the risk cannot be evaluated or a port fails; the caller tries again. */
  async assess(id: string): Promise<void> {
    const case_ = await this.uses.assessments.open(id);
    if (case_?.assessment.state !== 'QUEUED') return;
    const now = instantOf(case_, this.uses.now());
    const risk = await this.uses.evaluation.evaluate(storedProfile(case_.body), now);
    await this.uses.assessments.conclude(id, assessed(case_, risk, { events: this.uses.events, newId: this.uses.newId, now }));
  }
}
