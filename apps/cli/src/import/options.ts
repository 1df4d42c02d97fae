import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MAX_BATCH } from '@aml-customer/application';
import { CommandFailure } from '../client.js';
import { FORMATS, type Format } from './format.js';

export const USAGE = `npm run import -- [FILE] [options]

Sends the customers of FILE, or of standard input for - or none, to the service: JSON Lines, a JSON array, {"customers":[…]}, or CSV, as it is or
compressed by gzip. An interrupted import goes on where it was when the same command is given again. docs/import-export.md says more.

  --dry-run           what would be rejected; nothing is stored
  --again             from the beginning, whatever an earlier import of it left
  --report PATH       where the rejected go, as JSON Lines (FILE.import-report.jsonl; import-report.jsonl for standard input)
  --progress PATH     where it is kept how far the import came (FILE.import-progress; for standard input nowhere)
  --first-problem     the report has the first problem of each alone, which takes less time
  --content           the report also has the rejected customers themselves: personal data
  --format FORMAT     ${FORMATS.join(', ')}; told by how the input begins
  --batch N           customers a call, 1 to ${MAX_BATCH} (1000)
  --parallel N        calls at once, 1 to 16 (1); more leaves other senders of batches less room
  --patience SECONDS  how long the service may be out of reach (300)
  --help

Finds the service by PORT and HOST, or SERVICE_URL, and shows it API_TOKEN. Exit code: 0 all accepted, 1 some rejected, 2 it could not finish.`;

/** What an import is told to do; paths are absolute. */
export interface ImportOptions {
  /** Undefined: standard input. */
  readonly file?: string;
  readonly report: string;
  readonly progress?: string;
  readonly dryRun: boolean;
  readonly again: boolean;
  readonly content: boolean;
  readonly firstProblem: boolean;
  readonly format?: Format;
  readonly batch: number;
  readonly parallel: number;
  readonly patienceMs: number;
}

/**
 * Reads the words of a command line; paths are taken from `folder`. Undefined: help was asked for.
 * @throws CommandFailure for what is no option, or no value of one.
 */
export function optionsOf(words: readonly string[], folder: string): ImportOptions | undefined {
  const {
    values,
    positionals: [file = '-', ...others],
  } = parsed(words);
  if (values.help) return undefined;
  if (others.length > 0) throw new CommandFailure('One file at a time');
  const at = (path: string) => resolve(folder, path);
  const isStream = file === '-';
  const progress = values.progress ?? (isStream ? undefined : `${file}.import-progress`);
  return {
    ...(!isStream && { file: at(file) }),
    report: at(values.report ?? (isStream ? 'import-report.jsonl' : `${file}.import-report.jsonl`)),
    ...(progress !== undefined && { progress: at(progress) }),
    dryRun: values['dry-run'] ?? false,
    again: values.again ?? false,
    content: values.content ?? false,
    firstProblem: values['first-problem'] ?? false,
    ...(values.format !== undefined && { format: formatOf(values.format) }),
    batch: integer('batch', values.batch ?? '1000', MAX_BATCH),
    parallel: integer('parallel', values.parallel ?? '1', 16),
    patienceMs: integer('patience', values.patience ?? '300', 86_400) * 1000,
  };
}

function parsed(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    'dry-run': flag,
    again: flag,
    report: text,
    progress: text,
    content: flag,
    'first-problem': flag,
    format: text,
    batch: text,
    parallel: text,
    patience: text,
    help: flag,
  };
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new CommandFailure(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function formatOf(word: string): Format {
  const format = FORMATS.find((each) => each === word);
  if (!format) throw new CommandFailure(`--format is one of ${FORMATS.join(', ')}`);
  return format;
}

function integer(name: string, text: string, most: number): number {
  if (!/^[1-9]\d*$/.test(text) || Number(text) > most)
    throw new CommandFailure(`--${name} is an integer from 1 to ${most}`);
  return Number(text);
}
