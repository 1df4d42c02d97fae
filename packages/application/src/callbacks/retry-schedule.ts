const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * The pause after each failed attempt, in seconds: 12 attempts over about 34 hours (docs/contract/callbacks.md,
 * "Form"). A restart takes seconds, a deployment or a network failure minutes, and the long pauses bridge a working day
 * and the following night. They do not bridge a weekend, since an event blocks the later ones of its customer; after
 * that, a receiver catches up by the feed.
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

/** Lengthens a pause, in seconds, so that deliveries that failed together are not retried together. */
export type RetryJitter = (pause: number) => number;

/** The pause in ms after this many failed attempts; undefined if no attempt is left. */
export function pauseAfter(
  attempts: number,
  pauses: readonly number[] = RETRY_PAUSES,
  jitter: RetryJitter = (pause) => pause,
): number | undefined {
  const pause = pauses[attempts - 1];
  return pause === undefined ? undefined : Math.round(jitter(pause) * 1000);
}
