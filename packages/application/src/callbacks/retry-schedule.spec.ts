import { describe, expect, test } from '@jest/globals';
import { retryAt, RETRY_PAUSES } from './retry-schedule.js';

const at = new Date('2026-03-01T10:00:00Z');

describe('the retry schedule', () => {
  test('makes 12 attempts, each pause longer than the one before, from seconds to hours', () => {
    expect(RETRY_PAUSES).toHaveLength(11);
    expect([...RETRY_PAUSES].sort((a, b) => a - b)).toEqual(RETRY_PAUSES);
    expect([RETRY_PAUSES[0], RETRY_PAUSES.at(-1)]).toEqual([5, 12 * 3600]);
  });

  test.each([[1, '2026-03-01T10:00:05.000Z'], [2, '2026-03-01T10:00:30.000Z'], [11, '2026-03-01T22:00:00.000Z'], [12, undefined], [13, undefined]])(
    'after attempt %i: %s', (attempts, expected) => expect(retryAt(attempts, at)?.toISOString()).toBe(expected));

  test('has jitter only where it is passed in', () => {
    expect(retryAt(1, at, RETRY_PAUSES, (pause) => pause * 1.1)?.toISOString()).toBe('2026-03-01T10:00:05.500Z');
  });
});
