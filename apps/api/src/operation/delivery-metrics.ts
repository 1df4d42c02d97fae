import { MOST_COUNTED } from '@aml-customer/application';
import { Counter, Gauge, type Registry } from 'prom-client';
import { bounded } from './look-up.js';

/**
 * The outcomes of a delivery: `failed_attempt` will be retried, `dead` only on request, and `no_receiver` was not
 * attempted because its requester has no receiver although others have, or had.
 */
const DELIVERY_OUTCOMES = ['delivered', 'failed_attempt', 'dead', 'no_receiver'] as const;
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];

/** The pending deliveries of the whole installation. */
export interface Backlog {
  /** How many events wait for delivery. */
  waiting(): Promise<number>;
  /** The seconds for which the oldest due delivery has been due; 0 if none is due. */
  oldestDue(): Promise<number>;
}

/**
 * Metrics of deliveries: outcomes in this process, and the backlog of the whole installation, queried at each scrape.
 */
export class DeliveryMetrics {
  private readonly done = new Counter({
    name: 'aml_customer_deliveries_total',
    labelNames: ['outcome'] as const,
    registers: [],
    help: 'Callbacks of this process by outcome: delivered; failed_attempt, to be retried; dead, not to be retried; no_receiver, not attempted. Not counted while the installation has no receiver at all',
  });
  private readonly waiting: Gauge;
  private readonly oldestDue: Gauge;

  constructor(backlog: Backlog) {
    for (const outcome of DELIVERY_OUTCOMES) this.done.inc({ outcome }, 0);
    this.waiting = gauge(
      'aml_customer_deliveries_waiting',
      `Events of the installation that wait for delivery; counted up to ${MOST_COUNTED}`,
      () => backlog.waiting(),
    );
    this.oldestDue = gauge(
      'aml_customer_oldest_due_delivery_seconds',
      'The time for which the oldest due delivery has been due; 0 if none is due',
      () => backlog.oldestDue(),
    );
  }

  /** Counts the outcome of an attempt. */
  readonly count = (outcome: DeliveryOutcome): void => this.done.inc({ outcome });

  register(registry: Registry): void {
    for (const metric of [this.done, this.waiting, this.oldestDue]) registry.registerMetric(metric);
  }
}

/**
 * A gauge that queries its value at each scrape and is absent while the database does not answer.
 */
function gauge(name: string, help: string, look: () => Promise<number>): Gauge {
  const lookUp = bounded(look);
  return new Gauge({
    name,
    help: `${help}; absent while the database does not answer`,
    registers: [],
    async collect() {
      const value = await lookUp();
      this.remove();
      if (value !== undefined) this.set(value);
    },
  });
}
