import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const SECTIONS = ['http', 'latency', 'evaluate', 'evaluator', 'validation', 'batch', 'growth', 'abuse'] as const;
export type SectionName = (typeof SECTIONS)[number];

/** Fewer rounds would mostly measure the other load of the machine. */
const ROUNDS_TO_PUBLISH = 5;

const DEFAULTS = { rounds: '5', seconds: '2', growth: '1000000' };

export const USAGE = `npm run bench -- [options]

Compares the service with alternatives, on its own PostgreSQL server or that of DATABASE_URL. See docs/performance.md.

  --only SECTIONS  a list of ${SECTIONS.join(',')}
  --rounds N       rounds of each comparison (default ${DEFAULTS.rounds})
  --seconds N      measured seconds of each load (default ${DEFAULTS.seconds})
  --growth N       customers in the large database of the growth section (default ${DEFAULTS.growth})
  --against FOLDER also measure another built checkout, in http, latency, evaluate, evaluator and validation
  --publish        keep the results for docs/performance.md: at least ${ROUNDS_TO_PUBLISH} rounds, everything committed
  --help`;

/** The sections to measure, and for how long. */
export interface Options {
  readonly only: readonly SectionName[];
  readonly rounds: number;
  /** Measured seconds of each load. */
  readonly seconds: number;
  /** Customers in the large database of the growth section. */
  readonly growth: number;
  /** Another built checkout to compare with, as an absolute path. */
  readonly against?: string;
  /** Whether docs/performance.md will show the results. */
  readonly publish: boolean;
}

/**
 * Parses the arguments of `npm run bench`; relative paths start from `folder`. Returns undefined for `--help`.
 * @throws Error if an argument is not valid.
 */
export function readOptions(args: readonly string[], folder = process.cwd()): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      rounds: { type: 'string', default: DEFAULTS.rounds },
      seconds: { type: 'string', default: DEFAULTS.seconds },
      growth: { type: 'string', default: DEFAULTS.growth },
      against: { type: 'string' },
      publish: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const only = values.only?.split(',') ?? SECTIONS;
  const unknown = only.find((name) => !SECTIONS.some((section) => section === name));
  if (unknown !== undefined) throw new Error(`--only=${unknown} must be one of ${SECTIONS.join(', ')}`);
  const number = (name: 'rounds' | 'seconds' | 'growth') => positive(name, values[name]);
  if (values.publish && number('rounds') < ROUNDS_TO_PUBLISH)
    throw new Error(`--publish needs at least ${ROUNDS_TO_PUBLISH} rounds`);
  if (values.publish && values.against !== undefined) throw new Error('--publish excludes --against');
  return {
    only: only as SectionName[],
    rounds: number('rounds'),
    seconds: number('seconds'),
    growth: number('growth'),
    ...(values.against !== undefined && { against: resolve(folder, values.against) }),
    publish: values.publish,
  };
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name}=${text} must be a number above 0`);
  return number;
}
