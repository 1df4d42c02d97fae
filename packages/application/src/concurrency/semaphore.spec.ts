import { expect, test } from '@jest/globals';
import { Semaphore } from './semaphore.js';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('no more tasks hold a slot than there are', async () => {
  const semaphore = new Semaphore(2);
  await semaphore.acquire();
  await semaphore.acquire();
  let taken = false;
  const third = semaphore.acquire().then(() => (taken = true));
  await nextTurn();
  expect(taken).toBe(false);
  semaphore.release();
  await third;
  expect(taken).toBe(true);
});

test('waiting tasks start in order as slots are released, whether the task before failed or not', async () => {
  const semaphore = new Semaphore(2);
  const [begun, ends]: [number[], PromiseWithResolvers<void>[]] = [[], []];
  const done = Promise.allSettled(
    [0, 1, 2, 3].map((n) =>
      semaphore.run(() => {
        begun.push(n);
        return (ends[n] = Promise.withResolvers<void>()).promise;
      }),
    ),
  );
  await nextTurn();
  expect([begun, semaphore.waiting]).toEqual([[0, 1], 2]);
  ends[1]!.reject(new Error('not now'));
  await nextTurn();
  expect(begun).toEqual([0, 1, 2]);
  ends[2]!.resolve();
  await nextTurn();
  expect(begun).toEqual([0, 1, 2, 3]);
  for (const n of [0, 3]) ends[n]!.resolve();
  expect((await done).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});

test('a task that needs several slots waits until they are free, and later ones wait behind it', async () => {
  const semaphore = new Semaphore(3);
  await semaphore.acquire(2);
  const started: string[] = [];
  void semaphore.acquire(2).then(() => started.push('two'));
  void semaphore.acquire().then(() => started.push('one'));
  await nextTurn();
  expect([started, semaphore.waiting]).toEqual([[], 2]);
  semaphore.release();
  await nextTurn();
  expect(started).toEqual(['two']);
  semaphore.release();
  await nextTurn();
  expect(started).toEqual(['two', 'one']);
});
