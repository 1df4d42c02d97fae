import { describe, expect, test } from '@jest/globals';
import { Latencies } from './latencies.js';

describe('latencies', () => {
  test('are summarised by percentiles, to three digits', () => {
    const latencies = new Latencies();
    for (let ms = 1; ms <= 1000; ms++) latencies.add(ms);
    const { requests, p50Ms, p99Ms, p999Ms } = latencies.summary();
    expect(requests).toBe(1000);
    expect([p50Ms, p99Ms, p999Ms].map((ms) => Number(ms.toPrecision(3)))).toEqual([500, 990, 999]);
  });

  test('count even if one is longer than the histogram holds', () => {
    const latencies = new Latencies();
    latencies.add(1e9);
    expect(latencies.summary().requests).toBe(1);
  });
});
