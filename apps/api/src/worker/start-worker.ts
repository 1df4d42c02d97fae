import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { ATTEMPT_MS, type AssessCustomer, type DeliverCallbacks, type DeliveryReport } from '@aml-customer/application';
import { run, type Runner, type RunnerOptions, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Logger } from 'pino';
import { keepRunning, type Running } from './keep-running.js';
import { logFailures, queueLogger } from './queue-log.js';
import { assessTask, deliverTask } from './tasks.js';

// graphile-worker traces to the console what it tells its logger too; only the log keeps back what an error may quote.
console.trace = () => {};

/**
 * What works at the same time in one process, by task. Each has a runner of its own, and deliveries have many places,
 * since they only wait.
 */
export const CONCURRENCY = { assess: 4, deliver: 100 } as const;

/**
 * Attempts under way in one process: at one receiver, where some of its customers may hang while it answers for others,
 * and at all that are known to hang. Names are resolved by 64 threads (UV_THREADPOOL_SIZE).
 */
export const ATTEMPTS = { attemptsPerReceiver: 10, attemptsAtHung: CONCURRENCY.deliver / 2 } as const;

/**
 * Connections of one runner: one listens, and jobs are taken and given back in milliseconds. While a receiver is called
 * none is held.
 */
const CONNECTIONS = 3;

/** How often a runner looks for jobs that came due; new ones are notified. */
const LOOKS_EVERY_MS = 100;

/** How often is looked for what dead workers left behind. */
const TIDY_EVERY_MS = 15_000;

/** When a runner has no job any more and takes none. */
const SHUT_DOWN = [
  'pool:gracefulShutdown:complete',
  'pool:forcefulShutdown:complete',
  'pool:forcefulShutdown:error',
] as const;

/** How long jobs in progress may take at the end: an attempt at a receiver, and writing down what became of it. */
const GRACE_MS = ATTEMPT_MS + 1000;

/** What the worker works with. */
export interface WorkerParts {
  /** Opens connections to the queue, as many as are said at most; what takes them ends them. */
  readonly openPool: (max: number) => NonNullable<RunnerOptions['pgPool']>;
  readonly assess: Pick<AssessCustomer, 'assess'>;
  readonly deliver: DeliverCallbacks;
  /** Queues a customer's line for a time. */
  readonly comeBack: (customer: string, at: Date | 'now') => Promise<void>;
  /** Hears what became of each event. */
  readonly tell: (delivery: DeliveryReport) => void;
  /** Makes known who is alive, by the id that jobs are locked by. */
  readonly announce: (id: string) => Promise<void>;
  /** Takes that back: what it had locked is anybody's. */
  readonly withdraw: (id: string) => Promise<void>;
  /** Gives back what dead workers had locked, and nothing of live ones; queues what lost its job. */
  readonly tidy: () => Promise<unknown>;
  readonly log: Logger;
}

/** A worker that runs: without its database it waits for it. */
export interface RunningWorker {
  /** Finishes what is in progress, and takes nothing new; however often it is told. */
  stop(): Promise<void>;
}

/** Works on assessments and callbacks until it is stopped; any number of workers may run at once. */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { assess, deliver, comeBack, tell, tidy, log } = parts;
  const tidyUp = () =>
    tidy().catch((err: unknown) => log.error({ err }, 'What dead workers left behind could not be tidied up'));
  const keep = (taskList: TaskList, concurrency: number) =>
    keepRunning(
      async () => {
        const runner = await startRunner(parts, taskList, concurrency);
        await tidyUp();
        return runner;
      },
      (err) => log.error({ err }, 'The job queue could not be started again, and will be'),
    );
  const tellFailure = (assessmentId: string, err: unknown) =>
    log.error(
      { err, task: 'assess-customer', assessmentId },
      'An assessment failed beside others and is given a job of its own',
    );
  const kept = [await keep({ 'assess-customer': assessTask(assess, tellFailure) }, CONCURRENCY.assess)];
  const stopAll = () => Promise.all(kept.map((each) => each.stop()));
  kept.push(
    await keep(
      { 'deliver-callbacks': deliverTask(deliver, comeBack, tell, CONCURRENCY.deliver) },
      CONCURRENCY.deliver,
    ).catch(async (error: unknown) => {
      await stopAll();
      throw error;
    }),
  );
  const timer = setInterval(() => void tidyUp(), TIDY_EVERY_MS);
  const stop = async () => {
    clearInterval(timer);
    await stopAll();
  };
  let stopping: Promise<void> | undefined;
  return { stop: () => (stopping ??= stop()) };
}

/**
 * A runner that ends by itself where it cannot write down that a job ended, such as when the database is lost. Left to
 * itself the library rejects a promise then that nobody sees, which ends the process; where it collects what ended, if
 * for no time, its pool shuts down in good order. Then it waits for ever where several writes failed (it counts them
 * below 0), so it is stopped from here.
 */
async function startRunner(
  { openPool, announce, withdraw, log }: WorkerParts,
  taskList: TaskList,
  concurrency: number,
): Promise<Running> {
  const events: WorkerEvents = new EventEmitter();
  logFailures(events, log);
  lookOften(events);
  let id = '';
  events.on('pool:create', ({ workerPool }) => {
    id = workerPool.id;
  });
  const shutDown = new Promise<void>((resolve) => SHUT_DOWN.forEach((event) => events.on(event, () => resolve())));
  const pgPool = openPool(CONNECTIONS);
  const endPool = () => void (pgPool.ending || pgPool.end());
  const runner = await run({
    pgPool,
    preset: {
      worker: {
        concurrentJobs: concurrency,
        pollInterval: LOOKS_EVERY_MS * concurrency,
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    taskList,
    events,
    crontab: '',
    noHandleSignals: true,
    logger: queueLogger(log),
    forbiddenFlags: onceAnnounced(() => announce(id)),
  }).catch((error: unknown) => {
    endPool();
    throw error;
  });
  let stopping: Promise<void> | undefined;
  // Once: what ended is written down at the end of the first, and the pool must last until then.
  const stop = () => (stopping ??= stopRunner(runner).finally(endPool));
  return { ended: shutDown.then(stop).then(() => withdraw(id)), stop };
}

/**
 * Lets one idle place look for jobs every so often, and the next one when it found any. Left to themselves all places
 * that are idle look at the same moment, and then none for their whole interval: what is tried again in 5 s, or in 1,
 * would wait for that.
 */
function lookOften(events: WorkerEvents): void {
  events.on('pool:create', ({ workerPool }) => {
    const look = () => workerPool.nudge(1);
    const timer = setInterval(look, LOOKS_EVERY_MS);
    events.on('job:start', look);
    for (const end of ['pool:gracefulShutdown', 'pool:forcefulShutdown', 'pool:release'] as const) {
      events.on(end, () => {
        clearInterval(timer);
        events.off('job:start', look);
      });
    }
  });
}

/** Forbids no flag. It is asked before every job, and so none is locked by a worker that nobody could tell is dead. */
function onceAnnounced(announce: () => Promise<void>): () => Promise<null> {
  let announced: Promise<void> | undefined;
  return async () => {
    announced ??= announce().catch((error: unknown) => {
      announced = undefined;
      throw error;
    });
    await announced;
    return null;
  };
}

/** A job that outlasts its grace is left as it is: its lock goes with the process, and it is done again. */
async function stopRunner(runner: Runner): Promise<void> {
  const stopped = runner.stop().catch(() => {}); // It had stopped by itself.
  await Promise.race([stopped, delay(GRACE_MS, undefined, { ref: false })]);
}
