import type { Resolve } from './guarded-lookup.js';

/**
 * Looks a name up once at a time: who asks meanwhile is given the same answer, and judges it by itself. A look-up that
 * hangs outlasts the attempts that wait for it, and each holds a thread of the process, of which there are few; so a
 * name takes one, however often it is tried.
 */
export function shared(resolve: Resolve): Resolve {
  const waiting = new Map<string, Parameters<Resolve>[2][]>();
  return (hostname, options, callback) => {
    const key = JSON.stringify([hostname, options]);
    const others = waiting.get(key);
    if (others) return void others.push(callback);
    const all = [callback];
    waiting.set(key, all);
    resolve(hostname, options, (error, addresses) => {
      waiting.delete(key);
      for (const each of all) each(error, addresses);
    });
  };
}
