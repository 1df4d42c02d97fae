import { createHash } from 'node:crypto';
import { createReadStream, type BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CommandFailure } from '../client.js';
import { readFailure } from '../files.js';

/** The input of an import. */
export interface Input {
  /** Its content, decompressed, without byte order mark and without padding at the end. */
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
  const otherFormat = OTHER_FORMATS.find(({ recognises }) => recognises(head));
  if (otherFormat) throw new CommandFailure(`The input is ${otherFormat.description}`);
  const identity = createHash('sha256')
    .update(stored.head)
    .update(file ? ` ${file.size} ${file.mtimeNs}` : '')
    .digest('hex');
  return {
    chunks: withoutPadding(withoutMark(chunks)),
    head: trimmed(withoutMarkOf(head)).toString(),
    identity,
    ...(size !== undefined && { size }),
    bytesRead: () => bytesRead,
    close: () => void source.destroy(),
  };
}

/**
 * The facts of a file; undefined for a path without a size, such as a pipe.
 * @throws CommandFailure if there is no file, or it is a folder.
 */
export async function fileAt(path: string): Promise<BigIntStats | undefined> {
  const found = await stat(path, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
    throw readFailure(path, error);
  });
  if (found.isDirectory()) throw readFailure(path, { code: 'EISDIR' } as NodeJS.ErrnoException);
  return found.isFile() ? found : undefined;
}

async function* reading(source: AsyncIterable<unknown>, path = 'Standard input'): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source) yield chunk as Buffer;
  } catch (error) {
    throw readFailure(path, error as NodeJS.ErrnoException);
  }
}

const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b;

const startsWith = (head: Buffer, ...starts: readonly string[]): boolean =>
  starts.includes(head.toString('hex', 0, (starts[0]?.length ?? 0) / 2));

/** Formats that operators take for CSV, with the first bytes in hexadecimal. */
const OTHER_FORMATS: readonly { readonly description: string; readonly recognises: (head: Buffer) => boolean }[] = [
  {
    description: 'UTF-16: save it as UTF-8 (in a spreadsheet, "CSV UTF-8")',
    // Without a byte order mark, every second byte of ASCII text is 0.
    recognises: (head) => startsWith(head, 'fffe', 'feff') || (head.length > 1 && (head[0] === 0) !== (head[1] === 0)),
  },
  {
    description: 'an Excel workbook or a ZIP archive: save the sheet as CSV UTF-8, or unpack the archive',
    recognises: (head) => startsWith(head, '504b0304', 'd0cf11e0'),
  },
];

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

const ZEROS = Buffer.alloc(CHUNK_BYTES);
const isPadding = (byte: number | undefined): boolean => byte === 0 || byte === 0x1a;

/** The bytes without NUL and Ctrl-Z (0x1A) at the end, with which DOS programs and transfers fill up a file. */
function trimmed(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && isPadding(bytes[end - 1])) end--;
  return bytes.subarray(0, end);
}

/** Leaves out the padding at the end. Padding before other bytes is not at the end, so it waits for the next chunk. */
async function* withoutPadding(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let padding: Buffer[] = [];
  for await (const chunk of chunks) {
    const content = trimmed(chunk);
    if (content.length > 0) {
      yield* padding;
      padding = [];
      yield content;
    }
    if (content.length < chunk.length) padding.push(compact(chunk.subarray(content.length)));
  }
}

/** Shares the memory of zeros: a sparse file can end in gigabytes of them. */
function compact(padding: Buffer): Buffer {
  const zeros = ZEROS.subarray(0, padding.length);
  return padding.equals(zeros) ? zeros : padding;
}
