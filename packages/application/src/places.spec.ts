import { expect, test } from '@jest/globals';
import { Places } from './places.js';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('places are as many as there are', async () => {
  const places = new Places(2);
  await places.take();
  await places.take();
  let taken = false;
  const third = places.take().then(() => (taken = true));
  await nextTurn();
  expect(taken).toBe(false);
  places.leave();
  await third;
  expect(taken).toBe(true);
});

test('as much goes on as there are places, and what waits begins in its turn, whether what it waited for failed or not', async () => {
  const places = new Places(2);
  const [begun, ends]: [number[], PromiseWithResolvers<void>[]] = [[], []];
  const done = Promise.allSettled(
    [0, 1, 2, 3].map((n) =>
      places.give(() => {
        begun.push(n);
        return (ends[n] = Promise.withResolvers<void>()).promise;
      }),
    ),
  );
  await nextTurn();
  expect([begun, places.waiting]).toEqual([[0, 1], 2]);
  ends[1]!.reject(new Error('not now'));
  await nextTurn();
  expect(begun).toEqual([0, 1, 2]);
  ends[2]!.resolve();
  await nextTurn();
  expect(begun).toEqual([0, 1, 2, 3]);
  for (const n of [0, 3]) ends[n]!.resolve();
  expect((await done).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});
