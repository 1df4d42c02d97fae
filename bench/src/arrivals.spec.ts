import { describe, expect, test } from '@jest/globals';
import { Arrivals } from './arrivals.js';

describe('the intended times of an open loop', () => {
  test('follow the rate from the beginning on', () => {
    const arrivals = new Arrivals(1000, 500);
    expect(arrivals.due(1000)).toEqual([1000]);
    expect(arrivals.due(1001.9)).toEqual([]);
    expect(arrivals.due(1004)).toEqual([1002, 1004]);
  });

  test('include all that a pause of the generator missed', () => {
    const arrivals = new Arrivals(0, 1000);
    arrivals.due(10);
    expect(arrivals.due(13.5)).toEqual([11, 12, 13]);
  });

  test('do not drift at a rate that is no whole number of ms', () => {
    const arrivals = new Arrivals(0, 3000);
    const times = Array.from({ length: 1000 }, (_, i) => arrivals.due(i)).flat();
    expect(times).toHaveLength(2998);
    expect(times[2997]).toBe(999);
  });

  test('are none before the beginning', () => {
    expect(new Arrivals(100, 1000).due(99)).toEqual([]);
  });
});
