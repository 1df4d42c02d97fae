import { describe, expect, test } from '@jest/globals';
import { pauseAfter, RETRY_PAUSES } from './retry-schedule.js';

describe('the retry schedule', () => {
  test('has 12 attempts, with increasing pauses from seconds to hours', () => {
    expect(RETRY_PAUSES).toHaveLength(11);
    expect([...RETRY_PAUSES].sort((a, b) => a - b)).toEqual(RETRY_PAUSES);
    expect([RETRY_PAUSES[0], RETRY_PAUSES.at(-1)]).toEqual([5, 12 * 3600]);
  });

  test.each([
    [1, 5_000],
    [2, 30_000],
    [11, 43_200_000],
    [12, undefined],
    [13, undefined],
  ])('after attempt %i: %s ms', (attempts, expected) => expect(pauseAfter(attempts)).toBe(expected));

  test('applies the given jitter', () => {
    expect(pauseAfter(1, RETRY_PAUSES, (pause) => pause * 1.1)).toBe(5_500);
  });
});
