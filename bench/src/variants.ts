import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
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
const EMPTY_OURS = ['delete from graphile_worker._private_jobs where locked_at is null', 'truncate aml_customer.message, aml_customer.customer cascade', 'delete from graphile_worker._private_jobs'];

/** The service runs as `npm start` runs it; all have the same Node, and NODE_ENV=production. */
const PROGRAMS = {
  'this service': { args: ['--enable-source-maps', at('../../../apps/api/dist/main.js')], env: { UV_THREADPOOL_SIZE: '64' }, empty: EMPTY_OURS },
  'Express + INSERT': { args: [at('../baselines/express-insert.js')], env: {}, empty: ['truncate document'] },
  'stock way': { args: [at('../baselines/stock/main.js')], env: {}, empty: ['truncate customer cascade'] },
} as const;

let databases = 0;

/** Starts a variant and leaves it paused; its log goes to a file, as an operator's would. */
export async function startVariant(name: VariantName, server: Server, { env = {}, log = '/dev/null' }: { env?: Record<string, string>; log?: string } = {}): Promise<Variant> {
  const { args, env: own, empty } = PROGRAMS[name];
  const database = await server.create(`aml_customer_bench_${++databases}`);
  const port = await freePort();
  const output = openSync(log, 'a');
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', output, output],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', DATABASE_URL: database, PORT: String(port), ...own, ...env },
  });
  const origin = `http://127.0.0.1:${port}`;
  await answering(origin, child, name);
  const variant: Variant = {
    name, origin, database,
    cpu: () => cpuOf(child.pid ?? 0),
    empty: async () => void (await server.run(database, ...empty)),
    resume: () => void child.kill('SIGCONT'),
    pause: () => void child.kill('SIGSTOP'),
    stop: async () => {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
  variant.pause();
  return variant;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await once(probe.close(), 'close');
  return port;
}

/** Any answer will do: each listens once it is ready. */
async function answering(origin: string, child: ChildProcess, name: string): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await fetch(origin).then(() => true, () => false)) return;
    await delay(50);
  }
  throw new Error(`${name} did not start`);
}
