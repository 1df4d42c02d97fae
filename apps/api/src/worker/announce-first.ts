import { setTimeout as delay } from 'node:timers/promises';

/** How a worker announces itself. */
export interface Announcing {
  /** Makes the worker known as alive, by the id that its jobs are locked by. */
  readonly announce: (id: string) => Promise<void>;
  /** Called with each failure, before the next try. */
  readonly onFailure: (error: unknown) => void;
  /** Ends the tries. */
  readonly signal: AbortSignal;
  readonly retryMs?: number;
}

const RETRY_MS = 500;

/**
 * A graphile-worker plugin that announces a worker before it takes its first job: without the announcement, nothing
 * would distinguish the locks of a dead worker from those of a live one. The hook retries until it succeeds or the
 * worker stops, because the library ignores a failed hook and takes jobs anyway.
 */
export function announceFirst({ announce, onFailure, signal, retryMs = RETRY_MS }: Announcing): GraphileConfig.Plugin {
  const announced = async (id: string): Promise<void> => {
    while (!signal.aborted) {
      try {
        return await announce(id);
      } catch (error) {
        onFailure(error);
        await delay(retryMs, undefined, { signal }).catch(() => {}); // Stopped in the meantime.
      }
    }
  };
  let first: Promise<void> | undefined;
  return {
    name: 'AnnounceFirst',
    version: '1.0.0',
    worker: {
      hooks: {
        startWorker: async (_context, { worker: { workerPool } }) => {
          await (first ??= announced(workerPool.id));
        },
      },
    },
  };
}
