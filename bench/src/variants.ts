import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@aml-customer/embedded-postgres';
import { serviceArgs } from './checkout.js';
import { cpuOf, rssOf } from './cpu.js';
import type { Server } from './database.js';

/** A program that answers POST /amlyze-ws-rest/customer, with its own process and database. */
export interface Variant {
  readonly name: VariantName;
  readonly origin: string;
  readonly database: string;
  /** CPU seconds of the process so far. */
  cpu(): number;
  /** The resident memory of the process in bytes. */
  rss(): number;
  /** Empties its tables, so that every measurement starts from the same state. */
  empty(): Promise<void>;
  /** Continues the process, which uses no CPU before `resume` and after `pause`. */
  resume(): void;
  pause(): void;
  stop(): Promise<void>;
}

export type VariantName = keyof typeof PROGRAMS | typeof OTHER_CHECKOUT;

/** The service of the checkout that `--against` names. */
export const OTHER_CHECKOUT = 'other checkout';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// Deletes jobs before and after, because a running job briefly locks its rows.
const EMPTY_SERVICE = [
  'delete from graphile_worker._private_jobs where locked_at is null',
  'truncate aml_customer.message, aml_customer.customer cascade',
  'delete from graphile_worker._private_jobs',
];

const serviceIn = (checkout: string) => ({
  args: serviceArgs(checkout),
  env: { UV_THREADPOOL_SIZE: '64' },
  empty: EMPTY_SERVICE,
});

/** The service runs as under `npm start`; every program runs on the same Node with NODE_ENV=production. */
const PROGRAMS = {
  'this service': serviceIn(at('../../..')),
  'Express + INSERT': { args: [at('../baselines/express-insert.js')], env: {}, empty: ['truncate document'] },
  'NestJS + MikroORM': { args: [at('../baselines/stock/main.js')], env: {}, empty: ['truncate customer cascade'] },
} as const;

/** Lets a worker connect: if it were stopped meanwhile, its connections would time out. */
const SETTLING_MS = 2000;

let databases = 0;
let launched = 0;

/**
 * Starts a variant on an empty database and pauses it. Its log goes to a file, as in production. `checkout` is the
 * folder of the other checkout.
 */
export async function startVariant(
  name: VariantName,
  server: Server,
  env: Readonly<Record<string, string>> = {},
  checkout = '',
): Promise<Variant> {
  const program = name === OTHER_CHECKOUT ? serviceIn(checkout) : PROGRAMS[name];
  const { args, env: programEnv, empty } = program;
  const database = await server.create(`aml_customer_bench_${++databases}`);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const running = launch(args, { ...programEnv, ...env, DATABASE_URL: database, PORT: String(port) });
  await answering(origin, running, name);
  await delay(SETTLING_MS);
  running.child.kill('SIGSTOP');
  return {
    name,
    origin,
    database,
    cpu: running.cpu,
    rss: running.rss,
    empty: async () => void (await server.run(database, ...empty)),
    resume: () => void running.child.kill('SIGCONT'),
    pause: () => void running.child.kill('SIGSTOP'),
    stop: running.stop,
  };
}

interface Running extends Pick<Variant, 'cpu' | 'rss' | 'stop'> {
  readonly child: ChildProcess;
  readonly log: string;
}

const logs = mkdtempSync(join(tmpdir(), 'aml-customer-bench-log-'));
process.once('exit', () => rmSync(logs, { recursive: true, force: true }));

function launch(args: readonly string[], env: Readonly<Record<string, string>>): Running {
  const log = join(logs, String(++launched));
  const output = openSync(log, 'a');
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', output, output],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
  });
  closeSync(output);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return {
    child,
    log,
    cpu: () => cpuOf(child.pid ?? 0),
    rss: () => rssOf(child.pid ?? 0),
    stop: async () => {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      truncateSync(log); // The log of a load test is large.
    },
  };
}

/** Waits for any answer: each program listens once it is ready. */
async function answering(origin: string, { child, log }: Running, name: string): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    if (
      await fetch(origin).then(
        () => true,
        () => false,
      )
    )
      return;
    await delay(50);
  }
  throw new Error(`${name} did not start: ${readFileSync(log, 'utf8')}`);
}
