import type { AssessCustomer, DeliverCallbacks, DeliveryReport } from '@aml-customer/application';
import type { TaskList } from 'graphile-worker';
import type { Logger } from 'pino';
import { keepRunning, type Running } from './keep-running.js';
import { startRunner, type Queue } from './queue-runner.js';
import { assessTask, deliverTask } from './tasks.js';

/**
 * Jobs that run concurrently in one process, by task; and customers whose callbacks it delivers concurrently. Each task
 * has a runner, and deliveries have many slots, since they mostly wait for receivers.
 */
export const CONCURRENCY = { assess: 4, deliver: 128 } as const;

/**
 * Concurrent attempts in one process, per receiver and in total at receivers that are known to hang, and how long an
 * attempt may wait for another one to end, in ms. A receiver may answer some callbacks while others hang. 64 threads
 * resolve host names (UV_THREADPOOL_SIZE).
 */
export const ATTEMPTS = { attemptsPerReceiver: 10, attemptsAtHung: CONCURRENCY.deliver / 2, waitMs: 1000 } as const;

/** How often the worker cleans up after dead workers. */
const CLEAN_UP_EVERY_MS = 15_000;

/** The dependencies of a worker. */
export interface WorkerParts {
  readonly queue: Queue;
  readonly assess: Pick<AssessCustomer, 'assess'>;
  readonly deliver: Pick<DeliverCallbacks, 'deliverNext'>;
  /** Queues a job that continues with the callbacks of a customer. */
  readonly queueLine: (customer: string, at: Date | 'now') => Promise<void>;
  /** Called with the outcome of each attempt at a callback. */
  readonly onDelivery: (delivery: DeliveryReport) => void;
  /** Releases the locks of dead workers only, and queues lost jobs again. */
  readonly cleanUp: () => Promise<unknown>;
  readonly log: Logger;
}

/** A running worker. While the database is unavailable, it keeps trying to reconnect. */
export interface RunningWorker {
  /** Finishes jobs in progress and takes no new ones. May be called repeatedly. */
  stop(): Promise<void>;
}

/** Assesses customers and delivers callbacks until it is stopped. Any number of workers may run concurrently. */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { queue, assess, deliver, queueLine, onDelivery, log } = parts;
  const cleanUp = () =>
    parts.cleanUp().catch((err: unknown) => log.error({ err }, 'The locks of dead workers could not be cleaned up'));
  const keep = (tasks: TaskList, concurrency: number) =>
    keepRunning(
      async () => {
        const runner = await startRunner({ queue, tasks, concurrency, log });
        await cleanUp();
        return runner;
      },
      (err) => log.error({ err }, 'The job queue could not be restarted; the worker keeps trying'),
    );
  const onFailure = (assessmentId: string, err: unknown) =>
    log.error({ err, task: 'assess-customer', assessmentId }, 'An assessment failed and is retried in a separate job');
  const runners: Pick<Running, 'stop'>[] = [];
  const stopRunners = () => Promise.all(runners.map((runner) => runner.stop()));
  try {
    runners.push(await keep({ 'assess-customer': assessTask(assess, onFailure) }, CONCURRENCY.assess));
    const task = deliverTask({ deliver, queueLine, onDelivery, concurrency: CONCURRENCY.deliver });
    runners.push(await keep({ 'deliver-callbacks': task }, CONCURRENCY.deliver));
  } catch (error) {
    await stopRunners();
    throw error;
  }
  const timer = setInterval(() => void cleanUp(), CLEAN_UP_EVERY_MS);
  let stopped: Promise<unknown> | undefined;
  return {
    stop: async () => {
      clearInterval(timer);
      await (stopped ??= stopRunners());
    },
  };
}
