import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { UNLIMITED, type BodyReservation } from './body-memory.js';

/** The decoded bytes of a body, or why it was refused. */
export type ReceivedBytes =
  { readonly bytes: Buffer } | { readonly refused: 'too-large' | 'unknown-coding' | 'broken-coding' };

/** The accepted content codings, as a header names them. */
export const CONTENT_CODINGS = 'gzip, deflate, br';

const DECODERS = new Map<string, () => Duplex>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * Receives the body of a request, at most `limit` bytes of it after decoding. A body beyond the limit is left unread and
 * the connection stays open, so that the client gets its answer; express.raw would first read to the end, and the body
 * may be endless. Reserves memory for what arrives; the caller releases it.
 * @throws Overloaded if there is no memory left, before reading if the length is announced; Error if the client disconnects
 */
export async function receiveBytes(
  request: IncomingMessage,
  limit: number,
  memory: BodyReservation = UNLIMITED,
): Promise<ReceivedBytes> {
  if (isEmpty(request)) return { bytes: Buffer.alloc(0) };
  const coding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const length = Number(request.headers['content-length'] ?? 0);
  if (coding === 'identity' && length > limit) return { refused: 'too-large' };
  if (request.destroyed) throw new Error('The client disconnected');
  memory.expect(length);
  if (coding === 'identity') return collect(request.iterator({ destroyOnReturn: false }), limit, memory, length);
  const decoder = DECODERS.get(coding)?.();
  if (!decoder) return { refused: 'unknown-coding' };
  request.once('error', (error) => decoder.destroy(error));
  try {
    return await collect(request.pipe(decoder), limit, memory);
  } catch (error) {
    if (request.errored || error !== decoder.errored) throw error;
    return { refused: 'broken-coding' };
  }
}

/** Above this size in bytes, copying a body in one go would block the event loop. */
const LARGE = 1024 * 1024;

/**
 * Collects chunks until half of the announced `length` has arrived, and only then allocates the whole: a length that is
 * announced and never sent costs no memory.
 */
async function collect(
  stream: AsyncIterable<Buffer>,
  limit: number,
  memory: BodyReservation,
  length = Infinity,
): Promise<ReceivedBytes> {
  const chunks: Buffer[] = [];
  let [size, whole]: [number, Buffer | undefined] = [0, undefined];
  for await (const chunk of stream) {
    if (size + chunk.length > limit) return { refused: 'too-large' };
    memory.take(chunk.length);
    if (whole) chunk.copy(whole, size);
    else chunks.push(chunk);
    size += chunk.length;
    if (!whole && length > LARGE && size * 2 >= length) whole = await intoOne(chunks, length);
  }
  if (whole) return { bytes: whole.subarray(0, size) };
  return { bytes: size > LARGE ? await intoOne(chunks, size) : Buffer.concat(chunks, size) };
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
