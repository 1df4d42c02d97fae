import type { AssessmentOutcome } from '@aml-customer/application';
import type { Postgres } from '@aml-customer/persistence-postgres';
import type { Logger } from 'pino';
import type { DeliveryOutcome } from '../operation/delivery-metrics.js';
import type { Settings } from '../settings/settings.js';
import { assessCustomer, deliverCallbacks } from '../use-cases.js';
import { ATTEMPTS, startWorker, type RunningWorker } from './start-worker.js';
import { tellDeliveries } from './tell-deliveries.js';

/** How often is looked for assessments that wait without a job: it walks through all jobs. */
const FORGOTTEN_EVERY_MS = 3_600_000;

/** Who hears what became of each assessment, and of each event. */
export interface Told {
  readonly ofAssessment?: (outcome: AssessmentOutcome) => void;
  readonly ofDelivery?: (outcome: DeliveryOutcome) => void;
}

/** Starts a worker on the adapters of an installation. */
export function startWork(
  storage: Postgres,
  settings: Settings,
  log: Logger,
  { ofAssessment, ofDelivery = () => {} }: Told = {},
): Promise<RunningWorker> {
  const queueForgotten = atMostEvery(FORGOTTEN_EVERY_MS, (now) => storage.assessments.queueForgotten(now));
  return startWorker({
    openPool: (max) => storage.openQueuePool(max),
    assess: assessCustomer(storage, settings, ofAssessment),
    deliver: deliverCallbacks(storage, settings, ATTEMPTS, (err) =>
      log.error({ err }, 'A callback could not be attempted, by a failure of ours'),
    ),
    comeBack: (customer, at) => storage.deliveries.comeBack(customer, at),
    tell: tellDeliveries(log, ofDelivery),
    announce: (id) => storage.announceWorker(id),
    withdraw: (id) => storage.withdrawWorker(id),
    tidy: () =>
      eachOf(
        () => storage.releaseLocksOfDeadWorkers(),
        () => storage.deliveries.queueOverdue(),
        () => queueForgotten(new Date()),
      ),
    log,
  });
}

/** Does all of them in turn, whatever becomes of the others; rejects with an AggregateError of what failed. */
export async function eachOf(...works: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const work of works) await work().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures);
}

/**
 * Does it at the first call, and then at most once in a time, by the clock; where it failed, at the next call again.
 */
export function atMostEvery(ms: number, work: (now: Date) => Promise<unknown>): (now: Date) => Promise<void> {
  let next = 0;
  return async (now) => {
    if (now.getTime() < next) return;
    next = now.getTime() + ms;
    await work(now).catch((error: unknown) => {
      next = 0;
      throw error;
    });
  };
}
