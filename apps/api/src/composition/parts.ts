import type { Logger } from 'pino';
import type { Service } from '../lifecycle/run.js';

/** The parts of a service that have started, in order. */
export interface Parts {
  readonly isStopping: boolean;
  /** Adds how to stop a part; the last part to start is the first to stop. */
  push(stop: () => Promise<void>): void;
}

/**
 * Starts a service part by part and stops it in reverse order; if a part fails to start, those before it are stopped.
 * @throws the error of `start`
 */
export async function startParts(
  log: Logger,
  start: (parts: Parts) => Promise<Pick<Service, 'lost'>>,
): Promise<Service> {
  const stops: (() => Promise<void>)[] = [];
  const parts = { isStopping: false, push: (stop: () => Promise<void>) => void stops.push(stop) };
  const stop = async () => {
    parts.isStopping = true;
    for (let last = stops.pop(); last; last = stops.pop())
      await last().catch((err: unknown) => log.error({ err }, 'A part of the service did not stop'));
  };
  try {
    return { ...(await start(parts)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
