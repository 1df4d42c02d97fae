import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { StartFailure } from './start-failure.js';

/** A running service. */
export interface Service {
  /** Resolves with a sentence when the service cannot continue. */
  readonly lost: Promise<string>;
  /** Answers the requests in progress and releases all resources. */
  stop(): Promise<void>;
}

/** How a process receives signals and reports to its operator. */
export interface Surroundings {
  readonly signals: EventEmitter;
  /** Prints one line to the operator. */
  readonly complain: (line: string) => void;
  /** Called with errors that no operator can fix. */
  readonly onFault: (error: unknown) => void;
  /** How long stopping may take in ms, including the rest of a start in progress. */
  readonly deadline: number;
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'];

/** Runs a service until the first signal and returns the exit code; further signals are ignored. */
export async function run(
  start: () => Promise<Service>,
  { signals, complain, onFault, deadline }: Surroundings,
): Promise<number> {
  const signalled = new Promise<void>((resolve) => SIGNALS.forEach((signal) => signals.on(signal, () => resolve())));
  const late = signalled.then(() => delay(deadline, undefined, { ref: false })).then(() => 'late' as const);
  const served = serve(start, signalled, deadline);
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
 * Serves until a signal, or until the service is lost. Returns the reason for a loss, even if the rest stops too
 * late.
 */
async function serve(
  start: () => Promise<Service>,
  signalled: Promise<void>,
  deadline: number,
): Promise<string | undefined> {
  const service = await start();
  const lost = await Promise.race([signalled.then(() => undefined), service.lost]);
  const stopped = service.stop();
  await (lost === undefined ? stopped : Promise.race([stopped, delay(deadline, undefined, { ref: false })]));
  return lost;
}
