import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MAX_BATCH } from '@aml-customer/application';
import { CommandFailure } from '../client.js';
import { FORMATS, type Format } from './format.js';

export const USAGE = `npm run import -- [FILE] [options]

Sends the customers of FILE to the running service; reads standard input if FILE is - or not given. Accepts JSON Lines,
a JSON array, {"customers":[…]} and CSV, plain or compressed by gzip. Repeat the command to continue an interrupted
import. See docs/import-export.md.

  --dry-run           report the customers that would be rejected; store nothing
  --again             start from the beginning and ignore the progress of an earlier import
  --report PATH       the report of rejected customers, as JSON Lines
                      (default FILE.import-report.jsonl; import-report.jsonl for standard input)
  --progress PATH     the progress file (default FILE.import-progress; none for standard input)
  --first-problem     report only the first problem of each customer, which is faster
  --content           include the rejected customers in the report: personal data
  --format FORMAT     ${FORMATS.join(', ')} (default: recognised by the first characters)
  --batch N           customers per call, 1 to ${MAX_BATCH} (default 1000)
  --parallel N        concurrent calls, 1 to 16 (default 1); more calls leave less room for other senders
  --patience SECONDS  how long the service may be unreachable (default 300)
  --help

The command finds the service by PORT and HOST, or SERVICE_URL, and authenticates with API_TOKEN.
Exit code: 0 all accepted, 1 some rejected, 2 the import could not finish.`;

/** The options of an import; paths are absolute. */
export interface ImportOptions {
  /** Undefined for standard input. */
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
 * Parses the arguments; relative paths start from `folder`. Returns undefined for `--help`.
 * @throws CommandFailure if an option or its value is not valid.
 */
export function optionsOf(args: readonly string[], folder: string): ImportOptions | undefined {
  const {
    values,
    positionals: [file = '-', ...others],
  } = parse(args);
  if (values.help) return undefined;
  if (others.length > 0) throw new CommandFailure('Only one file can be given');
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

function parse(args: readonly string[]) {
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
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new CommandFailure(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function formatOf(name: string): Format {
  const format = FORMATS.find((known) => known === name);
  if (!format) throw new CommandFailure(`--format must be one of ${FORMATS.join(', ')}`);
  return format;
}

function integer(name: string, text: string, most: number): number {
  if (!/^[1-9]\d*$/.test(text) || Number(text) > most)
    throw new CommandFailure(`--${name} must be an integer from 1 to ${most}`);
  return Number(text);
}
