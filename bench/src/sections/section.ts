import type { Server } from '../database.js';
import type { Options } from '../options.js';
import type { Recorder } from '../results.js';

/** What a section measures with. */
export interface Context {
  readonly server: Server;
  readonly options: Options;
  readonly recorder: Recorder;
  /** Tells where the run is. */
  readonly say: (line: string) => void;
}

/** One part of the bench; it leaves its figures in the recorder. */
export type Section = (context: Context) => Promise<void>;
