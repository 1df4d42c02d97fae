const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * How long to wait after each failed attempt, in seconds: 11 pauses make 12 attempts over some 34 hours. A receiver
 * that restarts misses seconds, one that is deployed or loses its network minutes; the long pauses outlast a working
 * day and the night after it. An event holds up the later ones of its customer until it is delivered or has finally
 * failed, so the whole is not stretched over a weekend: after that a receiver catches up by cursor
 * (docs/contract/callbacks.md, "Form": 12 attempts, from seconds to hours apart).
 */
export const RETRY_PAUSES: readonly number[] = [
  5,
  30,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  6 * HOUR,
  8 * HOUR,
  12 * HOUR,
];

/** Stretches a pause, in seconds, so that what failed together does not come back together. */
export type RetryJitter = (pause: number) => number;

/**
 * How long to wait, in ms, after `attempts` attempts, the last of which just failed; undefined: it has finally failed.
 */
export function pauseAfter(
  attempts: number,
  pauses: readonly number[] = RETRY_PAUSES,
  jitter: RetryJitter = (pause) => pause,
): number | undefined {
  const pause = pauses[attempts - 1];
  return pause === undefined ? undefined : Math.round(jitter(pause) * 1000);
}
