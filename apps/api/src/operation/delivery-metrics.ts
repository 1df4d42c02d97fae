import { MOST_COUNTED } from '@aml-customer/application';
import { Counter, Gauge, type Registry } from 'prom-client';
import { bounded } from './look-up.js';

/**
 * What can become of an event: `failed_attempt` is tried again, `dead` is not until somebody asks, and for
 * `no_receiver` nothing was attempted: such an event was taken up because others have receivers, or had.
 */
export const DELIVERY_OUTCOMES = ['delivered', 'failed_attempt', 'dead', 'no_receiver'] as const;
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];

/** The deliveries that wait, whoever makes them. */
export interface Backlog {
  /** How many events are to be delivered. */
  waiting(): Promise<number>;
  /** For how many seconds the delivery that is due for longest has been so; 0 where none is due. */
  oldestDue(): Promise<number>;
}

/**
 * What Prometheus is told of deliveries: what this process did, and what waits in the whole installation, asked for at
 * each scrape.
 */
export class DeliveryMetrics {
  private readonly done = new Counter({
    name: 'aml_customer_deliveries_total',
    labelNames: ['outcome'] as const,
    registers: [],
    help: 'Callbacks of this process by outcome: delivered; failed_attempt, which is tried again; dead, which is not; no_receiver, where nothing was attempted; not counted while nobody has a receiver at all',
  });
  private readonly waiting: Gauge;
  private readonly oldestDue: Gauge;

  constructor(backlog: Backlog) {
    for (const outcome of DELIVERY_OUTCOMES) this.done.inc({ outcome }, 0);
    this.waiting = gauge(
      'aml_customer_deliveries_waiting',
      `Events of the installation that are to be delivered; counted up to ${MOST_COUNTED}`,
      () => backlog.waiting(),
    );
    this.oldestDue = gauge(
      'aml_customer_oldest_due_delivery_seconds',
      'For how long the delivery that is due for longest has been so; 0 where none is due',
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
 * What is looked up at each scrape, and left out where the database does not answer: a scrape has other numbers to
 * give.
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
