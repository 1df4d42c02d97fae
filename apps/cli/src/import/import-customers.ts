import { splitIntoBatches, splitIntoRounds, type Message } from './batching.js';
import type { RawCsvRecord } from './csv.js';
import { parseRecord, type InputRecord, type Problem } from './input-record.js';
import { NO_COUNTS, type BatchSizes, type Counts, type Progress } from './progress.js';
import { send, type BatchService, type Result } from './service.js';

export interface Sizes extends BatchSizes {
  /** The most bytes of a message. */
  readonly message: number;
  /**
   * Whether messages of one customer must not be in two calls at the same time. A dry run stores nothing, so it needs
   * no rounds: the service keeps the order within a call.
   */
  readonly useRounds: boolean;
}

export interface ImportWork {
  readonly records: AsyncIterable<readonly RawCsvRecord[]>;
  readonly sizes: Sizes;
  readonly service: BatchService;
  /** The progress of an interrupted import, to continue from. */
  readonly from?: Pick<Progress, 'counts' | 'window'>;
  /** Saves a completed window; the rejected records are in the order of the input. */
  readonly saveWindow: (counts: Counts, rejected: readonly Rejected[]) => Promise<void>;
  /** Saves the completed rounds of a window that has more. */
  readonly saveRounds: (window: Window) => Promise<void>;
}

type Window = NonNullable<Progress['window']>;

/** A rejected record and the reason. */
export type Rejected = InputRecord & { readonly problem: Problem };

/**
 * Sends all customers of an input, one window at a time while the next window is read, and saves each window once all
 * its messages are answered. Stops between rounds when `service.stop` is aborted; `isComplete` is then false.
 * @throws CommandFailure if the service cannot process a batch, or does not answer for too long.
 */
export async function importCustomers({
  records,
  sizes,
  service,
  from,
  saveWindow,
  saveRounds,
}: ImportWork): Promise<{ readonly counts: Counts; readonly isComplete: boolean }> {
  let counts = from?.counts ?? NO_COUNTS;
  let started = from?.window;
  const next = readAhead(windowsOf(records, sizes, counts.read, started?.elements), service.stop);
  for (;;) {
    const window = await next();
    if (window === 'stopped') return { counts, isComplete: false };
    if (window === 'end') return { counts, isComplete: true };
    const results = await sendWindow(window, { sizes, service, saveRounds }, started);
    if (!results) return { counts, isComplete: false };
    started = undefined;
    const rejected = window.flatMap((record, i) => rejectedOf(record, results[i]));
    counts = addCounts(counts, window, results, rejected.length);
    await saveWindow(counts, rejected);
  }
}

/** The result of each record of a window, null for one that is not a message; undefined if the import was stopped. */
async function sendWindow(
  window: readonly InputRecord[],
  { sizes, service, saveRounds }: Pick<ImportWork, 'sizes' | 'service' | 'saveRounds'>,
  started: Progress['window'],
): Promise<readonly (Result | null)[] | undefined> {
  const results = [...(started?.results ?? window.map(() => null))];
  const indexes = new Map(window.map((record, i) => [record, i]));
  const messages = window.filter((record): record is Message => record.kind === 'message');
  const rounds = sizes.useRounds ? splitIntoRounds(messages) : [messages];
  for (let round = started?.rounds ?? 0; round < rounds.length; round++) {
    const sent = rounds[round] ?? [];
    const roundResults = await sendRound(sent, sizes, service);
    sent.forEach((message, i) => (results[indexes.get(message) as number] = roundResults[i] as Result));
    if (round === rounds.length - 1) break;
    await saveRounds({ elements: window.length, rounds: round + 1, results });
    if (service.stop.aborted) return undefined;
  }
  return results;
}

/** Sends the batches of a round in `parallel` lanes; when one fails, waits for the others before it throws. */
async function sendRound(
  messages: readonly Message[],
  { count, bytes, parallel, useRounds }: Sizes,
  service: BatchService,
): Promise<readonly Result[]> {
  const batches = splitIntoBatches(messages, {
    count: useRounds ? Math.min(count, Math.ceil(messages.length / parallel)) : count,
    bytes,
  });
  const results: (readonly Result[])[] = [];
  let next = 0;
  const work = async (_: unknown, lane: number) => {
    for (let i = next++; i < batches.length; i = next++)
      results[i] = await send(batches[i] as readonly Message[], lane, service);
  };
  const outcomes = await Promise.allSettled(Array.from({ length: parallel }, work));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
  return results.flat();
}

/** Skips the first `skip` records and groups the others into windows; the first window has `first` records if given. */
async function* windowsOf(
  records: AsyncIterable<readonly RawCsvRecord[]>,
  { count, bytes, parallel, message }: Sizes,
  skip: number,
  first: number | undefined,
): AsyncGenerator<readonly InputRecord[]> {
  const parse = parseRecord(message);
  let [seen, size, window, wanted]: [number, number, InputRecord[], number] = [0, 0, [], first ?? count * parallel];
  for await (const group of records) {
    for (const record of group) {
      if (seen++ < skip) continue;
      window.push(parse(record));
      size += record.bytes?.length ?? 0;
      if (window.length < wanted && (first !== undefined || size < bytes * parallel)) continue;
      yield window;
      [size, window, wanted, first] = [0, [], count * parallel, undefined];
    }
  }
  if (window.length > 0) yield window;
}

/** Prefetches the next item while the caller works on the current one; returns immediately when stopped. */
function readAhead<T>(items: AsyncGenerator<T>, stop: AbortSignal): () => Promise<T | 'end' | 'stopped'> {
  const fetchNext = () => {
    const item = items.next();
    item.catch(() => {}); // The next call awaits it and reports its failure.
    return item;
  };
  let next = fetchNext();
  return async () => {
    const current = await unlessStopped(next, stop);
    if (current === 'stopped') return current;
    if (current.done) return 'end';
    next = fetchNext();
    return current.value;
  };
}

/** Not Promise.race: racing against one long-lived promise would keep every result in memory. */
function unlessStopped<T>(promise: Promise<T>, stop: AbortSignal): Promise<T | 'stopped'> {
  if (stop.aborted) return Promise.resolve('stopped');
  return new Promise((resolve, reject) => {
    const onStop = () => resolve('stopped');
    stop.addEventListener('abort', onStop, { once: true });
    promise.then(resolve, reject).finally(() => stop.removeEventListener('abort', onStop));
  });
}

function rejectedOf(record: InputRecord, result: Result | null | undefined): Rejected[] {
  if (record.kind === 'rejected') return [record];
  return result && result !== 'accepted' ? [{ ...record, problem: result }] : [];
}

function addCounts(
  { read, accepted, rejected, history }: Counts,
  window: readonly InputRecord[],
  results: readonly (Result | null)[],
  newlyRejected: number,
): Counts {
  return {
    read: read + window.length,
    accepted: accepted + results.filter((result) => result === 'accepted').length,
    rejected: rejected + newlyRejected,
    history: history + window.filter(({ kind }) => kind === 'history').length,
  };
}
