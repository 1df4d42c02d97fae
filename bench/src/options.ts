import { parseArgs } from 'node:util';

export const SECTIONS = ['http', 'validation', 'batch', 'growth', 'worker'] as const;
export type SectionName = (typeof SECTIONS)[number];

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

/** Fewer rounds tell more of the machine's moment than of the service. */
const ROUNDS_TO_PUBLISH = 5;

/**
 * Reads the arguments of `npm run bench`.
 * @throws Error with one sentence that says what is allowed.
 */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' }, rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '2' }, growth: { type: 'string', default: '1000000' },
      publish: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',') ?? SECTIONS;
  const unknown = only.find((name) => !SECTIONS.some((each) => each === name));
  if (unknown !== undefined) throw new Error(`--only=${unknown} is none of ${SECTIONS.join(', ')}`);
  const number = (name: 'rounds' | 'seconds' | 'growth') => positive(name, values[name]);
  if (values.publish && number('rounds') < ROUNDS_TO_PUBLISH) throw new Error(`--publish wants at least ${ROUNDS_TO_PUBLISH} rounds`);
  return { only: only as SectionName[], rounds: number('rounds'), seconds: number('seconds'), growth: number('growth'), publish: values.publish };
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name}=${text} is no number above 0`);
  return number;
}
