import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** What came over the wire, its content coding undone; or why it was not taken. */
export type ReceivedBytes = { readonly bytes: Buffer } | { readonly refused: 'too-large' | 'unknown-coding' | 'broken-coding' };

/** The content codings that a request body may come in, as a header names them. */
export const CONTENT_CODINGS = 'gzip, deflate, br';

const DECODERS = new Map<string, () => Duplex>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * Receives the body of a request, at most `limit` bytes of it when it is inflated. What exceeds the limit is left unread and
 * the connection stays open, so that the sender can be told (express.raw would first read on to the end, which an endless
 * body has not).
 * @throws when the sender breaks off.
 */
export async function receiveBytes(request: IncomingMessage, limit: number): Promise<ReceivedBytes> {
  if (isEmpty(request)) return { bytes: Buffer.alloc(0) };
  const coding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (coding === 'identity' && Number(request.headers['content-length']) > limit) return { refused: 'too-large' };
  if (request.destroyed) throw new Error('The sender broke off');
  if (coding === 'identity') return collect(request.iterator({ destroyOnReturn: false }), limit, Number(request.headers['content-length'] ?? 0));
  const decoder = DECODERS.get(coding)?.();
  if (!decoder) return { refused: 'unknown-coding' };
  request.once('error', (error) => decoder.destroy(error));
  try {
    return await collect(request.pipe(decoder), limit);
  } catch (error) {
    if (request.errored) throw error;
    return { refused: 'broken-coding' };
  }
}

/** Above this, in bytes, copying a body as a whole would hold up everybody else. */
const LARGE = 1024 * 1024;

async function collect(stream: AsyncIterable<Buffer>, limit: number, length = 0): Promise<ReceivedBytes> {
  if (length > LARGE) return { bytes: await intoOne(stream, length) };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limit) return { refused: 'too-large' };
    chunks.push(chunk);
  }
  return { bytes: size > LARGE ? await intoOne(inTurns(chunks), size) : Buffer.concat(chunks, size) };
}

/** Copies chunks as they come, so that a large body is in memory once. */
async function intoOne(chunks: AsyncIterable<Buffer>, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let end = 0;
  for await (const chunk of chunks) end += chunk.copy(bytes, end);
  return bytes.subarray(0, end);
}

/** Gives chunks away, and others their turn between some of them. */
async function* inTurns(chunks: Buffer[]): AsyncGenerator<Buffer> {
  let given = 0;
  for (const chunk of chunks.splice(0)) {
    if ((given += chunk.length) > LARGE) {
      given = 0;
      await nextTurn();
    }
    yield chunk;
  }
}

const isEmpty = ({ headers }: IncomingMessage): boolean => headers['transfer-encoding'] === undefined && !Number(headers['content-length']);
