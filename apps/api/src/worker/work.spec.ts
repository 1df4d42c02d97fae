import { expect, test } from '@jest/globals';
import { atMostEvery } from './work.js';

test('what is done at most every so often is done at once, and not again before its time, even where it failed', async () => {
  const done: number[] = [];
  const often = atMostEvery(1000, async (now) => {
    done.push(now.getTime());
    if (done.length === 1) throw new Error('not now');
  });
  await expect(often(new Date(5000))).rejects.toThrow('not now');
  for (const at of [5001, 5999, 6000, 6500, 7500]) await often(new Date(at));
  expect(done).toEqual([5000, 6000, 7500]);
});
