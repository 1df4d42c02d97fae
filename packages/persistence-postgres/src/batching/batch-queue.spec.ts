import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { BatchQueue } from './batch-queue.js';

const LIMITS = { lanes: 2, items: 4, besideItems: 3, size: 10, slowMs: 20 };
const entries = (...sizes: number[]) => sizes.map((size) => ({ size }));
const queueOf = (sizes: readonly number[], onSlow = () => {}) => {
  const queue = new BatchQueue(LIMITS, onSlow);
  for (const entry of entries(...sizes)) queue.add(entry);
  return queue;
};
/** Occupies a lane until the returned function is called. */
const occupy = (queue: ReturnType<typeof queueOf>) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = queue.occupyLane(() => promise);
  return () => (resolve(), done);
};
afterEach(() => {
  jest.useRealTimers();
});

describe('the next batch', () => {
  it.each([
    ['has as many entries as allowed', [1, 1, 1, 1, 1], [1, 1, 1, 1]],
    ['stays within the size', [6, 4, 1], [6, 4]],
    ['is a single entry that is larger', [11, 1], [11]],
  ])('%s', (_, waiting, batch) => {
    expect(queueOf(waiting).take()).toEqual(entries(...batch));
  });

  it('has no entry that was removed', () => {
    const queue = queueOf([]);
    const [entry] = entries(1);
    queue.add(entry!);
    expect([queue.remove(entry!), queue.remove(entry!), queue.take()]).toEqual([true, false, []]);
  });
});

describe('a batch may start', () => {
  it('if an entry waits and nothing runs', () => {
    expect([queueOf([]).mayStart(), queueOf([1]).mayStart()]).toEqual([false, true]);
  });

  it.each([
    ['not if it is small', [1, 1], false],
    ['if it has enough entries', [1, 1, 1], true],
    ['if it is full by size', [10], true],
  ])('beside a running one %s', async (_, waiting, expected) => {
    const queue = queueOf(waiting);
    const end = occupy(queue);
    expect(queue.mayStart()).toBe(expected);
    await end();
  });

  it('only if a lane is free', async () => {
    const queue = queueOf([10]);
    const ends = [occupy(queue), occupy(queue)];
    expect(queue.mayStart()).toBe(false);
    await ends[0]?.();
    expect(queue.mayStart()).toBe(true);
    await ends[1]?.();
  });

  it('beside running ones that are slow, and announces when one becomes slow', async () => {
    jest.useFakeTimers();
    const onSlow = jest.fn();
    const queue = queueOf([1], onSlow);
    const end = occupy(queue);
    jest.advanceTimersByTime(19);
    expect([queue.mayStart(), onSlow.mock.calls.length]).toEqual([false, 0]);
    jest.advanceTimersByTime(1);
    expect([queue.mayStart(), onSlow.mock.calls.length]).toEqual([true, 1]);
    await end();
    expect(jest.getTimerCount()).toBe(0);
  });
});
