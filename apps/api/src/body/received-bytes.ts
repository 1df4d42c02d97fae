import type { IncomingMessage } from 'node:http';
import { Readable, type Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Overloaded, Semaphore } from '@aml-customer/application';
import type { BodyReservation } from './body-memory.js';

/** The decoded bytes of a body, or why it was refused. */
export type ReceivedBytes =
  { readonly bytes: Buffer } | { readonly refused: 'too-large' | 'unknown-coding' | 'broken-coding' };

/** The accepted content codings, as a header names them. */
export const CONTENT_CODINGS = 'gzip, deflate, br';

/** The size of a decoded chunk. */
const PIECE = 64 * 1024;

const DECODERS = new Map<string, () => Duplex>([
  ['gzip', () => createGunzip({ chunkSize: PIECE })],
  ['x-gzip', () => createGunzip({ chunkSize: PIECE })],
  ['deflate', () => createInflate({ chunkSize: PIECE })],
  ['br', () => createBrotliDecompress({ chunkSize: PIECE })],
]);
/** How many bodies are decoded concurrently: each decoder needs memory, for `br` up to 16 MiB. */
const decoding = new Semaphore(4);

/**
 * Receives the body of a request, at most `limit` bytes of it after decoding. A body beyond the limit is left unread
 * and the connection stays open, so that the client gets its answer; express.raw would first read to the end, and the
 * body may be endless. A compressed body is decoded only after all of it has arrived: otherwise a small one that stalls
 * would take the memory of a large one. Reserves memory for received bytes; the caller releases it.
 * @throws Overloaded if there is no memory left, before reading if the length is announced
 * @throws Error if the client disconnects
 */
export async function receiveBytes(
  request: IncomingMessage,
  limit: number,
  memory: BodyReservation,
): Promise<ReceivedBytes> {
  if (isEmpty(request)) return { bytes: Buffer.alloc(0) };
  const coding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const decoder = DECODERS.get(coding);
  if (!decoder && coding !== 'identity') return { refused: 'unknown-coding' };
  const length = Number(request.headers['content-length'] ?? 0);
  const most = decoder ? encodedLimit(limit) : limit;
  if (length > most) return { refused: 'too-large' };
  if (request.destroyed) throw new Error('The client disconnected');
  memory.expect(length);
  const received = await arrival(request, new Chunks(most, memory, length), memory);
  if ('refused' in received) return received;
  memory.complete();
  if (!decoder) return { bytes: await received.whole() };
  return decoding.run(() => decode(received, decoder(), new Chunks(limit, memory)));
}

/** The largest size of an encoded body: data that cannot be compressed becomes a little longer. */
const encodedLimit = (limit: number): number => limit + Math.ceil(limit / 100) + 1024;

/** Above this size in bytes, copying a body in one go would block the event loop. */
const LARGE = 1024 * 1024;
/** A chunk takes memory beyond its bytes. In a body of many chunks, those below this size are joined. */
const FREE_CHUNKS = 16;
const SMALL_CHUNK = 4096;

/** The chunks of a body within its limit and its memory. */
class Chunks {
  private readonly list: Buffer[] = [];
  private size = 0;
  /** Allocated before the last chunk, for a large body of a known length. */
  private target: Buffer | undefined;

  /** `length` is announced; 0 if it is unknown. */
  constructor(
    private readonly limit: number,
    private readonly memory: BodyReservation,
    private readonly length = 0,
  ) {}

  /** Adds a chunk; false if the body is too large. @throws Overloaded if there is no memory left */
  add(chunk: Buffer): boolean {
    if (this.size + chunk.length > this.limit) return false;
    this.memory.take(chunk.length);
    if (this.target) chunk.copy(this.target, this.size);
    else this.append(chunk);
    this.size += chunk.length;
    return true;
  }

  /** Joins a small chunk with the ones before that are no larger, so that each byte is copied a few times only. */
  private append(chunk: Buffer): void {
    let last = chunk;
    while (this.list.length >= FREE_CHUNKS && last.length < SMALL_CHUNK) {
      const previous = this.list.at(-1) as Buffer;
      if (previous.length > last.length) break;
      this.list.pop();
      last = Buffer.concat([previous, last]);
    }
    this.list.push(last);
  }

  /**
   * Whether the whole should be allocated now: for a large body after half of its announced length, so that it is in
   * memory only once, and so that a length that is announced and never sent costs no memory.
   */
  get isHalf(): boolean {
    return !this.target && this.length > LARGE && this.size * 2 >= this.length;
  }

  /** Moves the chunks into one buffer of the announced length. */
  async allocate(): Promise<void> {
    this.target = await intoOne(this.list, this.length);
  }

  get pieces(): readonly Buffer[] {
    return this.target ? [this.target.subarray(0, this.size)] : this.list;
  }

  async whole(): Promise<Buffer> {
    if (this.target) return this.target.subarray(0, this.size);
    if (this.list.length === 1) return this.list[0] as Buffer;
    return this.size > LARGE ? intoOne(this.list, this.size) : Buffer.concat(this.list, this.size);
  }
}

/** Waits until a body has arrived in full, is too large, or has lost its memory. */
function arrival(
  request: IncomingMessage,
  chunks: Chunks,
  memory: BodyReservation,
): Promise<Chunks | { readonly refused: 'too-large' }> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      for (const [event, listener] of Object.entries(listeners)) request.off(event, listener);
      if (!request.complete) request.pause(); // The rest is left unread.
      act();
    };
    const fail = (error: Error) => settle(() => reject(error));
    const allocate = () => {
      request.pause();
      chunks.allocate().then(() => request.resume(), fail);
    };
    const listeners = {
      data: (chunk: Buffer): void => {
        try {
          if (!chunks.add(chunk)) settle(() => resolve({ refused: 'too-large' }));
          else if (chunks.isHalf) allocate();
        } catch (error) {
          fail(error as Error);
        }
      },
      end: () => settle(() => resolve(chunks)),
      error: fail,
      close: () => fail(new Error('The client disconnected')),
    };
    memory.onLost(() => fail(new Overloaded()));
    for (const [event, listener] of Object.entries(listeners)) request.on(event, listener);
  });
}

async function decode(encoded: Chunks, decoder: Duplex, decoded: Chunks): Promise<ReceivedBytes> {
  try {
    Readable.from(encoded.pieces).pipe(decoder);
    for await (const chunk of decoder as AsyncIterable<Buffer>)
      if (!decoded.add(chunk)) return { refused: 'too-large' };
    return { bytes: await decoded.whole() };
  } catch (error) {
    if (error !== decoder.errored) throw error;
    return { refused: 'broken-coding' };
  }
}

/**
 * Moves chunks into one buffer and yields to the event loop in between; a large body is in memory only once.
 */
async function intoOne(chunks: Buffer[], size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let [end, rested] = [0, 0];
  for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) {
    end += chunk.copy(bytes, end);
    if (end - rested < LARGE) continue;
    rested = end;
    await nextTurn();
  }
  return bytes;
}

const isEmpty = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] === undefined && !Number(headers['content-length']);
