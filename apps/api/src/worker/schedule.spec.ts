import { expect, test } from '@jest/globals';
import { atMostEvery, inSequence } from './schedule.js';

test('a limited task runs immediately, again after a failure, and then at most once per interval', async () => {
  const runs: number[] = [];
  const limited = atMostEvery(1000, async (now) => {
    runs.push(now.getTime());
    if (runs.length === 1) throw new Error('not now');
  });
  await expect(limited(new Date(5000))).rejects.toThrow('not now');
  for (const at of [5001, 5999, 6000, 6001, 7500]) await limited(new Date(at));
  expect(runs).toEqual([5000, 5001, 6001, 7500]);
});

test('tasks in sequence all run, in order, and report every failure', async () => {
  const runs: number[] = [];
  const task = (n: number, failure?: Error) => async () => {
    await new Promise(setImmediate);
    runs.push(n);
    if (failure) throw failure;
  };
  const [first, last] = [new Error('first'), new Error('last')];
  await expect(inSequence(task(1, first), task(2), task(3, last))).rejects.toMatchObject({ errors: [first, last] });
  await inSequence(task(4));
  expect(runs).toEqual([1, 2, 3, 4]);
});
