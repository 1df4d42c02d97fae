import { setTimeout as delay } from 'node:timers/promises';

const ATTEMPTS = 100;

/** Polls until there are events: the service creates them shortly after it accepted the message. */
export async function firstEvents<T>(poll: () => Promise<readonly T[] | undefined>): Promise<readonly T[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const events = await poll();
    if (events && events.length > 0) return events;
    await delay(100);
  }
  throw new Error('There are no events');
}
