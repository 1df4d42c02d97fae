import type { Resolve } from './guarded-lookup.js';

/**
 * Deduplicates concurrent look-ups of the same name (single flight). A hanging look-up outlasts the attempts that wait
 * for it and occupies a thread of libuv's small pool, so retries must not start more of them.
 */
export function shared(resolve: Resolve): Resolve {
  const waiting = new Map<string, Parameters<Resolve>[2][]>();
  return (hostname, options, callback) => {
    const key = JSON.stringify([hostname, options]);
    const pending = waiting.get(key);
    if (pending) return void pending.push(callback);
    const callbacks = [callback];
    waiting.set(key, callbacks);
    resolve(hostname, options, (error, addresses) => {
      waiting.delete(key);
      for (const notify of callbacks) notify(error, addresses);
    });
  };
}
