import type { Which } from './results.js';

/** A ratio that is aimed at: the figure `of` by the figure `to`. */
export interface Goal {
  readonly name: string;
  readonly of: Which;
  readonly to: Which;
  readonly atLeast?: number;
  readonly atMost?: number;
}

const http = (subject: string, variant: string, metric = 'throughput'): Which => ({ section: 'http', subject, variant, metric });
const [OURS, BASE, STOCK] = ['this service', 'Express + INSERT', 'stock way'];
const ORGANIZATION = 'full organisation';
const PERSON = 'minimal person';

/** The goals of issue 4, all in one place. */
export const GOALS: readonly Goal[] = [
  { name: 'Full organisation, by Express + INSERT', of: http(ORGANIZATION, OURS), to: http(ORGANIZATION, BASE), atLeast: 1.3 },
  { name: 'Minimal person, by Express + INSERT', of: http(PERSON, OURS), to: http(PERSON, BASE), atLeast: 1.3 },
  { name: 'Full organisation, by the stock way', of: http(ORGANIZATION, OURS), to: http(ORGANIZATION, STOCK), atLeast: 10 },
  { name: 'p99 of a full organisation, by Express + INSERT', of: http(ORGANIZATION, OURS, 'p99'), to: http(ORGANIZATION, BASE, 'p99'), atMost: 0.9 },
  { name: 'p99 of a minimal person, by Express + INSERT', of: http(PERSON, OURS, 'p99'), to: http(PERSON, BASE, 'p99'), atMost: 0.9 },
];
