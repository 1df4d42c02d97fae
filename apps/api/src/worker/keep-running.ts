import { setTimeout as delay } from 'node:timers/promises';

/** Something that works until it is stopped, or ends by itself. */
export interface Running {
  /** Resolves when it has ended, whatever ended it. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** How long to wait before the next try where it could not be started again, in ms. */
const RETRY_MS = 500;

/**
 * Starts it, and again whenever it ended by itself, until it is stopped. `tell` hears each time why it could not be
 * started again.
 * @throws what the first start throws.
 */
export async function keepRunning(
  start: () => Promise<Running>,
  tell: (error: unknown) => void,
  retryMs = RETRY_MS,
): Promise<Pick<Running, 'stop'>> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running = await start();
  const startAgain = async () => {
    try {
      running = await start();
      if (signal.aborted) await running.stop();
    } catch (error) {
      tell(error);
      await delay(retryMs, undefined, { signal }).catch(() => {}); // It was stopped meanwhile.
    }
  };
  const keep = async () => {
    for (;;) {
      await running.ended;
      if (signal.aborted) return;
      await startAgain();
    }
  };
  const kept = keep();
  return {
    stop: async () => {
      stopping.abort();
      await running.stop();
      await kept;
    },
  };
}
