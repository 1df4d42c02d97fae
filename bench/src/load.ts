import { createHistogram, performance } from 'node:perf_hooks';
import { Client } from 'undici';
import { bodyMaker } from './bodies.js';

/**
 * The load: one message or one batch per request, `connections` concurrent requests, a warm-up and then a measured
 * window.
 */
export interface Load {
  readonly origin: string;
  readonly path: string;
  readonly text: string;
  /** Messages per request; 1 means single messages. */
  readonly many: number;
  /** The number of the first message; each takes the next. */
  readonly from: number;
  readonly connections: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/** The measurement; `cpuSeconds` are those of the generator. */
export interface Measured {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuSeconds: number;
  /** Answers by status, including those of the warm-up. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The number of the next message. */
  readonly next: number;
}

/** The messages of this process to its parent, in this order. */
export type LoadMessage =
  { readonly kind: 'begun' } | { readonly kind: 'ended' } | ({ readonly kind: 'measured' } & Measured);

const report = (message: LoadMessage): void => void process.send?.(message);

process.on(
  'message',
  (load: Load) =>
    void run(load).then(
      () => process.disconnect(),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    ),
);

async function run(load: Load): Promise<void> {
  const make = bodyMaker(load.text, load.many);
  const clients = Array.from(
    { length: load.connections },
    () => new Client(load.origin, { pipelining: 1, bodyTimeout: 120_000, headersTimeout: 120_000 }),
  );
  const statuses: Record<string, number> = {};
  const latencies = createHistogram({ highest: 120_000_000_000 });
  let next = load.from;
  let measuring = false;
  let ended = false;
  let onAnswer = () => {};
  /** A window starts and ends with an answer; otherwise a batch in progress would not count. */
  const answer = (after: number) =>
    Promise.race([
      working,
      wait(after).then(
        () =>
          new Promise<void>((resolve) => {
            onAnswer = resolve;
          }),
      ),
    ]);
  const send = (client: Client) =>
    new Promise<void>((resolve, reject) => {
      const body = make(next);
      next += load.many;
      const sent = performance.now();
      client.dispatch(
        { method: 'POST', path: load.path, headers: { 'content-type': 'application/json' }, body },
        {
          onRequestStart: () => {},
          onResponseStart: (_, status) => {
            statuses[status] = (statuses[status] ?? 0) + 1;
          },
          onResponseData: () => {},
          onResponseEnd: () => {
            if (measuring) latencies.record(Math.max(1, Math.round((performance.now() - sent) * 1e6)));
            onAnswer();
            resolve();
          },
          onResponseError: (_, error) => reject(error),
        },
      );
    });
  const working = Promise.all(
    clients.map(async (client) => {
      while (!ended) await send(client);
      await client.close();
    }),
  );
  await answer(load.warmUpSeconds);
  report({ kind: 'begun' });
  const [begin, cpu] = [performance.now(), process.cpuUsage()];
  measuring = true;
  await answer(load.seconds);
  measuring = false;
  const [seconds, { user, system }] = [(performance.now() - begin) / 1000, process.cpuUsage(cpu)];
  report({ kind: 'ended' });
  ended = true;
  await working;
  const ms = (percentile: number) => latencies.percentile(percentile) / 1e6;
  report({
    kind: 'measured',
    requests: latencies.count,
    seconds,
    p50Ms: ms(50),
    p99Ms: ms(99),
    cpuSeconds: (user + system) / 1e6,
    statuses,
    next,
  });
}

const wait = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
