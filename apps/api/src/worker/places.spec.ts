import { expect, test } from '@jest/globals';
import { placesFor } from './places.js';

test('as much goes on as there are places, and what waits begins in its turn, whether what it waited for failed or not', async () => {
  const inPlace = placesFor(2);
  const [begun, ends]: [number[], PromiseWithResolvers<void>[]] = [[], []];
  const done = Promise.allSettled([0, 1, 2, 3].map((n) => inPlace(() => {
    begun.push(n);
    return (ends[n] = Promise.withResolvers<void>()).promise;
  })));
  expect(begun).toEqual([0, 1]);
  ends[1]!.reject(new Error('not now'));
  await new Promise(setImmediate);
  expect(begun).toEqual([0, 1, 2]);
  ends[2]!.resolve();
  await new Promise(setImmediate);
  expect(begun).toEqual([0, 1, 2, 3]);
  for (const n of [0, 3]) ends[n]!.resolve();
  expect((await done).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});
