import { setTimeout as delay } from 'node:timers/promises';

/** A runner that works until it is stopped or fails. */
export interface Running {
  /** Resolves when the runner has ended for any reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** The pause after a failed restart, in ms. */
const RETRY_MS = 500;

/**
 * Starts a runner, and restarts it whenever it ends, until it is stopped. `onFailure` is called with each failed
 * restart.
 * @throws what the first start throws
 */
export async function keepRunning(
  start: () => Promise<Running>,
  onFailure: (error: unknown) => void,
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
      onFailure(error);
      await delay(retryMs, undefined, { signal }).catch(() => {}); // Stopped in the meantime.
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
