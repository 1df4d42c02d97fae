import { parseArgs } from 'node:util';

export const SECTIONS = ['http'] as const;
export type SectionName = (typeof SECTIONS)[number];

/** What is measured, and how long. */
export interface Options {
  readonly only: readonly SectionName[];
  readonly rounds: number;
  /** Measured seconds of each load. */
  readonly seconds: number;
  /** Whether to keep the results as those that docs/performance.md shows. */
  readonly publish: boolean;
}

/**
 * Reads the arguments of `npm run bench`.
 * @throws Error with one sentence that says what is allowed.
 */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: 'string' }, rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' }, publish: { type: 'boolean', default: false } },
  });
  const only = values.only?.split(',') ?? SECTIONS;
  const unknown = only.find((name) => !SECTIONS.some((each) => each === name));
  if (unknown !== undefined) throw new Error(`--only=${unknown} is none of ${SECTIONS.join(', ')}`);
  return { only: only as SectionName[], rounds: positive('rounds', values.rounds), seconds: positive('seconds', values.seconds), publish: values.publish };
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name}=${text} is no number above 0`);
  return number;
}
