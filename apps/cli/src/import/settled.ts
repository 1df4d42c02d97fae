import { readFile, rename, type FileHandle } from 'node:fs/promises';
import { CommandFailure } from '../client.js';
import { openDraft, openOwn, writeAll } from '../files.js';
import type { Result } from './service.js';

/** What is counted; `read` is all the others together. */
export interface Counts {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Lines of an export that tell of former versions, and are not imported. */
  readonly history: number;
}

/** How many customers and bytes a batch has, and how many batches are sent at once. */
export interface BatchSizes {
  readonly count: number;
  readonly bytes: number;
  readonly parallel: number;
}

/** What is imported, which call it is sent to, and where its report is. */
export interface Undertaking {
  readonly input: string;
  readonly url: string;
  readonly report: string;
}

/** Where the next version of how far it came is written first. */
export const draftOf = (progress: string): string => `${progress}.new`;

/** How far an import has come: everything before is answered, and reported if it was rejected. */
export interface Settled {
  /** An import of anything else does not go on from here. */
  readonly of: Undertaking;
  /**
   * How much goes out at a time; it stays so to the end, for what may still be under way when it goes on to be sent in
   * the same lines again.
   */
  readonly sizes: BatchSizes;
  readonly counts: Counts;
  /** How long the report was by then, in bytes; whatever is behind is written again. */
  readonly reportBytes: number;
  /**
   * The window that was under way: how many elements it has, how many rounds of it are answered, and what its messages
   * were answered so far.
   */
  readonly window?: {
    readonly elements: number;
    readonly rounds: number;
    readonly results: readonly (Result | null)[];
  };
  /** It came to the end: whoever does not know that, and gives the command again, imports nothing twice. */
  readonly isComplete?: true;
}

export const NOTHING: Counts = { read: 0, accepted: 0, rejected: 0, history: 0 };

/**
 * Reads how far an import had come; another one that is complete counts as none.
 * @throws CommandFailure where the file is of another that is not, or none of ours.
 */
export async function readSettled(path: string, of: Undertaking): Promise<Settled | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new CommandFailure(`${path} cannot be read`);
  });
  if (text === undefined) return undefined;
  const settled = parsed(text);
  const others = (Object.keys(of) as (keyof Undertaking)[]).filter((each) => settled?.of?.[each] !== of[each]);
  if (settled && others.length === 0) return settled;
  if (settled?.isComplete) return undefined;
  if (settled && others.join() === 'input')
    throw new CommandFailure(
      `${path} is of an import that was interrupted, and its input is another now: what was not sent yet may have changed place. Give it the input as it was, or begin anew with --again, which stores nothing twice`,
    );
  throw new CommandFailure(
    `${path} is of another import: of another input, to another service, with another report, or with or without --dry-run. Finish that one, or begin anew with --again`,
  );
}

function parsed(text: string): Settled | undefined {
  try {
    return JSON.parse(text) as Settled;
  } catch {
    return undefined;
  }
}

/** Writes it whole or not at all, and for good. */
export async function writeSettled(path: string, settled: Settled): Promise<void> {
  const draft = draftOf(path);
  const file = await openDraft(draft);
  try {
    await file.writeFile(JSON.stringify(settled));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** The report of what was rejected, as JSON Lines. */
export class Report {
  private constructor(
    private readonly file: FileHandle,
    private size: number,
  ) {}

  /** Begins it anew, or goes on from the length that it had. @throws CommandFailure where it is shorter by now. */
  static async open(path: string, from: number | undefined): Promise<Report> {
    const file = await openOwn(path);
    if ((await file.stat()).size < (from ?? 0)) {
      await file.close();
      throw new CommandFailure(`${path} is shorter than the import left it: it cannot go on`);
    }
    await file.truncate(from ?? 0);
    return new Report(file, from ?? 0);
  }

  /** Adds lines, and resolves with the length of the report once they are there for good. */
  async add(lines: readonly object[]): Promise<number> {
    if (lines.length > 0) {
      const text = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      await writeAll(this.file, text, this.size);
      await this.file.sync();
      this.size += text.length;
    }
    return this.size;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
