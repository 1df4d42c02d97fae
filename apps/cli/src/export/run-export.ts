import { rename, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import {
  assertAccess,
  CommandFailure,
  serviceAddress,
  unreachable,
  type CommandResult,
  type Environment,
  type ServiceAddress,
} from '../client.js';
import { openDraft, withLocks, writeFailure } from '../files.js';
import { LineCounter } from './line-counter.js';

const USAGE = `npm run export -- [FILE]

Writes all customers and their versions as JSON Lines, which npm run import accepts unchanged. FILE appears when the
export is complete, readable by its owner only, and compressed by gzip if its name ends in .gz. Without FILE, or for -,
the export goes to standard output; use npm run --silent export in that case.

The command finds the service by PORT and HOST, or SERVICE_URL, and authenticates with API_TOKEN.
Exit code: 0 the export is complete, 2 it is not. See docs/import-export.md.`;

/** The surroundings of the command. */
export interface ExportContext {
  readonly environment: Environment;
  /** The folder that relative paths start from. */
  readonly folder: string;
  readonly output: Writable;
  /** Where messages for the operator go. */
  readonly terminal: Pick<NodeJS.WriteStream, 'write'>;
}

/** Exports all customers (docs/import-export.md). @throws CommandFailure if the export is not complete. */
export async function runExport(
  args: readonly string[],
  { environment, folder, output, terminal }: ExportContext,
): Promise<CommandResult> {
  const { help, file } = parse(args);
  if (help) return { output: USAGE, code: 0 };
  const counter = new LineCounter();
  const open = async () => counter.count(await openExport(serviceAddress(environment)));
  if (file === undefined) await pipeline(await open(), output, { end: false }).catch(failExport);
  else await writeFile(open, resolve(folder, file));
  terminal.write(counter.summary());
  return { output: '', code: 0 };
}

function parse(args: readonly string[]): { readonly help: boolean; readonly file?: string } {
  try {
    const {
      values: { help = false },
      positionals: [file = '-', ...others],
    } = parseArgs({ args: [...args], options: { help: { type: 'boolean' } }, allowPositionals: true });
    if (others.length > 0) throw new Error('Only one file can be given');
    return { help, ...(file !== '-' && { file }) };
  } catch (error) {
    throw new CommandFailure(`${(error as Error).message}\n\n${USAGE}`);
  }
}

async function openExport({ base, token }: ServiceAddress): Promise<AsyncIterable<Uint8Array>> {
  const url = new URL('/customers/export', base);
  const response = await fetch(url, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } }).catch(
    (error: unknown) => {
      throw unreachable(url.origin, error);
    },
  );
  assertAccess(url.origin, response.status);
  if (response.status !== 200 || !response.body)
    throw new CommandFailure(`Exporting: the service answered ${response.status}`);
  return Readable.fromWeb(response.body);
}

/** Writes to a draft and renames it at the end, so that an incomplete export never has the final name. */
async function writeFile(open: () => Promise<AsyncIterable<Uint8Array>>, file: string): Promise<void> {
  const draft = `${file}.part`;
  const found = await stat(file).catch(() => undefined);
  if (found && !found.isFile()) throw new CommandFailure(`${file} is not a regular file`);
  await withLocks([file], async () => {
    const target = (await openDraft(draft)).createWriteStream({ flush: true });
    const lines = await open().catch((error: unknown) => {
      target.destroy();
      throw error;
    });
    await (file.endsWith('.gz') ? pipeline(lines, createGzip(), target) : pipeline(lines, target)).catch(failExport);
    await rename(draft, file).catch((error: NodeJS.ErrnoException) => {
      throw writeFailure(file, error);
    });
  });
}

function failExport(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') throw new CommandFailure('The reader of standard output closed it');
  throw new CommandFailure(
    error.syscall === 'open' || error.syscall === 'write'
      ? `${error.path ?? 'The file'} cannot be written (${error.code ?? 'unknown'})`
      : 'The service ended the export early: it is not complete',
  );
}
