import { createHistogram } from 'node:perf_hooks';
import type { Measured } from './load.js';

/** Two minutes in nanoseconds, the longest that a request may take. */
const HIGHEST = 120_000_000_000;

/** Latencies in a histogram with three significant digits. */
export class Latencies {
  private readonly nanoseconds = createHistogram({ highest: HIGHEST });

  add(ms: number): void {
    this.nanoseconds.record(Math.min(HIGHEST, Math.max(1, Math.round(ms * 1e6))));
  }

  summary(): Pick<Measured, 'requests' | 'p50Ms' | 'p99Ms' | 'p999Ms'> {
    const ms = (percentile: number) => this.nanoseconds.percentile(percentile) / 1e6;
    return { requests: this.nanoseconds.count, p50Ms: ms(50), p99Ms: ms(99), p999Ms: ms(99.9) };
  }
}
