import type { Server } from '../database.js';
import type { Options } from '../options.js';
import type { Recorder } from '../results.js';

/** What a section needs to measure. */
export interface Context {
  readonly server: Server;
  readonly options: Options;
  readonly recorder: Recorder;
  /** Prints the progress. */
  readonly say: (line: string) => void;
}

/** One part of the benchmark; it records its figures. */
export type Section = (context: Context) => Promise<void>;
