import { parseArgs } from 'node:util';

export const SECTIONS = ['http', 'validation', 'batch', 'growth', 'worker'] as const;
export type SectionName = (typeof SECTIONS)[number];

/** Fewer rounds tell more of the machine's moment than of the service. */
const ROUNDS_TO_PUBLISH = 5;

const DEFAULTS = { rounds: '5', seconds: '2', growth: '1000000' };

export const USAGE = `npm run bench -- [options]

Measures the service against what could be picked instead, on a PostgreSQL of its own or on DATABASE_URL. docs/performance.md says more.

  --only SECTIONS  some of ${SECTIONS.join(',')}
  --rounds N       rounds of each comparison (${DEFAULTS.rounds})
  --seconds N      measured seconds of each load (${DEFAULTS.seconds})
  --growth N       how many customers many are (${DEFAULTS.growth})
  --publish        keeps the results for docs/performance.md: at least ${ROUNDS_TO_PUBLISH} rounds, of what is committed
  --help`;

/** What is measured, and how long. */
export interface Options {
  readonly only: readonly SectionName[];
  readonly rounds: number;
  /** Measured seconds of each load. */
  readonly seconds: number;
  /** How many customers many are. */
  readonly growth: number;
  /** Whether to keep the results as those that docs/performance.md shows. */
  readonly publish: boolean;
}

/**
 * Reads the arguments of `npm run bench`. Undefined: help was asked for.
 * @throws Error with one sentence that says what is allowed.
 */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      rounds: { type: 'string', default: DEFAULTS.rounds },
      seconds: { type: 'string', default: DEFAULTS.seconds },
      growth: { type: 'string', default: DEFAULTS.growth },
      publish: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const only = values.only?.split(',') ?? SECTIONS;
  const unknown = only.find((name) => !SECTIONS.some((each) => each === name));
  if (unknown !== undefined) throw new Error(`--only=${unknown} is none of ${SECTIONS.join(', ')}`);
  const number = (name: 'rounds' | 'seconds' | 'growth') => positive(name, values[name]);
  if (values.publish && number('rounds') < ROUNDS_TO_PUBLISH)
    throw new Error(`--publish wants at least ${ROUNDS_TO_PUBLISH} rounds`);
  return {
    only: only as SectionName[],
    rounds: number('rounds'),
    seconds: number('seconds'),
    growth: number('growth'),
    publish: values.publish,
  };
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name}=${text} is no number above 0`);
  return number;
}
