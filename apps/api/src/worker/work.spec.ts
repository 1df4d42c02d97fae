import { expect, test } from '@jest/globals';
import { atMostEvery, eachOf } from './work.js';

test('what is done at most every so often is done at once, again where it failed, and then not before its time', async () => {
  const done: number[] = [];
  const often = atMostEvery(1000, async (now) => {
    done.push(now.getTime());
    if (done.length === 1) throw new Error('not now');
  });
  await expect(often(new Date(5000))).rejects.toThrow('not now');
  for (const at of [5001, 5999, 6000, 6001, 7500]) await often(new Date(at));
  expect(done).toEqual([5000, 5001, 6001, 7500]);
});

test('several things are all done, in turn, and told where they failed', async () => {
  const done: number[] = [];
  const work = (n: number, failure?: Error) => async () => {
    await new Promise(setImmediate);
    done.push(n);
    if (failure) throw failure;
  };
  const [first, last] = [new Error('first'), new Error('last')];
  await expect(eachOf(work(1, first), work(2), work(3, last))).rejects.toMatchObject({ errors: [first, last] });
  await eachOf(work(4));
  expect(done).toEqual([1, 2, 3, 4]);
});
