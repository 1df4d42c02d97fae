import type { EventEmitter } from 'node:events';
import { constants } from 'node:os';

/** Under npm, Ctrl-C arrives twice: from the terminal and forwarded by npm. Signals within this time count as one. */
const ONE_KEY_MS = 500;

/**
 * Aborts the returned signal at the first SIGINT or SIGTERM, so that the command completes its calls in progress. Calls
 * `end` at the next one, with the exit code that a shell reports for the signal. `clock` is in ms.
 */
export function stopAt(signals: EventEmitter, end: (code: number) => void, clock: () => number): AbortSignal {
  const stop = new AbortController();
  let first = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    signals.on(signal, () => {
      if (!stop.signal.aborted) {
        first = clock();
        stop.abort();
      } else if (clock() - first >= ONE_KEY_MS) end(128 + constants.signals[signal]);
    });
  }
  return stop.signal;
}
