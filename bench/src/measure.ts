import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bodyMaker } from './bodies.js';
import type { Server } from './database.js';
import type { Load, Measured, LoadMessage } from './load.js';
import type { Variant } from './variants.js';

/** The figures of one measurement by metric; CPU figures are seconds per second. */
export interface Figures {
  readonly throughput: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuProcess: number;
  readonly cpuPostgres: number;
  readonly cpuGenerator: number;
  /** Bytes per customer in the write-ahead log and in the database. */
  readonly wal: number;
  readonly disk: number;
}

const GENERATOR = fileURLToPath(new URL('./load.js', import.meta.url));

let number = 1;

/** The number of the next message. */
export const nextNumber = (): number => number;

/** A load and the expected answer of each request. */
export interface Task extends Omit<Load, 'origin' | 'from'> {
  readonly status: number;
  /** The text that the answer must contain, for variants that answer with text. */
  readonly contains?: string;
}

/**
 * Sends one request and fails with its answer if that is unexpected, before thousands of requests fail the same way.
 */
async function probe({ name, origin }: Variant, { path, text, many, status, contains = '' }: Task): Promise<void> {
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: new Uint8Array(bodyMaker(text, many)(number)),
  });
  number += many;
  const body = await response.text();
  if (response.status !== status || !body.includes(contains))
    throw new Error(`${name} answered ${response.status} instead of ${status}: ${body.slice(0, 500)}`);
}

/**
 * Sends a load to one variant while the others are stopped, and measures it. An unexpected status is an error.
 */
export async function measure(server: Server, variant: Variant, task: Task): Promise<Figures> {
  const [first, sizeBefore] = [number, await server.size(variant.database)];
  variant.resume();
  try {
    await probe(variant, task);
    const cost = () => ({ process: variant.cpu(), postgres: server.cpu(), wal: server.walPosition() });
    const costs: { begun?: ReturnType<typeof cost>; ended?: ReturnType<typeof cost> } = {};
    const measured = await generate({ ...task, origin: variant.origin, from: number }, (kind) => {
      costs[kind] = cost();
    });
    const { begun: begin, ended: end } = costs;
    number = measured.next;
    const others = Object.entries(measured.statuses).filter(([status]) => status !== String(task.status));
    if (others.length > 0)
      throw new Error(
        `${variant.name} answered ${others.map(([status, count]) => `${count} × ${status}`).join(', ')} ` +
          `instead of ${task.status}`,
      );
    if (!begin || !end) throw new Error('The load generator reported nothing');
    const { requests, seconds, p50Ms, p99Ms, cpuSeconds } = measured;
    const customers = requests * task.many;
    return {
      throughput: customers / seconds,
      p50: p50Ms,
      p99: p99Ms,
      cpuProcess: (end.process - begin.process) / seconds,
      cpuPostgres: (end.postgres - begin.postgres) / seconds,
      cpuGenerator: cpuSeconds / seconds,
      wal: ((await end.wal) - (await begin.wal)) / customers,
      disk: ((await server.size(variant.database)) - sizeBefore) / (number - first),
    };
  } finally {
    variant.pause();
  }
}

/** Runs the generator in a separate process. */
async function generate(load: Load, onWindow: (kind: 'begun' | 'ended') => void): Promise<Measured> {
  const child = fork(GENERATOR);
  let measured: Measured | undefined;
  child.on('message', (message: LoadMessage) =>
    message.kind === 'measured' ? (measured = message) : onWindow(message.kind),
  );
  child.send(load);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0 || !measured) throw new Error(`The load generator ended with ${code}`);
  return measured;
}
