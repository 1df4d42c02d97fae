import type { FileHandle } from 'node:fs/promises';
import { CommandFailure } from '../client.js';
import { openPrivate, writeAll } from '../files.js';

/** The report of rejected messages, as JSON Lines. */
export class Report {
  private constructor(
    private readonly file: FileHandle,
    private size: number,
  ) {}

  /**
   * Starts a new report, or continues one of `length` bytes and cuts off whatever follows.
   * @throws CommandFailure if the file is shorter than `length`.
   */
  static async open(path: string, length = 0): Promise<Report> {
    const file = await openPrivate(path);
    if ((await file.stat()).size < length) {
      await file.close();
      throw new CommandFailure(`${path} is shorter than the interrupted import left it: the import cannot continue`);
    }
    await file.truncate(length);
    return new Report(file, length);
  }

  /** Appends lines; resolves with the length in bytes once they are on disk. */
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
