import { describe, expect, test } from '@jest/globals';
import { ratios, rotated, spreadOf } from './statistics.js';

describe('the summary of rounds', () => {
  test.each([
    [[3, 1, 2], { median: 2, min: 1, max: 3 }],
    [[4, 1, 2, 10], { median: 3, min: 1, max: 10 }],
    [[7], { median: 7, min: 7, max: 7 }],
    [[10, 9, 100], { median: 10, min: 9, max: 100 }],
  ])('%j is %j', (figures, spread) => {
    expect(spreadOf(figures)).toEqual(spread);
  });

  test('is undefined without values', () => {
    expect(spreadOf([])).toBeUndefined();
  });

  test('a ratio is taken within its round, as far as both were measured', () => {
    expect(ratios([2, 9, 4], [1, 3])).toEqual([2, 3]);
  });

  test('each round begins with another contender', () => {
    expect([0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round).join(''))).toEqual(['abc', 'bca', 'cab', 'abc']);
  });
});
