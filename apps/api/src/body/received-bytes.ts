import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ANY_ROOM, type BodyShare } from './body-room.js';

/** What came over the wire, its content coding undone; or why it was not taken. */
export type ReceivedBytes =
  { readonly bytes: Buffer } | { readonly refused: 'too-large' | 'unknown-coding' | 'broken-coding' };

/** The content codings that a request body may come in, as a header names them. */
export const CONTENT_CODINGS = 'gzip, deflate, br';

const DECODERS = new Map<string, () => Duplex>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * Receives the body of a request, at most `limit` bytes of it when it is inflated. What exceeds the limit is left
 * unread and the connection stays open, so that the sender can be told (express.raw would first read on to the end,
 * which an endless body has not). Takes room for what comes; the caller gives it back.
 * @throws Overloaded where there is no room, before it reads where that can be told; and when the sender breaks off.
 */
export async function receiveBytes(
  request: IncomingMessage,
  limit: number,
  room: BodyShare = ANY_ROOM,
): Promise<ReceivedBytes> {
  if (isEmpty(request)) return { bytes: Buffer.alloc(0) };
  const coding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const length = Number(request.headers['content-length'] ?? 0);
  if (coding === 'identity' && length > limit) return { refused: 'too-large' };
  if (request.destroyed) throw new Error('The sender broke off');
  room.expect(length);
  if (coding === 'identity') return collect(request.iterator({ destroyOnReturn: false }), limit, room, length);
  const decoder = DECODERS.get(coding)?.();
  if (!decoder) return { refused: 'unknown-coding' };
  request.once('error', (error) => decoder.destroy(error));
  try {
    return await collect(request.pipe(decoder), limit, room);
  } catch (error) {
    if (request.errored || error !== decoder.errored) throw error;
    return { refused: 'broken-coding' };
  }
}

/** Above this, in bytes, copying a body as a whole would hold up everybody else. */
const LARGE = 1024 * 1024;

/**
 * Keeps what comes until half of the announced `length` has, and only then has memory for the whole: what is announced
 * and not sent costs none.
 */
async function collect(
  stream: AsyncIterable<Buffer>,
  limit: number,
  room: BodyShare,
  length = Infinity,
): Promise<ReceivedBytes> {
  const chunks: Buffer[] = [];
  let [size, whole]: [number, Buffer | undefined] = [0, undefined];
  for await (const chunk of stream) {
    if (size + chunk.length > limit) return { refused: 'too-large' };
    room.take(chunk.length);
    if (whole) chunk.copy(whole, size);
    else chunks.push(chunk);
    size += chunk.length;
    if (!whole && length > LARGE && size * 2 >= length) whole = await intoOne(chunks, length);
  }
  if (whole) return { bytes: whole.subarray(0, size) };
  return { bytes: size > LARGE ? await intoOne(chunks, size) : Buffer.concat(chunks, size) };
}

/**
 * Moves chunks into memory of this size, giving others their turn between some of them, so that a large body is in
 * memory once.
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
