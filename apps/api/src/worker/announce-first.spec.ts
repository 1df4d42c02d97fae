import { describe, expect, test } from '@jest/globals';
import { announceFirst, type Announcing } from './announce-first.js';

type Hook = (
  context: unknown,
  event: { readonly worker: { readonly workerPool: { readonly id: string } } },
) => Promise<void>;

/** Starts a worker of the pool "pool-1", as the library does before it takes the worker's first job. */
function starting(announcing: Partial<Announcing> & Pick<Announcing, 'announce'>) {
  const failures: unknown[] = [];
  const stop = new AbortController();
  const plugin = announceFirst({
    onFailure: (error) => failures.push(error),
    signal: stop.signal,
    retryMs: 0,
    ...announcing,
  });
  const hook = plugin.worker!.hooks!.startWorker as unknown as Hook;
  return { failures, stop, start: () => hook(undefined, { worker: { workerPool: { id: 'pool-1' } } }) };
}

describe('a worker', () => {
  test('is announced once by its id, however many of its slots start', async () => {
    const ids: string[] = [];
    const { start } = starting({ announce: async (id) => void ids.push(id) });
    await Promise.all([start(), start(), start()]);
    expect(ids).toEqual(['pool-1']);
  });

  test('takes no job until the announcement succeeded, and reports each failure', async () => {
    let tries = 0;
    const { start, failures } = starting({
      announce: async () => {
        if (++tries < 3) throw new Error(`try ${tries}`);
      },
    });
    await start();
    expect([tries, failures]).toEqual([3, [new Error('try 1'), new Error('try 2')]]);
  });

  test('that stops before it could announce itself stops trying', async () => {
    const { start, stop, failures } = starting({
      announce: () => Promise.reject(new Error('no database')),
      onFailure: () => stop.abort(),
    });
    await start();
    expect([stop.signal.aborted, failures]).toEqual([true, []]);
  });
});
