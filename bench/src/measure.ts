import { bodyMaker } from './bodies.js';
import type { Server } from './database.js';
import { startGenerator } from './generator.js';
import type { Load, Measured } from './load.js';
import type { Variant } from './variants.js';

/** The figures of one measurement by metric; CPU figures are seconds per second, except `cpu`. */
export interface Figures {
  readonly throughput: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly cpuProcess: number;
  readonly cpuPostgres: number;
  readonly cpuGenerator: number;
  /** CPU milliseconds of the process and PostgreSQL per customer. */
  readonly cpu: number;
  /** Bytes per customer in the write-ahead log and in the database. */
  readonly wal: number;
  readonly disk: number;
}

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
 * Sends a load to one variant while the others are stopped, and measures a window of it. An unexpected status is an
 * error.
 */
export async function measure(server: Server, variant: Variant, task: Task): Promise<Figures> {
  const [first, sizeBefore] = [number, await server.size(variant.database)];
  const generator = startGenerator();
  variant.resume();
  try {
    await probe(variant, task);
    const costs: { begun?: Cost; ended?: Cost } = {};
    const measured = await generator.run({ ...task, origin: variant.origin, from: number }, (kind) => {
      costs[kind] = costOf(server, variant);
    });
    accept(variant, task, measured);
    const { begun, ended } = costs;
    if (!begun || !ended) throw new Error('The load generator reported nothing');
    return await figures(begun, ended, {
      measured,
      customers: measured.requests * task.many,
      seconds: measured.seconds,
      disk: ((await server.size(variant.database)) - sizeBefore) / (number - first),
    });
  } finally {
    generator.stop();
    variant.pause();
  }
}

/** A whole load, including the work that it leaves behind. */
export interface Whole {
  readonly figures: Figures;
  /** All messages, with those of the warm-up. */
  readonly messages: number;
  /** Customers that were not settled in the end, and do not count. */
  readonly open: number;
}

/**
 * Measures a whole load, from its first request until `settle` resolves to the number of customers that are not
 * settled. The warm-up settles before.
 */
export async function measureUntil(
  server: Server,
  variant: Variant,
  task: Task,
  settle: () => Promise<number>,
): Promise<Whole> {
  const first = number;
  const generator = startGenerator();
  const run = async (seconds: number): Promise<{ readonly measured: Measured; readonly open: number }> => {
    const measured = await generator.run({ ...task, origin: variant.origin, from: number, warmUpSeconds: 0, seconds });
    accept(variant, task, measured);
    return { measured, open: await settle() };
  };
  variant.resume();
  try {
    await probe(variant, task);
    const { open: openBefore } = await run(task.warmUpSeconds);
    const [from, sizeBefore, costBefore] = [number, await server.size(variant.database), costOf(server, variant)];
    const begin = performance.now();
    const { measured, open } = await run(task.seconds);
    const [seconds, costAfter] = [(performance.now() - begin) / 1000, costOf(server, variant)];
    const customers = number - from + openBefore - open;
    const disk = ((await server.size(variant.database)) - sizeBefore) / customers;
    return {
      figures: await figures(costBefore, costAfter, { measured, customers, seconds, disk }),
      messages: number - first,
      open,
    };
  } finally {
    generator.stop();
    variant.pause();
  }
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

/** Takes the used numbers over. @throws Error if a status is unexpected */
function accept({ name }: Variant, { status: expected }: Task, { statuses, next }: Measured): void {
  number = next;
  const others = Object.entries(statuses).filter(([status]) => status !== String(expected));
  if (others.length > 0)
    throw new Error(
      `${name} answered ${others.map(([status, count]) => `${count} × ${status}`).join(', ')} instead of ${expected}`,
    );
}

/** CPU seconds and bytes so far. */
interface Cost {
  readonly process: number;
  readonly postgres: number;
  readonly wal: Promise<number>;
}

const costOf = (server: Server, variant: Variant): Cost => ({
  process: variant.cpu(),
  postgres: server.cpu(),
  wal: server.walPosition(),
});

async function figures(
  begin: Cost,
  end: Cost,
  { measured, customers, seconds, disk }: { measured: Measured; customers: number; seconds: number; disk: number },
): Promise<Figures> {
  const [process, postgres] = [end.process - begin.process, end.postgres - begin.postgres];
  return {
    throughput: customers / seconds,
    p50: measured.p50Ms,
    p99: measured.p99Ms,
    p999: measured.p999Ms,
    cpuProcess: process / seconds,
    cpuPostgres: postgres / seconds,
    cpuGenerator: measured.cpuSeconds / seconds,
    cpu: (1000 * (process + postgres)) / customers,
    wal: ((await end.wal) - (await begin.wal)) / customers,
    disk,
  };
}
