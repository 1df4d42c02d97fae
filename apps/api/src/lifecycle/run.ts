import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { StartFailure } from './start-failure.js';

/** A service that runs. */
export interface Service {
  /** Resolves, with a sentence, when the service cannot go on. */
  readonly lost: Promise<string>;
  /** Answers what is in flight, and gives everything back. */
  stop(): Promise<void>;
}

/** How a run is told to end, and how it tells. */
export interface Surroundings {
  readonly signals: EventEmitter;
  /** Says one line to the operator. */
  readonly complain: (line: string) => void;
  /** Hears of errors that no operator can mend. */
  readonly onFault: (error: unknown) => void;
  /** How long stopping may take, a start that is under way included. */
  readonly deadline: number;
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'];

/** Runs a service until it is told to stop, however often it is told, and gives the exit code. */
export async function run(
  start: () => Promise<Service>,
  { signals, complain, onFault, deadline }: Surroundings,
): Promise<number> {
  const told = new Promise<void>((resolve) => SIGNALS.forEach((signal) => signals.on(signal, () => resolve())));
  const late = told.then(() => delay(deadline, undefined, { ref: false })).then(() => 'late' as const);
  const served = serve(start, told, deadline);
  try {
    const end = await Promise.race([served, late]);
    if (end === undefined) return 0;
    complain(end === 'late' ? `AML Customer did not stop within ${deadline / 1000} s` : `AML Customer stopped: ${end}`);
  } catch (error) {
    if (!(error instanceof StartFailure)) onFault(error);
    complain(
      `AML Customer cannot start: ${error instanceof StartFailure ? error.message : 'an unexpected error, see the log'}`,
    );
  }
  return 1;
}

/**
 * Serves until told, or until the service is lost, which it then tells, even where what is left does not stop in time.
 */
async function serve(
  start: () => Promise<Service>,
  told: Promise<void>,
  deadline: number,
): Promise<string | undefined> {
  const service = await start();
  const lost = await Promise.race([told.then(() => undefined), service.lost]);
  const stopped = service.stop();
  await (lost === undefined ? stopped : Promise.race([stopped, delay(deadline, undefined, { ref: false })]));
  return lost;
}
