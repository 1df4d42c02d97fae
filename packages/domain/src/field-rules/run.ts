import type { Report } from './node.js';
import type { Problem } from './rule.js';

/**
 * A code that a message uses: the reference data tell whether it exists, and `unknown` makes the problem if it does
 * not.
 */
export interface CodeUse {
  readonly list: string;
  readonly code: string;
  readonly at: readonly number[];
  readonly unknown: Report;
}

/**
 * Members of one object that are not in the table: kept in the message, and a problem only where unknown fields are
 * refused.
 */
export interface Ignored {
  readonly count: number;
  /** Their JSON Pointers. The names are the sender's text: they may hold anything. */
  readonly pointers: () => readonly string[];
  readonly problem: () => Problem;
  /** That of its problem. */
  readonly rank: () => readonly number[];
}

/** One reading under way: what was found so far, and the list indices on the way to where it is. */
export interface Run {
  readonly problems: Problem[];
  readonly uses: CodeUse[];
  readonly ignored: Ignored[];
  readonly at: number[];
  tooDeep: boolean;
}

/** Stands for a value that was reported: absent from the result, but not missing. */
export const REPORTED = Symbol('reported');

/** Reads a present value: what is stored of it, or {@link REPORTED}. */
export type Read = (raw: unknown, run: Run) => unknown;

/** Reports and reads no further. */
export function refuse(run: Run, report: Report, blanks?: Readonly<Record<string, string>>): typeof REPORTED {
  run.problems.push(report(run.at, blanks));
  return REPORTED;
}
