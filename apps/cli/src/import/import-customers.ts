import { elementOf, type Element, type Problem } from './element.js';
import { batchesOf, roundsOf, type Message } from './rounds.js';
import { send, type BatchService, type Result } from './service.js';
import { NOTHING, type BatchSizes, type Counts, type Settled } from './settled.js';
import type { CsvPiece } from './csv.js';

/** How much goes out at a time. */
export interface Sizes extends BatchSizes {
  /** Of an element, in bytes. */
  readonly element: number;
  /**
   * Whether a customer may be in no two calls that are not both answered; where nothing is stored, the service keeps
   * the order within a call.
   */
  readonly inRounds: boolean;
}

/** What an import works with. */
export interface ImportWork {
  readonly pieces: AsyncIterable<readonly CsvPiece[]>;
  readonly sizes: Sizes;
  readonly service: BatchService;
  /** How far it had come before. */
  readonly from?: Pick<Settled, 'counts' | 'window'>;
  /** Takes what a window brought: it is settled once this resolves. The rejected are in the input's order. */
  readonly settle: (counts: Counts, rejected: readonly Rejected[]) => Promise<void>;
  /** Takes the rounds that are answered of a window that has more. */
  readonly settleRounds: (window: NonNullable<Settled['window']>) => Promise<void>;
}

/** An element with what is wrong with it. */
export type Rejected = Element & { readonly problem: Problem };

/**
 * Sends all customers of an input, a window of them at a time while the next is read, and settles each window once all
 * of it is answered. Resolves with what was counted, and whether it came to the end: it stops early, in good order,
 * when the service's signal says so.
 */
export async function importCustomers({
  pieces,
  sizes,
  service,
  from,
  settle,
  settleRounds,
}: ImportWork): Promise<{ readonly counts: Counts; readonly isComplete: boolean }> {
  let counts = from?.counts ?? NOTHING;
  let begun = from?.window;
  const next = ahead(windowsOf(pieces, sizes, counts.read, begun?.elements), service.stop);
  for (;;) {
    const window = await next();
    if (window === 'stopped') return { counts, isComplete: false };
    if (window === 'end') return { counts, isComplete: true };
    const results = await resultsOf(window, { sizes, service, settleRounds }, begun);
    if (!results) return { counts, isComplete: false };
    begun = undefined;
    const rejected = window.flatMap((element, i) => rejectedOf(element, results[i]));
    counts = addedUp(counts, window, results, rejected.length);
    await settle(counts, rejected);
  }
}

/** What each message of a window was answered, round after round; undefined where it was stopped in between. */
async function resultsOf(
  window: readonly Element[],
  { sizes, service, settleRounds }: Pick<ImportWork, 'sizes' | 'service' | 'settleRounds'>,
  begun: Settled['window'],
): Promise<readonly (Result | null)[] | undefined> {
  const results = [...(begun?.results ?? window.map(() => null))];
  const places = new Map(window.map((element, i) => [element, i]));
  const messages = window.filter((element): element is Message => element.kind === 'message');
  const rounds = sizes.inRounds ? roundsOf(messages) : [messages];
  for (let round = begun?.rounds ?? 0; round < rounds.length; round++) {
    const sent = rounds[round] ?? [];
    const answered = await sendRound(sent, sizes, service);
    sent.forEach((message, i) => (results[places.get(message) as number] = answered[i] as Result));
    if (round === rounds.length - 1) break;
    await settleRounds({ elements: window.length, rounds: round + 1, results });
    if (service.stop.aborted) return undefined;
  }
  return results;
}

/** Sends the batches of a round in so many lines; none is left under way when it fails. */
async function sendRound(
  messages: readonly Message[],
  { count, bytes, parallel, inRounds }: Sizes,
  service: BatchService,
): Promise<readonly Result[]> {
  const batches = batchesOf(messages, {
    count: inRounds ? Math.min(count, Math.ceil(messages.length / parallel)) : count,
    bytes,
  });
  const results: (readonly Result[])[] = [];
  let next = 0;
  const work = async (_: unknown, line: number) => {
    for (let i = next++; i < batches.length; i = next++)
      results[i] = await send(batches[i] as readonly Message[], line, service);
  };
  const ends = await Promise.allSettled(Array.from({ length: parallel }, work));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  return results.flat();
}

/** Windows of elements behind the first `skip`; the next one has `first` elements where that is given. */
async function* windowsOf(
  pieces: AsyncIterable<readonly CsvPiece[]>,
  { count, bytes, parallel, element }: Sizes,
  skip: number,
  first: number | undefined,
): AsyncGenerator<readonly Element[]> {
  const read = elementOf(element);
  let [seen, size, window, wanted]: [number, number, Element[], number] = [0, 0, [], first ?? count * parallel];
  for await (const some of pieces) {
    for (const piece of some) {
      if (seen++ < skip) continue;
      window.push(read(piece));
      size += piece.bytes?.length ?? 0;
      if (window.length < wanted && (first !== undefined || size < bytes * parallel)) continue;
      yield window;
      [size, window, wanted, first] = [0, [], count * parallel, undefined];
    }
  }
  if (window.length > 0) yield window;
}

/** Gives items one by one, and has the next made while one is worked on; when told to stop it waits for none. */
function ahead<T>(items: AsyncGenerator<T>, stop: AbortSignal): () => Promise<T | 'end' | 'stopped'> {
  const make = () => {
    const made = items.next();
    made.catch(() => {}); // It is awaited by the next call.
    return made;
  };
  let next = make();
  return async () => {
    const current = await unlessStopped(next, stop);
    if (current === 'stopped') return current;
    if (current.done) return 'end';
    next = make();
    return current.value;
  };
}

/** A race against one promise that lasts as long as the import would keep every item in memory. */
function unlessStopped<T>(promise: Promise<T>, stop: AbortSignal): Promise<T | 'stopped'> {
  if (stop.aborted) return Promise.resolve('stopped');
  return new Promise((resolve, reject) => {
    const onStop = () => resolve('stopped');
    stop.addEventListener('abort', onStop, { once: true });
    promise.then(resolve, reject).finally(() => stop.removeEventListener('abort', onStop));
  });
}

function rejectedOf(element: Element, result: Result | null | undefined): Rejected[] {
  if (element.kind === 'rejected') return [element];
  return result && result !== 'accepted' ? [{ ...element, problem: result }] : [];
}

function addedUp(
  { read, accepted, rejected, history }: Counts,
  window: readonly Element[],
  results: readonly (Result | null)[],
  rejectedNow: number,
): Counts {
  return {
    read: read + window.length,
    accepted: accepted + results.filter((result) => result === 'accepted').length,
    rejected: rejected + rejectedNow,
    history: history + window.filter(({ kind }) => kind === 'history').length,
  };
}
