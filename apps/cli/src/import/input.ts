import { createHash } from 'node:crypto';
import { createReadStream, type BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CommandFailure } from '../client.js';

/** The input of an import. */
export interface Input {
  /** Its content, decompressed and without byte order mark. */
  readonly chunks: AsyncIterable<Buffer>;
  /** The start of its content. */
  readonly head: string;
  /** A hash of the first bytes and, for a file, its size and modification time; detects a changed input. */
  readonly identity: string;
  /** Its size in bytes as stored; undefined for a stream. */
  readonly size?: number;
  /** The bytes read so far, before decompression. */
  readonly bytesRead: () => number;
  /** Stops reading. */
  readonly close: () => void;
}

/** The bytes that are read ahead to recognise compression and format. */
const HEAD_BYTES = 64 * 1024;
const CHUNK_BYTES = 256 * 1024;

/**
 * Opens a file, or standard input for undefined; recognises gzip by its first bytes.
 * @throws CommandFailure if the input cannot be read.
 */
export async function openInput(path: string | undefined): Promise<Input> {
  const file = path === undefined ? undefined : await fileAt(path);
  const size = file && Number(file.size);
  const source = path === undefined ? process.stdin : createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const stored = await peek(reading(source, path));
  let bytesRead = 0;
  const counted = (async function* () {
    for await (const chunk of stored.chunks) {
      bytesRead += chunk.length;
      yield chunk;
    }
  })();
  const { head, chunks } = await peek(isGzip(stored.head) ? unzipped(counted) : counted);
  if (isUtf16(head)) throw new CommandFailure('The input is UTF-16: save it as UTF-8');
  const identity = createHash('sha256')
    .update(stored.head)
    .update(file ? ` ${file.size} ${file.mtimeNs}` : '')
    .digest('hex');
  return {
    chunks: withoutMark(chunks),
    head: withoutMarkOf(head).toString(),
    identity,
    ...(size !== undefined && { size }),
    bytesRead: () => bytesRead,
    close: () => void source.destroy(),
  };
}

/** Undefined for a path without a size, such as a pipe. */
async function fileAt(path: string): Promise<BigIntStats | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => {
    throw unreadable(path);
  });
  if (found.isDirectory()) throw new CommandFailure(`${path} is a folder`);
  return found.isFile() ? found : undefined;
}

const unreadable = (path = 'Standard input') => new CommandFailure(`${path} cannot be read`);

async function* reading(source: AsyncIterable<unknown>, path?: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source) yield chunk as Buffer;
  } catch {
    throw unreadable(path);
  }
}

const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b;
const isUtf16 = (head: Buffer): boolean => ['fffe', 'feff'].includes(head.toString('hex', 0, 2));

async function* unzipped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(chunks);
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) yield chunk as Buffer;
  } catch (error) {
    throw error instanceof CommandFailure
      ? error
      : new CommandFailure('The gzip data of the input is damaged or ends early');
  }
}

/** Reads the start of a stream and returns it with a stream of the whole content. */
async function peek(
  chunks: AsyncGenerator<Buffer>,
): Promise<{ readonly head: Buffer; readonly chunks: AsyncGenerator<Buffer> }> {
  const first: Buffer[] = [];
  let size = 0;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    first.push(next.value);
    size += next.value.length;
    if (size >= HEAD_BYTES) break;
  }
  const afterFirst = Buffer.concat(first);
  return {
    head: afterFirst.subarray(0, HEAD_BYTES),
    chunks: (async function* () {
      yield afterFirst;
      yield* chunks;
    })(),
  };
}

const MARK = Buffer.of(0xef, 0xbb, 0xbf);
const withoutMarkOf = (head: Buffer): Buffer =>
  head.subarray(0, MARK.length).equals(MARK) ? head.subarray(MARK.length) : head;

/** The first chunk contains the whole head. */
async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const chunk of chunks) {
    yield isFirst ? withoutMarkOf(chunk) : chunk;
    isFirst = false;
  }
}
