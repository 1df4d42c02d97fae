import type { Which } from './results.js';
import { OWN_RATE, SAME_RATE } from './rates.js';

/** A target for the ratio of the figure `of` to the figure `to`, or for the figure itself. */
export interface Goal {
  readonly name: string;
  readonly of: Which;
  readonly to?: Which;
  readonly atLeast?: number;
  readonly atMost?: number;
}

type Compared = Pick<Goal, 'of' | 'to'>;

/** The same metric of two contenders. */
const ratio = (section: string, subject: string, metric: string, variant: string, reference: string): Compared => ({
  of: { section, subject, metric, variant },
  to: { section, subject, metric, variant: reference },
});

const EXPRESS = 'Express + INSERT';
const ORGANIZATION = 'full organisation';
const PERSON = 'minimal person';
const SERVICE = 'this service';
const BATCH = 'this service, 1,000 per call';

const http = (subject: string, metric: string, reference = EXPRESS): Compared =>
  ratio('http', subject, metric, SERVICE, reference);
const evaluated = (subject: string, variant = SERVICE): Compared =>
  ratio('evaluate', subject, 'throughput', variant, EXPRESS);

const evaluator = (operation: string): Compared =>
  ratio('evaluator', ORGANIZATION, 'microseconds', `${SERVICE}, ${operation}`, 'JSON.parse');
const atRate = (subject: string): Compared => ratio('latency', subject, 'p99', SERVICE, EXPRESS);

/** The performance goals (docs/performance.md, "Figures"). */
export const GOALS: readonly Goal[] = [
  { name: 'EVALUATE, full organisation, to Express + INSERT', ...evaluated(ORGANIZATION), atLeast: 1 },
  { name: 'EVALUATE, minimal person, to Express + INSERT', ...evaluated(PERSON), atLeast: 0.9 },
  { name: 'EVALUATE in batches, to Express + INSERT', ...evaluated(ORGANIZATION, BATCH), atLeast: 2 },
  {
    name: 'EVALUATE with a receiver, to Express + INSERT',
    ...evaluated(ORGANIZATION, 'this service, with a receiver'),
    atLeast: 0.5,
  },
  {
    name: 'CPU of EVALUATE, to IMPORT',
    ...ratio('evaluate', ORGANIZATION, 'cpu', SERVICE, 'this service, IMPORT'),
    atMost: 1.62,
  },
  {
    name: 'WAL of EVALUATE, bytes per customer',
    of: { section: 'evaluate', subject: ORGANIZATION, metric: 'wal', variant: SERVICE },
    atMost: 5_500,
  },
  { name: 'Evaluator, to JSON.parse of the body', ...evaluator('evaluate'), atMost: 0.5 },
  { name: 'Assessing a stored body again, to its JSON.parse', ...evaluator('stored body again'), atMost: 1.5 },
  { name: 'Full organisation, to Express + INSERT', ...http(ORGANIZATION, 'throughput'), atLeast: 1.4 },
  { name: 'Minimal person, to Express + INSERT', ...http(PERSON, 'throughput'), atLeast: 1.3 },
  {
    name: 'Full organisation, to NestJS + MikroORM',
    ...http(ORGANIZATION, 'throughput', 'NestJS + MikroORM'),
    atLeast: 10,
  },
  { name: 'p99 of a full organisation, to Express + INSERT', ...http(ORGANIZATION, 'p99'), atMost: 0.9 },
  { name: 'p99 of a minimal person, to Express + INSERT', ...http(PERSON, 'p99'), atMost: 0.9 },
  { name: 'p99 at 0.7 of saturation, full organisation', ...atRate(`${ORGANIZATION}, ${OWN_RATE}`), atMost: 0.9 },
  { name: 'p99 at the same rate, full organisation', ...atRate(`${ORGANIZATION}, ${SAME_RATE}`), atMost: 0.9 },
  {
    name: 'Validation of a good body, to its JSON.parse',
    ...ratio('validation', ORGANIZATION, 'microseconds', SERVICE, 'JSON.parse'),
    atMost: 0.3,
  },
  {
    name: 'Full organisations in batches, to Express + INSERT',
    ...ratio('batch', ORGANIZATION, 'throughput', BATCH, EXPRESS),
    atLeast: 3,
  },
  {
    name: 'Minimal persons in batches, to Express + INSERT',
    ...ratio('batch', PERSON, 'throughput', BATCH, EXPRESS),
    atLeast: 3,
  },
  {
    name: '1 million stored, to 10 thousand',
    ...ratio('growth', ORGANIZATION, 'throughput', '1 million stored', '10 thousand stored'),
    atLeast: 0.9,
  },
];
