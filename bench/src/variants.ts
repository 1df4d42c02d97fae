import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@aml-customer/embedded-postgres';
import { cpuOf } from './cpu.js';
import type { Server } from './database.js';

/** Something that answers POST /amlyze-ws-rest/customer, as a process of its own on a database of its own. */
export interface Variant {
  readonly name: VariantName;
  readonly origin: string;
  readonly database: string;
  /** CPU seconds of the process so far. */
  cpu(): number;
  /** Empties its tables, so that each measurement starts alike. */
  empty(): Promise<void>;
  /** Lets it run; until then, and after `pause`, it uses nothing. */
  resume(): void;
  pause(): void;
  stop(): Promise<void>;
}

export type VariantName = keyof typeof PROGRAMS;

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// Jobs first, and again: one that is being worked on holds its rows for a moment.
const EMPTY_OURS = [
  'delete from graphile_worker._private_jobs where locked_at is null',
  'truncate aml_customer.message, aml_customer.customer cascade',
  'delete from graphile_worker._private_jobs',
];

/** The service runs as `npm start` runs it; all have the same Node, and NODE_ENV=production. */
const PROGRAMS = {
  'this service': {
    args: ['--enable-source-maps', at('../../../apps/api/dist/main.js')],
    env: { UV_THREADPOOL_SIZE: '64' },
    empty: EMPTY_OURS,
  },
  'Express + INSERT': { args: [at('../baselines/express-insert.js')], env: {}, empty: ['truncate document'] },
  'stock way': { args: [at('../baselines/stock/main.js')], env: {}, empty: ['truncate customer cascade'] },
} as const;

let databases = 0;
let launched = 0;

/** Starts a variant on an empty database, and leaves it paused. Its log goes to a file, as an operator's would. */
export async function startVariant(
  name: VariantName,
  server: Server,
  env: Record<string, string> = {},
): Promise<Variant> {
  const { args, env: own, empty } = PROGRAMS[name];
  const database = await server.create(`aml_customer_bench_${++databases}`);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const running = launch(args, { ...own, ...env, DATABASE_URL: database, PORT: String(port) });
  await answering(origin, running, name);
  running.child.kill('SIGSTOP');
  return {
    name,
    origin,
    database,
    cpu: running.cpu,
    empty: async () => void (await server.run(database, ...empty)),
    resume: () => void running.child.kill('SIGCONT'),
    pause: () => void running.child.kill('SIGSTOP'),
    stop: running.stop,
  };
}

/** Starts a worker of the service alone, as `npm run worker` does. */
export const startWorker = (database: string): Pick<Variant, 'cpu' | 'stop'> =>
  launch(['--enable-source-maps', at('../../../apps/api/dist/worker.js')], {
    UV_THREADPOOL_SIZE: '64',
    DATABASE_URL: database,
  });

interface Running extends Pick<Variant, 'cpu' | 'stop'> {
  readonly child: ChildProcess;
  readonly log: string;
}

const logs = mkdtempSync(join(tmpdir(), 'aml-customer-bench-log-'));
process.once('exit', () => rmSync(logs, { recursive: true, force: true }));

function launch(args: readonly string[], env: Record<string, string>): Running {
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
    stop: async () => {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      truncateSync(log); // A log of many requests is as long as they are.
    },
  };
}

/** Any answer will do: each listens once it is ready. */
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
