import { rename, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { assertAccess, CommandFailure, outOfReach, serviceAddress, type ServiceAddress } from '../client.js';
import { holding, openDraft, unwritable } from '../files.js';

const USAGE = `npm run export -- [FILE]

Writes all customers and their versions as JSON Lines, which npm run import takes as they are. FILE is there once it is whole, for your eyes only,
and compressed by gzip where its name ends in .gz. Without FILE, or for -, they go to standard output: use npm run --silent export then.
Finds the service by PORT and HOST, or SERVICE_URL, and shows it API_TOKEN. Exit code: 0 all is written, 2 it is not. docs/import-export.md says more.`;

/** What the command has of its surroundings. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where paths begin. */
  readonly folder: string;
  readonly output: Writable;
  /** For people. */
  readonly screen: Pick<NodeJS.WriteStream, 'write'>;
}

/** Exports all customers (docs/import-export.md). @throws CommandFailure where not all is written. */
export async function runExport(
  words: readonly string[],
  { environment, folder, output, screen }: Surroundings,
): Promise<{ readonly says: string; readonly code: number }> {
  const { help, file } = parsed(words);
  if (help) return { says: USAGE, code: 0 };
  const counted = new Lines();
  const lines = async () => counted.passing(await opened(serviceAddress(environment)));
  if (file === undefined) await pipeline(await lines(), output, { end: false }).catch(failed);
  else await written(lines, resolve(folder, file));
  screen.write(counted.summary());
  return { says: '', code: 0 };
}

function parsed(words: readonly string[]): { readonly help: boolean; readonly file?: string } {
  try {
    const {
      values: { help = false },
      positionals: [file = '-', ...others],
    } = parseArgs({ args: [...words], options: { help: { type: 'boolean' } }, allowPositionals: true });
    if (others.length > 0) throw new Error('One file at a time');
    return { help, ...(file !== '-' && { file }) };
  } catch (error) {
    throw new CommandFailure(`${(error as Error).message}\n\n${USAGE}`);
  }
}

async function opened({ base, token }: ServiceAddress): Promise<AsyncIterable<Uint8Array>> {
  const url = new URL('/customers/export', base);
  const response = await fetch(url, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } }).catch(
    (error: unknown) => {
      throw outOfReach(url.origin, error);
    },
  );
  assertAccess(url.origin, response.status);
  if (response.status !== 200 || !response.body)
    throw new CommandFailure(`Exporting: the service answered ${response.status}`);
  return Readable.fromWeb(response.body);
}

/** What is not whole does not get the name of what is. */
async function written(lines: () => Promise<AsyncIterable<Uint8Array>>, file: string): Promise<void> {
  const draft = `${file}.part`;
  const found = await stat(file).catch(() => undefined);
  if (found && !found.isFile()) throw new CommandFailure(`${file} is no file`);
  await holding([file], async () => {
    const target = (await openDraft(draft)).createWriteStream({ flush: true });
    const all = await lines().catch((error: unknown) => {
      target.destroy();
      throw error;
    });
    await (file.endsWith('.gz') ? pipeline(all, createGzip(), target) : pipeline(all, target)).catch(failed);
    await rename(draft, file).catch((error: NodeJS.ErrnoException) => {
      throw unwritable(file, error);
    });
  });
}

function failed(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') throw new CommandFailure('Nobody reads standard output any more');
  throw new CommandFailure(
    error.syscall === 'open' || error.syscall === 'write'
      ? `${error.path ?? 'The file'} cannot be written (${error.code ?? 'unknown'})`
      : 'The service broke off: this is not all',
  );
}

const CUSTOMER = '{"customer":';
const UNDECIDED = '"undecided":true}';

/** Counts lines while they pass, by how they begin and end, wherever the chunks end. */
class Lines {
  private customers = 0;
  private versions = 0;
  private undecided = 0;
  private begins = '';
  private ends = '';

  async *passing(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.count(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      yield chunk;
    }
  }

  private count(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      this.part(chunk.subarray(from, end));
      if (this.begins === CUSTOMER) this.customers += 1;
      else this.versions += 1;
      if (this.begins === CUSTOMER && this.ends === UNDECIDED) this.undecided += 1;
      [this.begins, this.ends, from] = ['', '', end + 1];
    }
    this.part(chunk.subarray(from));
  }

  /** Only what is counted by is kept of a line; both are ASCII. */
  private part(part: Buffer): void {
    this.begins += part.toString('latin1', 0, CUSTOMER.length - this.begins.length);
    this.ends = (this.ends + part.subarray(-UNDECIDED.length).toString('latin1')).slice(-UNDECIDED.length);
  }

  summary(): string {
    const undecided =
      this.undecided === 0
        ? ''
        : `${this.undecided} of them wait for an assessment or a decision, marked "undecided": docs/import-export.md says what becomes of that\n`;
    return `${this.customers} customers and ${this.versions} versions exported\n${undecided}`;
  }
}
