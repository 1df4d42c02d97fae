import { readFile, rename } from 'node:fs/promises';
import { CommandFailure } from '../client.js';
import { openDraft, readFailure } from '../files.js';
import type { Result } from './service.js';

/** The counts of an import; `read` is the sum of the others. */
export interface Counts {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Lines of an export with former versions, which are not imported. */
  readonly history: number;
}

export const NO_COUNTS: Counts = { read: 0, accepted: 0, rejected: 0, history: 0 };

/** The most messages and bytes of a batch, and the number of concurrent calls. */
export interface BatchSizes {
  readonly count: number;
  readonly bytes: number;
  readonly parallel: number;
}

/** Identifies an import: progress is only valid for the same input, call and report. */
export interface ImportIdentity {
  readonly input: string;
  readonly url: string;
  readonly report: string;
}

/** The progress of an import, as stored in the progress file: everything counted is answered and reported. */
export interface Progress {
  readonly of: ImportIdentity;
  /** Fixed until the end: a batch that is still in progress after a kill must be sent in the same lane again. */
  readonly sizes: BatchSizes;
  readonly counts: Counts;
  /** The length of the report; anything after it is written again. */
  readonly reportBytes: number;
  /** The window in progress: its number of records, the completed rounds, and the results so far. */
  readonly window?: {
    readonly elements: number;
    readonly rounds: number;
    readonly results: readonly (Result | null)[];
  };
  /** Set at the end, so that repeating the command does not import again. */
  readonly isComplete?: true;
}

/** The file that a new state of the progress is written to before it replaces the old one. */
export const draftPathOf = (progress: string): string => `${progress}.new`;

/**
 * Reads the progress of an import; undefined if there is none, or only that of another import that is complete.
 * @throws CommandFailure if the file belongs to another import that is not complete, or is not a progress file.
 */
export async function readProgress(path: string, identity: ImportIdentity): Promise<Progress | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw readFailure(path, error);
  });
  if (text === undefined) return undefined;
  const progress = parse(text);
  const keys = Object.keys(identity) as (keyof ImportIdentity)[];
  const differences = keys.filter((key) => progress?.of?.[key] !== identity[key]);
  if (progress && differences.length === 0) return progress;
  if (progress?.isComplete) return undefined;
  throw progress && differences.join() === 'input' ? changedInput(path) : otherImport(path);
}

const changedInput = (path: string): CommandFailure =>
  new CommandFailure(
    `${path} belongs to an interrupted import whose input has changed since. Restore the input, ` +
      'or start again with --again, which stores nothing twice',
  );

const otherImport = (path: string): CommandFailure =>
  new CommandFailure(
    `${path} belongs to another import: its input, service, report or --dry-run differs. ` +
      'Finish that import, or start again with --again',
  );

function parse(text: string): Progress | undefined {
  try {
    return JSON.parse(text) as Progress;
  } catch {
    return undefined;
  }
}

/** Replaces the progress file atomically and durably. */
export async function writeProgress(path: string, progress: Progress): Promise<void> {
  const draft = draftPathOf(path);
  const file = await openDraft(draft);
  try {
    await file.writeFile(JSON.stringify(progress));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
