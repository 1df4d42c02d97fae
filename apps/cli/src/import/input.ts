import { createHash } from 'node:crypto';
import { createReadStream, type BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CommandFailure } from '../client.js';

/** What an import reads. */
export interface Input {
  /** What is in it, decompressed, without a byte order mark. */
  readonly chunks: AsyncIterable<Buffer>;
  /** How it begins, decompressed. */
  readonly head: string;
  /**
   * Tells whether an import that goes on has the same input: how it begins, and of a file its size and when it was last
   * written.
   */
  readonly identity: string;
  /** Its size in bytes as stored; undefined for a stream. */
  readonly size?: number;
  /** How many bytes of it have been read, as stored. */
  readonly bytesRead: () => number;
  /** Reads no further. */
  readonly close: () => void;
}

/** How much is looked at before the rest is read. */
const HEAD_BYTES = 64 * 1024;
const CHUNK_BYTES = 256 * 1024;

/**
 * Opens a file, or standard input for undefined; gzip is known by how it begins.
 * @throws CommandFailure where there is none to read.
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

/** Undefined for what has no size, such as a pipe. */
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
      : new CommandFailure('The input is gzip that is damaged, or ends early');
  }
}

/** Looks at how a stream begins, and gives the whole of it again. */
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
  const begun = Buffer.concat(first);
  return {
    head: begun.subarray(0, HEAD_BYTES),
    chunks: (async function* () {
      yield begun;
      yield* chunks;
    })(),
  };
}

const MARK = Buffer.of(0xef, 0xbb, 0xbf);
const withoutMarkOf = (head: Buffer): Buffer =>
  head.subarray(0, MARK.length).equals(MARK) ? head.subarray(MARK.length) : head;

/** The first chunk is all of the head. */
async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const chunk of chunks) {
    yield isFirst ? withoutMarkOf(chunk) : chunk;
    isFirst = false;
  }
}
