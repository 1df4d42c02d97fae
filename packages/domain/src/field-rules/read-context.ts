import type { Report } from './node.js';
import type { Problem } from './rule.js';

/** A code in a body, to be looked up in its code list; `unknown` creates the problem if the list does not have it. */
export interface CodeUse {
  readonly codeList: string;
  readonly code: string;
  /** The list indices on the path to the code. */
  readonly at: readonly number[];
  readonly unknown: Report;
}

/** The unknown members of one object. They are a problem only if the installation rejects unknown fields. */
export interface Ignored {
  readonly count: number;
  /** Their JSON Pointers. The names come from the sender and can contain anything. */
  readonly pointers: () => readonly string[];
  readonly problem: () => Problem;
  /** The rank of the object, to sort by. */
  readonly rank: () => readonly number[];
}

/** The state of reading one body: the findings so far, and the list indices on the path to the current value. */
export interface ReadContext {
  readonly problems: Problem[];
  readonly uses: CodeUse[];
  readonly ignored: Ignored[];
  readonly at: number[];
  tooDeep: boolean;
}

/** Returned for a value with a reported problem. The value is left out of the result, but it is not missing. */
export const REPORTED = Symbol('reported');

/** Reads a value that is present: returns the value to store, or {@link REPORTED}. */
export type ReadValue = (raw: unknown, context: ReadContext) => unknown;

/** Adds a problem to the context. */
export function reportTo(
  context: ReadContext,
  report: Report,
  values?: Readonly<Record<string, string>>,
): typeof REPORTED {
  context.problems.push(report(context.at, values));
  return REPORTED;
}
