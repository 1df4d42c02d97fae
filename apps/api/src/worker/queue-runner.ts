import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { CLAIM_MS } from '@aml-customer/application';
import { run, type Runner, type RunnerOptions, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Logger } from 'pino';
import { announceFirst } from './announce-first.js';
import type { Running } from './keep-running.js';
import { logFailures, queueLogger } from './queue-log.js';

/** The job queue as a runner uses it. */
export interface Queue {
  /** Opens a pool of at most `max` connections; the caller ends it. */
  readonly openPool: (max: number) => NonNullable<RunnerOptions['pgPool']>;
  /** Makes the worker known as alive, by the id that its jobs are locked by. */
  readonly announce: (id: string) => Promise<void>;
  /** Withdraws the announcement, so that other workers may release the worker's locks. */
  readonly withdraw: (id: string) => Promise<void>;
}

/** The parts of one runner. */
export interface RunnerParts {
  readonly queue: Queue;
  readonly tasks: TaskList;
  readonly concurrency: number;
  readonly log: Logger;
}

/**
 * Connections per runner: one listens, and taking or completing a job needs one for milliseconds. None is in use while
 * a receiver is called.
 */
const CONNECTIONS = 3;

/** How often a runner polls for jobs that came due; new jobs are notified. */
const POLL_MS = 100;

/** How long jobs in progress may take when the runner stops: the attempts of a claim, and recording their outcomes. */
const GRACE_MS = CLAIM_MS + 1000;

/** The events after which a runner has no job left and takes none. */
const SHUT_DOWN = [
  'pool:gracefulShutdown:complete',
  'pool:forcefulShutdown:complete',
  'pool:forcefulShutdown:error',
] as const;

/**
 * Runs the tasks until it is stopped, or until the runner shuts itself down because it cannot record that a job ended,
 * for example when the database is lost.
 *
 * Two settings work around graphile-worker 0.18. With batch delays of 0, a failure to record ends in an orderly
 * shutdown of the pool; without them it rejects a promise that no caller can handle, which ends the process. Such a
 * shutdown never finishes if several records failed, since the library counts them below zero, so this function also
 * stops the runner.
 *
 * With a local queue, one loop fetches jobs for all slots, and polls for those that came due. By default, each slot
 * looks for a job after each of its jobs, and all idle slots poll at the same moment. The queue holds one job: more
 * could wait here for a slot, while another worker is idle.
 */
export async function startRunner({ queue, tasks, concurrency, log }: RunnerParts): Promise<Running> {
  const events: WorkerEvents = new EventEmitter();
  const stopping = new AbortController();
  logFailures(events, log);
  const poolId = new Promise<string>((resolve) => events.on('pool:create', ({ workerPool }) => resolve(workerPool.id)));
  const shutDown = new Promise<void>((resolve) => SHUT_DOWN.forEach((event) => events.on(event, () => resolve())));
  const announcing = announceFirst({
    announce: queue.announce,
    onFailure: (err) => log.error({ err }, 'The worker could not announce itself and tries again'),
    signal: stopping.signal,
  });
  const pgPool = queue.openPool(CONNECTIONS);
  const endPool = () => void (pgPool.ending || pgPool.end());
  const runner = await run({
    pgPool,
    preset: {
      plugins: [announcing],
      worker: {
        concurrentJobs: concurrency,
        pollInterval: POLL_MS,
        localQueue: { size: 1 },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    taskList: tasks,
    events,
    crontab: '',
    noHandleSignals: true,
    logger: queueLogger(log),
  }).catch((error: unknown) => {
    endPool();
    throw error;
  });
  let stopped: Promise<void> | undefined;
  // Stops once: the first stop still records finished jobs, and needs the pool until then.
  const stop = () => {
    stopping.abort();
    return (stopped ??= stopRunner(runner).finally(endPool));
  };
  return { ended: shutDown.then(stop).then(async () => queue.withdraw(await poolId)), stop };
}

/** A job that outlasts the grace period keeps its lock until the process ends, and is then run again. */
async function stopRunner(runner: Runner): Promise<void> {
  const stopped = runner.stop().catch(() => {}); // Rejects if the runner has stopped already.
  await Promise.race([stopped, delay(GRACE_MS, undefined, { ref: false })]);
}
