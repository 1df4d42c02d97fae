import { setTimeout as delay } from 'node:timers/promises';

/**
 * How long a scrape waits for one number, in ms: Prometheus gives up on all of them after 10 s, and the process has
 * others to tell.
 */
const PATIENCE_MS = 2_000;

/**
 * Bounds a look-up that is made at each scrape: undefined where it fails or takes longer than 2 s. While one is under
 * way no other is begun, so that scrapes of a database that hangs do not take the connections one after the other;
 * later ones wait for the same.
 */
export function bounded<T>(look: () => Promise<T>): () => Promise<T | undefined> {
  let underWay: Promise<T | undefined> | undefined;
  return () => {
    underWay ??= look()
      .catch(() => undefined)
      .finally(() => {
        underWay = undefined;
      });
    return Promise.race([underWay, delay(PATIENCE_MS, undefined, { ref: false })]);
  };
}
