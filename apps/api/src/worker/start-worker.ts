import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { ATTEMPT_MS, type AssessCustomer, type DeliverCallbacks, type DeliveryReport } from '@aml-customer/application';
import { run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Logger } from 'pino';
import { logFailures, queueLogger } from './queue-log.js';
import { assessTask, deliverTask } from './tasks.js';

// graphile-worker traces to the console what it tells its logger too; only the log keeps back what an error may quote.
console.trace = () => {};

/** What works at the same time in one process, by task. Each has a runner of its own, and deliveries have many places, since they only wait: it takes 50 receivers that hang at once to hold up the others. */
export const CONCURRENCY = { assess: 4, deliver: 100 } as const;

/** Attempts at one receiver in one process: some of its customers may hang while it answers for others. Names are resolved by 64 threads (UV_THREADPOOL_SIZE). */
export const ATTEMPTS_PER_RECEIVER = 10;

/** Connections of one runner: one listens, and jobs are taken and given back in milliseconds. While a receiver is called none is held. */
const CONNECTIONS = 3;

/** How often a runner looks for jobs that came due; new ones are notified. */
const LOOKS_EVERY_MS = 100;

/** How often is looked for what dead workers left behind. */
const TIDY_EVERY_MS = 15_000;

/** How long jobs in progress may take at the end: an attempt at a receiver, and writing down what became of it. */
const GRACE_MS = ATTEMPT_MS + 1000;

/** What the worker works with. */
export interface WorkerParts {
  readonly databaseUrl: string;
  readonly assess: Pick<AssessCustomer, 'assess'>;
  readonly deliver: DeliverCallbacks;
  /** Queues a customer's line for a time. */
  readonly comeBack: (customer: string, at: Date | 'now') => Promise<void>;
  /** Hears what became of each event. */
  readonly tell: (delivery: DeliveryReport) => void;
  /** Makes known who is alive, by the id that jobs are locked by. */
  readonly announce: (id: string) => Promise<void>;
  /** Gives back what dead workers had locked, and nothing of live ones; queues what lost its job. */
  readonly tidy: () => Promise<unknown>;
  readonly log: Logger;
}

/** A worker that runs. */
export interface RunningWorker {
  /** Resolves, with a sentence, when it cannot go on. */
  readonly lost: Promise<string>;
  /** Finishes what is in progress, and takes nothing new; however often it is told. */
  stop(): Promise<void>;
}

/** Works on assessments and callbacks until it is stopped; any number of workers may run at once. */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { assess, deliver, comeBack, tell, tidy, log } = parts;
  const tidyUp = () => tidy().catch((err: unknown) => log.error({ err }, 'What dead workers left behind could not be tidied up'));
  await tidyUp();
  const tellFailure = (assessmentId: string, err: unknown) => log.error({ err, task: 'assess-customer', assessmentId }, 'An assessment failed beside others and is given a job of its own');
  const runners = [await startRunner(parts, { 'assess-customer': assessTask(assess, tellFailure) }, CONCURRENCY.assess)];
  runners.push(await startRunner(parts, { 'deliver-callbacks': deliverTask(deliver, comeBack, tell) }, CONCURRENCY.deliver).catch(async (error: unknown) => {
    await Promise.all(runners.map(stopRunner));
    throw error;
  }));
  const timer = setInterval(() => void tidyUp(), TIDY_EVERY_MS);
  const stop = async () => {
    clearInterval(timer);
    await Promise.all(runners.map(stopRunner));
  };
  let stopping: Promise<void> | undefined;
  return {
    lost: Promise.race(runners.map((runner) => runner.promise.then(() => new Promise<never>(() => {}), () => 'the job queue ended by an error, see the log'))),
    stop: () => (stopping ??= stop()),
  };
}

async function startRunner({ databaseUrl: connectionString, announce, log }: WorkerParts, taskList: TaskList, concurrency: number): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter();
  logFailures(events, log);
  lookOften(events);
  return run({
    connectionString, maxPoolSize: CONNECTIONS, taskList, concurrency, events, crontab: '', noHandleSignals: true, logger: queueLogger(log),
    pollInterval: LOOKS_EVERY_MS * concurrency, forbiddenFlags: onceAnnounced(events, announce),
  });
}

/**
 * Lets one idle place look for jobs every so often, and the next one when it found any. Left to themselves all places that are idle look
 * at the same moment, and then none for their whole interval: what is tried again in 5 s, or in 1, would wait for that.
 */
function lookOften(events: WorkerEvents): void {
  events.on('pool:create', ({ workerPool }) => {
    const look = () => workerPool.nudge(1);
    const timer = setInterval(look, LOOKS_EVERY_MS);
    events.on('job:start', look);
    for (const end of ['pool:gracefulShutdown', 'pool:forcefulShutdown', 'pool:release'] as const) {
      events.on(end, () => { clearInterval(timer); events.off('job:start', look); });
    }
  });
}

/** Forbids no flag. It is asked before every job, and so none is locked by a worker that nobody could tell is dead. */
function onceAnnounced(events: WorkerEvents, announce: WorkerParts['announce']): () => Promise<null> {
  let id = '';
  let announced: Promise<void> | undefined;
  events.on('pool:create', ({ workerPool }) => { id = workerPool.id; });
  return async () => {
    announced ??= announce(id).catch((error: unknown) => {
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
