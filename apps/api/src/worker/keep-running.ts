import { setTimeout as delay } from 'node:timers/promises';

/** A runner that works until it is stopped or fails. */
export interface Running {
  /** Resolves when the runner has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** How long to wait before the next try after a failed restart, in ms. */
const RETRY_MS = 500;

/**
 * Starts a runner, and restarts it whenever it ends unexpectedly, until it is stopped.
 *
 * @param onFailure called with the error of each failed restart
 * @throws the error of the first start
 */
export async function keepRunning(
  start: () => Promise<Running>,
  onFailure: (error: unknown) => void,
  retryMs = RETRY_MS,
): Promise<Pick<Running, 'stop'>> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running = await start();
  const restart = async () => {
    try {
      running = await start();
      if (signal.aborted) await running.stop();
    } catch (error) {
      onFailure(error);
      await delay(retryMs, undefined, { signal }).catch(() => {}); // Stopped in the meantime.
    }
  };
  const restartUntilStopped = async () => {
    for (;;) {
      await running.ended;
      if (signal.aborted) return;
      await restart();
    }
  };
  const finished = restartUntilStopped();
  return {
    stop: async () => {
      stopping.abort();
      await running.stop();
      await finished;
    },
  };
}
