import type { EventEmitter } from 'node:events';
import { constants } from 'node:os';

/**
 * A key of the terminal comes twice where npm runs the command: from the terminal, and passed on by npm. What comes
 * within this many ms is one.
 */
const ONE_KEY_MS = 500;

/**
 * Tells a command to stop at the first SIGINT or SIGTERM, so that it finishes what is under way, and ends it at the
 * next one, with a shell's code for it.
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
