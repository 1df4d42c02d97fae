import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
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
  if (coding === 'identity') return collect(request.iterator({ destroyOnReturn: false }), limit);
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

async function collect(stream: AsyncIterable<Buffer>, limit: number): Promise<ReceivedBytes> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limit) return { refused: 'too-large' };
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks, size) };
}

const isEmpty = ({ headers }: IncomingMessage): boolean => headers['transfer-encoding'] === undefined && !Number(headers['content-length']);
