import { createHash } from 'node:crypto';
import { loadSettings, type Settings } from '@aml-customer/api/settings';
import { CommandFailure, serviceAddress } from '../client.js';
import { assertApart, holding, lockOf } from '../files.js';
import { Display } from './display.js';
import { ENVELOPE } from './element.js';
import { Explainer, type Explained } from './explain.js';
import { placeOf, startReading, type Reading } from './format.js';
import { importCustomers } from './import-customers.js';
import { openInput, type Input } from './input.js';
import { optionsOf, USAGE, type ImportOptions } from './options.js';
import type { BatchService } from './service.js';
import {
  draftOf,
  NOTHING,
  readSettled,
  Report,
  writeSettled,
  type Counts,
  type Settled,
  type Undertaking,
} from './settled.js';

/**
 * A batch of this many bytes costs the service no memory to speak of; commas and the like have room below
 * BATCH_BODY_LIMIT.
 */
const BATCH_BYTES = 8 * 1024 * 1024;

const CALLS = {
  store: '/amlyze-ws-rest/batch-customers',
  validate: '/amlyze-ws-rest/validate-batch-customers',
  explain: '/amlyze-ws-rest/validate-customer',
} as const;

/** What the command has of its surroundings. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where paths begin. */
  readonly folder: string;
  /** For people. */
  readonly screen: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;
  /** Aborted: finish what is under way, and keep how far it came. */
  readonly stop: AbortSignal;
  /** Between attempts, where the service is out of reach; left out but in tests. */
  readonly pauses?: BatchService['pauses'];
}

/**
 * Imports customers (docs/import-export.md); code 0: all were accepted, 1: some were rejected.
 * @throws CommandFailure where it could not finish.
 */
export async function runImport(words: readonly string[], surroundings: Surroundings): Promise<Said> {
  const options = optionsOf(words, surroundings.folder);
  if (!options) return { says: USAGE, code: 0 };
  const { file, report, progress } = options;
  await assertApart({
    'the input': file ?? '/dev/stdin',
    'the report': report,
    'the lock of the report': lockOf(report),
    ...(progress !== undefined && {
      'the progress': progress,
      'the draft of the progress': draftOf(progress),
      'the lock of the progress': lockOf(progress),
    }),
  });
  return holding([report, ...(progress === undefined ? [] : [progress])], () => opened(options, surroundings));
}

interface Said {
  readonly says: string;
  readonly code: number;
}

async function opened(options: ImportOptions, surroundings: Surroundings): Promise<Said> {
  const input = await openInput(options.file);
  try {
    return await reported(options, input, surroundings);
  } finally {
    input.close();
  }
}

async function reported(
  options: ImportOptions,
  input: Input,
  { environment, screen, stop, pauses }: Surroundings,
): Promise<Said> {
  const { base, token } = serviceAddress(environment);
  const url = new URL(options.dryRun ? CALLS.validate : CALLS.store, base);
  const of: Undertaking = { input: input.identity, url: url.href, report: options.report };
  const from = await goingOn(options, of);
  if (from?.isComplete)
    return said(from.counts, options, `It was imported before, with this outcome; --again imports it once more\n`);
  const settings = loadSettings(environment);
  const display = new Display(screen, from?.counts.read ?? 0);
  const service: BatchService = {
    url,
    key: createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 32),
    ...(token !== undefined && { token }),
    patienceMs: options.patienceMs,
    onWait: (sentence) => display.note(sentence),
    stop,
    ...(pauses && { pauses }),
  };
  if (from) display.note(`Goes on after ${from.counts.read} read`);
  try {
    const reading = await startReading(input, options.format, settings.bodyLimit + ENVELOPE, (sentence) =>
      display.note(sentence),
    );
    const report = await Report.open(options.report, from?.reportBytes);
    return said(
      await imported({
        options,
        input,
        reading,
        service,
        report,
        display,
        of,
        settings,
        ...(from && { from }),
      }).finally(() => report.close()),
      options,
    );
  } finally {
    display.end();
  }
}

/** Where the import begins; one that was only tried is tried again. */
async function goingOn({ progress, again, dryRun }: ImportOptions, of: Undertaking): Promise<Settled | undefined> {
  if (progress === undefined || again) return undefined;
  const settled = await readSettled(progress, of);
  return settled?.isComplete && dryRun ? undefined : settled;
}

interface Work {
  readonly options: ImportOptions;
  readonly input: Input;
  readonly reading: Reading;
  readonly service: BatchService;
  readonly report: Report;
  readonly display: Display;
  readonly of: Undertaking;
  readonly settings: Pick<Settings, 'bodyLimit' | 'batchBodyLimit'>;
  readonly from?: Settled;
}

async function imported({
  options,
  input,
  reading: { format, pieces },
  service,
  report,
  display,
  of,
  settings: { bodyLimit, batchBodyLimit },
  from,
}: Work): Promise<Counts> {
  const { batch, parallel, progress, content, firstProblem } = options;
  const sizes = from?.sizes ?? { count: batch, bytes: Math.min(BATCH_BYTES, batchBodyLimit / 2), parallel };
  let settled: Settled = from ?? { of, sizes, counts: NOTHING, reportBytes: 0 };
  const explainer = new Explainer(new URL(CALLS.explain, service.url), service);
  const keep = async (now: Settled) => {
    settled = now;
    if (progress !== undefined) await writeSettled(progress, now);
  };
  await keep(settled);
  const { counts, isComplete } = await importCustomers({
    pieces,
    sizes: { ...sizes, element: bodyLimit, inRounds: !options.dryRun },
    service,
    ...(from && { from }),
    settle: async (now, rejected) => {
      const explained = firstProblem
        ? rejected.map((each) => ({ ...each, problems: [each.problem] }))
        : await explainer.explain(rejected);
      await keep({
        of,
        sizes,
        counts: now,
        reportBytes: await report.add(explained.map((each) => lineOf(each, placeOf(format), content))),
      });
      display.show({ counts: now, ...(input.size && { share: input.bytesRead() / input.size }) });
    },
    settleRounds: (window) => keep({ ...settled, window }),
  });
  if (!isComplete)
    throw new CommandFailure(
      `Interrupted after ${counts.read} read, ${counts.rejected} rejected. ${progress === undefined ? 'What was accepted is stored' : 'The same command goes on from there'}`,
    );
  await keep({ ...settled, isComplete: true });
  return counts;
}

/** A line of the report; the customer's data only where they were asked for. */
function lineOf({ at, number, problems, bytes }: Explained, place: string, content: boolean): object {
  return {
    [place]: at,
    ...(number !== undefined && { communicationNumber: number }),
    problems: problems.map(({ code, description, ...more }) => ({
      errorCode: code,
      errorDescription: description,
      ...more,
    })),
    ...(content && bytes && { content: bytes.toString() }),
  };
}

function said({ read, accepted, rejected, history }: Counts, { dryRun, report }: ImportOptions, before = ''): Said {
  const says = [
    `${read} read: ${accepted} ${dryRun ? 'would be accepted' : 'accepted'}, ${rejected} rejected${history > 0 ? `, ${history} former versions left out` : ''}`,
    ...(rejected > 0 ? [`The rejected are in ${report}`] : []),
  ];
  return { says: before + says.join('\n'), code: rejected > 0 ? 1 : 0 };
}
