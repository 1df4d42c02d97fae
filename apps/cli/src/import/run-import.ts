import { createHash } from 'node:crypto';
import { loadSettings, type Settings } from '@aml-customer/api/settings';
import { CommandFailure, serviceAddress, type CommandResult, type Environment } from '../client.js';
import { counted } from '../counted.js';
import { assertDistinctPaths, lockPathOf, withLocks } from '../files.js';
import { Display } from './display.js';
import { placeOf, startReading, type Reading } from './format.js';
import { importCustomers } from './import-customers.js';
import { MAX_ENVELOPE_BYTES } from './input-record.js';
import { fileAt, openInput, type Input } from './input.js';
import { ProblemLister, type RejectedWithProblems } from './list-problems.js';
import { optionsOf, USAGE, type ImportOptions } from './options.js';
import {
  draftPathOf,
  NO_COUNTS,
  readProgress,
  writeProgress,
  type Counts,
  type ImportIdentity,
  type Progress,
} from './progress.js';
import { Report } from './report.js';
import type { BatchService } from './service.js';

/** Small enough not to burden the service's memory; leaves room below BATCH_BODY_LIMIT for the JSON around messages. */
const BATCH_BYTES = 8 * 1024 * 1024;

const CALLS = {
  store: '/amlyze-ws-rest/batch-customers',
  validate: '/amlyze-ws-rest/validate-batch-customers',
  listProblems: '/amlyze-ws-rest/validate-customer',
} as const;

/** The surroundings of the command. */
export interface ImportContext {
  readonly environment: Environment;
  /** The folder that relative paths start from. */
  readonly folder: string;
  /** Where messages for the operator go. */
  readonly terminal: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;
  /** When aborted, the import completes the calls in progress, saves its progress and ends. */
  readonly stop: AbortSignal;
  /** Shortens the pauses between attempts in tests. */
  readonly pauses?: BatchService['pauses'];
}

/**
 * Imports customers (docs/import-export.md). Exit code 0 if all were accepted, 1 if some were rejected.
 * @throws CommandFailure if the import could not finish.
 */
export async function runImport(args: readonly string[], context: ImportContext): Promise<CommandResult> {
  const options = optionsOf(args, context.folder);
  if (!options) return { output: USAGE, code: 0 };
  const { file, report, progress } = options;
  // Before the locks are written beside the file: a folder that does not exist is reported as the file.
  if (file !== undefined) await fileAt(file);
  await assertDistinctPaths({
    'the input': file ?? '/dev/stdin',
    'the report': report,
    'the lock of the report': lockPathOf(report),
    ...(progress !== undefined && {
      'the progress': progress,
      'the draft of the progress': draftPathOf(progress),
      'the lock of the progress': lockPathOf(progress),
    }),
  });
  return withLocks([report, ...(progress === undefined ? [] : [progress])], async () => {
    const input = await openInput(file);
    try {
      return await importInput(options, input, context);
    } finally {
      input.close();
    }
  });
}

async function importInput(
  options: ImportOptions,
  input: Input,
  { environment, terminal, stop, pauses }: ImportContext,
): Promise<CommandResult> {
  const { base, token } = serviceAddress(environment);
  const url = new URL(options.dryRun ? CALLS.validate : CALLS.store, base);
  const identity: ImportIdentity = { input: input.identity, url: url.href, report: options.report };
  const from = await resumePoint(options, identity);
  if (from?.isComplete)
    return summary(from.counts, options, 'Already imported, with this result; use --again to import it once more\n');
  const settings = loadSettings(environment);
  const display = new Display(terminal, from?.counts.read ?? 0);
  let ignoredFields = 0;
  const service: BatchService = {
    url,
    key: createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32),
    ...(token !== undefined && { token }),
    patienceMs: options.patienceMs,
    onNotice: (sentence) => display.note(sentence),
    onIgnoredFields: (count) => (ignoredFields += count),
    stop,
    ...(pauses && { pauses }),
  };
  if (from) display.note(`Continuing after ${from.counts.read} read`);
  try {
    const reading = await startReading(input, options.format, settings.bodyLimit + MAX_ENVELOPE_BYTES, (sentence) =>
      display.note(sentence),
    );
    const report = await Report.open(options.report, from?.reportBytes);
    const work = { options, input, reading, service, report, display, identity, settings, ...(from && { from }) };
    const counts = await importRecords(work).finally(() => report.close());
    if (ignoredFields > 0)
      display.note(
        `The service ignored ${counted(ignoredFields, 'unknown field')} in this run: ` +
          'validate-customer lists those of a customer, with the nearest known names',
      );
    return summary(counts, options);
  } finally {
    display.end();
  }
}

/** The progress to continue from; a completed dry run starts again. */
async function resumePoint(
  { progress, again, dryRun }: ImportOptions,
  identity: ImportIdentity,
): Promise<Progress | undefined> {
  if (progress === undefined || again) return undefined;
  const saved = await readProgress(progress, identity);
  return saved?.isComplete && dryRun ? undefined : saved;
}

interface Work {
  readonly options: ImportOptions;
  readonly input: Input;
  readonly reading: Reading;
  readonly service: BatchService;
  readonly report: Report;
  readonly display: Display;
  readonly identity: ImportIdentity;
  readonly settings: Pick<Settings, 'bodyLimit' | 'batchBodyLimit'>;
  readonly from?: Progress;
}

async function importRecords({
  options: { batch, parallel, progress: progressPath, content, firstProblem, dryRun },
  input,
  reading: { format, records },
  service,
  report,
  display,
  identity,
  settings: { bodyLimit, batchBodyLimit },
  from,
}: Work): Promise<Counts> {
  const sizes = from?.sizes ?? { count: batch, bytes: Math.min(BATCH_BYTES, batchBodyLimit / 2), parallel };
  const problemLister = new ProblemLister(new URL(CALLS.listProblems, service.url), service);
  let progress: Progress = from ?? { of: identity, sizes, counts: NO_COUNTS, reportBytes: 0 };
  const save = async (next: Progress) => {
    progress = next;
    if (progressPath !== undefined) await writeProgress(progressPath, next);
  };
  await save(progress);
  const { counts, isComplete } = await importCustomers({
    records,
    sizes: { ...sizes, message: bodyLimit, useRounds: !dryRun },
    service,
    ...(from && { from }),
    saveWindow: async (newCounts, rejected) => {
      const withProblems = firstProblem
        ? rejected.map((record) => ({ ...record, problems: [record.problem] }))
        : await problemLister.list(rejected);
      const lines = withProblems.map((record) => lineOf(record, placeOf(format), content));
      await save({ of: identity, sizes, counts: newCounts, reportBytes: await report.add(lines) });
      display.show({ counts: newCounts, ...(input.size && { share: input.bytesRead() / input.size }) });
    },
    saveRounds: (window) => save({ ...progress, window }),
  });
  if (!isComplete) throw interrupted(counts, progressPath !== undefined);
  await save({ ...progress, isComplete: true });
  return counts;
}

const interrupted = ({ read, rejected }: Counts, canContinue: boolean): CommandFailure =>
  new CommandFailure(
    `Interrupted after ${read} read, ${rejected} rejected. ` +
      (canContinue ? 'Repeat the command to continue from there' : 'The accepted customers are stored'),
  );

/** A line of the report; contains the customer's data only if `content` asks for it. */
function lineOf({ at, number, problems, bytes }: RejectedWithProblems, place: string, content: boolean): object {
  return {
    [place]: at,
    ...(number !== undefined && { communicationNumber: number }),
    problems: problems.map(({ code, description, ...pointer }) => ({
      errorCode: code,
      errorDescription: description,
      ...pointer,
    })),
    ...(content && bytes && { content: bytes.toString() }),
  };
}

function summary(
  { read, accepted, rejected, history }: Counts,
  { dryRun, report }: ImportOptions,
  before = '',
): CommandResult {
  const acceptedText = `${accepted} ${dryRun ? 'would be accepted' : 'accepted'}`;
  const historyText = history > 0 ? `, ${counted(history, 'former version')} left out` : '';
  const lines = [
    `${read} read: ${acceptedText}, ${rejected} rejected${historyText}`,
    ...(rejected > 0 ? [`Report of the rejected customers: ${report}`] : []),
  ];
  return { output: before + lines.join('\n'), code: rejected > 0 ? 1 : 0 };
}
