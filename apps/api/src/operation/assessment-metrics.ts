import {
  ASSESSMENT_OUTCOMES,
  MOST_COUNTED,
  type AssessmentOutcome,
  type Assessments,
  type Waiting,
} from '@aml-customer/application';
import { Counter, Gauge, type Registry } from 'prom-client';
import { bounded } from './look-up.js';

/**
 * Metrics of assessments: outcomes in this process, and the backlog of the whole installation, queried at each scrape.
 */
export class AssessmentMetrics {
  private readonly concluded = new Counter({
    name: 'aml_customer_assessments_total',
    labelNames: ['outcome'] as const,
    registers: [],
    help:
      'Assessments of this process by outcome: QUEUED instead of assessed on acceptance, COMPLETED automatically or ' +
      'by a person, PENDING for a person, SUPERSEDED before they were assessed; failed counts every attempt',
  });
  private readonly overrides = new Counter({
    name: 'aml_customer_assessment_overrides_total',
    registers: [],
    help: 'Assessments that people of this process completed below the assessed level',
  });
  private readonly waiting = new Gauge({
    name: 'aml_customer_assessments_waiting',
    labelNames: ['state'] as const,
    registers: [],
    help: `Assessments of the installation that are QUEUED, or PENDING for a person; counted up to ${MOST_COUNTED}, absent while the database does not answer`,
    collect: () => this.countWaiting(),
  });

  private readonly look: () => Promise<Waiting | undefined>;

  constructor(assessments: Pick<Assessments, 'waiting'>) {
    this.look = bounded(() => assessments.waiting());
    for (const outcome of ASSESSMENT_OUTCOMES) this.concluded.inc({ outcome }, 0);
  }

  /** Counts the outcome of an assessment. */
  readonly count = (outcome: AssessmentOutcome, { override } = { override: false }): void => {
    this.concluded.inc({ outcome });
    if (override) this.overrides.inc();
  };

  register(registry: Registry): void {
    registry.registerMetric(this.concluded);
    registry.registerMetric(this.overrides);
    registry.registerMetric(this.waiting);
  }

  /** Leaves the gauge empty while the database is unavailable; the scrape still returns the other metrics. */
  private async countWaiting(): Promise<void> {
    const waiting = await this.look();
    this.waiting.reset();
    if (!waiting) return;
    this.waiting.set({ state: 'QUEUED' }, waiting.queued);
    this.waiting.set({ state: 'PENDING' }, waiting.pending);
  }
}
