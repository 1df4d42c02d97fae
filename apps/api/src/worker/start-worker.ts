import { setTimeout as delay } from 'node:timers/promises';
import type { AssessCustomer, DeliverCallbacks } from '@aml-customer/application';
import { run, type Runner, type TaskList } from 'graphile-worker';
import type { Logger } from 'pino';
import { logFailures, queueLogger } from './queue-log.js';
import { assessTask, deliverTask } from './tasks.js';

/** What works at the same time in one process, by task. Each has runners of its own: receivers that hang take no place of an assessment. */
export const CONCURRENCY = { assess: 4, deliver: 12 } as const;

/** Attempts at one receiver in one process; below four, the threads that resolve names (docs/adr/0008). */
export const ATTEMPTS_PER_RECEIVER = 3;

/** How often is looked for what dead workers left behind. */
const TIDY_EVERY_MS = 15_000;

/** How long jobs in progress may take at the end: an attempt at a receiver takes 15 s at most. */
const GRACE_MS = 16_000;

/** What the worker works with. */
export interface WorkerParts {
  readonly databaseUrl: string;
  readonly assess: AssessCustomer;
  readonly deliver: DeliverCallbacks;
  /** Queues a customer's line for a time. */
  readonly comeBack: (customer: string, at: Date) => Promise<void>;
  /** Gives back what dead workers had locked, and nothing of live ones; queues what lost its job. */
  readonly tidy: () => Promise<unknown>;
  readonly log: Logger;
}

/** A worker that runs. */
export interface RunningWorker {
  /** Resolves, with a sentence, when it cannot go on. */
  readonly lost: Promise<string>;
  /** Finishes what is in progress, and takes nothing new. */
  stop(): Promise<void>;
}

/** Works on assessments and callbacks until it is stopped; any number of workers may run at once. */
export async function startWorker({ databaseUrl, assess, deliver, comeBack, tidy, log }: WorkerParts): Promise<RunningWorker> {
  const tidyUp = () => tidy().catch((err: unknown) => log.error({ err }, 'What dead workers left behind could not be tidied up'));
  await tidyUp();
  const start = (taskList: TaskList, concurrency: number) => startRunner(databaseUrl, taskList, concurrency, log);
  const runners = [await start({ 'assess-customer': assessTask(assess) }, CONCURRENCY.assess)];
  runners.push(await start({ 'deliver-callbacks': deliverTask(deliver, comeBack) }, CONCURRENCY.deliver).catch(async (error: unknown) => {
    await Promise.all(runners.map(stopRunner));
    throw error;
  }));
  const timer = setInterval(() => void tidyUp(), TIDY_EVERY_MS);
  return {
    lost: Promise.race(runners.map((runner) => runner.promise.then(() => new Promise<never>(() => {}), () => 'the job queue ended by an error, see the log'))),
    stop: async () => {
      clearInterval(timer);
      await Promise.all(runners.map(stopRunner));
    },
  };
}

async function startRunner(connectionString: string, taskList: TaskList, concurrency: number, log: Logger): Promise<Runner> {
  const runner = await run({ connectionString, maxPoolSize: concurrency, taskList, concurrency, crontab: '', noHandleSignals: true, logger: queueLogger(log) });
  logFailures(runner.events, log);
  return runner;
}

/** A job that outlasts its grace is left as it is: its lock goes with the process, and it is done again. */
async function stopRunner(runner: Runner): Promise<void> {
  const stopped = runner.stop().catch(() => {}); // It had stopped by itself.
  await Promise.race([stopped, delay(GRACE_MS, undefined, { ref: false })]);
}
