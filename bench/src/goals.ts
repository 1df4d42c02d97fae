import type { Which } from './results.js';

/** A target for the ratio of the figure `of` to the figure `to`. */
export interface Goal {
  readonly name: string;
  readonly of: Which;
  readonly to: Which;
  readonly atLeast?: number;
  readonly atMost?: number;
}

const figure =
  (section: string, subject: string, metric: string) =>
  (variant: string): Which => ({ section, subject, variant, metric });
const organization = figure('http', 'full organisation', 'throughput');
const organizationP99 = figure('http', 'full organisation', 'p99');
const person = figure('http', 'minimal person', 'throughput');
const personP99 = figure('http', 'minimal person', 'p99');
const validation = figure('validation', 'full organisation', 'microseconds');
const batch = figure('batch', 'full organisation', 'throughput');
const personBatch = figure('batch', 'minimal person', 'throughput');
const growth = figure('growth', 'full organisation', 'throughput');
const worker = figure('worker', 'EVALUATE', 'throughput');

/** The performance goals (docs/performance.md, "Figures"). */
export const GOALS: readonly Goal[] = [
  {
    name: 'Full organisation, to Express + INSERT',
    of: organization('this service'),
    to: organization('Express + INSERT'),
    atLeast: 1.3,
  },
  {
    name: 'Minimal person, to Express + INSERT',
    of: person('this service'),
    to: person('Express + INSERT'),
    atLeast: 1.3,
  },
  {
    name: 'Full organisation, to NestJS + MikroORM',
    of: organization('this service'),
    to: organization('NestJS + MikroORM'),
    atLeast: 10,
  },
  {
    name: 'p99 of a full organisation, to Express + INSERT',
    of: organizationP99('this service'),
    to: organizationP99('Express + INSERT'),
    atMost: 0.9,
  },
  {
    name: 'p99 of a minimal person, to Express + INSERT',
    of: personP99('this service'),
    to: personP99('Express + INSERT'),
    atMost: 0.9,
  },
  {
    name: 'Validation of a good body, to its JSON.parse',
    of: validation('this service'),
    to: validation('JSON.parse'),
    atMost: 0.3,
  },
  {
    name: 'Full organisations in batches, to Express + INSERT',
    of: batch('this service, 1,000 per call'),
    to: batch('Express + INSERT'),
    atLeast: 3,
  },
  {
    name: 'Minimal persons in batches, to Express + INSERT',
    of: personBatch('this service, 1,000 per call'),
    to: personBatch('Express + INSERT'),
    atLeast: 3,
  },
  {
    name: '1 million stored, to 10 thousand',
    of: growth('1 million stored'),
    to: growth('10 thousand stored'),
    atLeast: 0.9,
  },
  { name: 'Worker, to the accept rate', of: worker('concluded by one worker'), to: worker('accepted'), atLeast: 0.7 },
];
