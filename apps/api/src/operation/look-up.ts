import { setTimeout as delay } from 'node:timers/promises';

/**
 * How long a scrape waits for one value, in ms: Prometheus drops the whole scrape after 10 s.
 */
const PATIENCE_MS = 2_000;

/**
 * Bounds a query that each scrape makes: undefined if it fails or takes longer than 2 s. Concurrent scrapes share one
 * query, so that scrapes do not use up the connections while the database hangs.
 */
export function bounded<T>(look: () => Promise<T>): () => Promise<T | undefined> {
  let running: Promise<T | undefined> | undefined;
  return () => {
    running ??= look()
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
      });
    return Promise.race([running, delay(PATIENCE_MS, undefined, { ref: false })]);
  };
}
