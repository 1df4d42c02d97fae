import type { Server } from '../database.js';
import type { Options } from '../options.js';
import type { Recorder } from '../results.js';

/** The tools with which a section measures. */
export interface Context {
  readonly server: Server;
  readonly options: Options;
  readonly recorder: Recorder;
  /** Prints the progress. */
  readonly print: (line: string) => void;
}

/** One part of the benchmark; it records its figures. */
export type Section = (context: Context) => Promise<void>;
