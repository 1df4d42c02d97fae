import type { Change } from '../change.js';
import type { Base, GoldenCase } from './golden-case.js';

/**
 * What a case says beside the usual: `at` is the pointer where the change has several, `check` the rule where it is
 * neither missing nor invalid.
 */
export interface More extends Partial<Pick<GoldenCase, 'before' | 'unknownFields' | 'contentType' | 'stage'>> {
  readonly name?: string;
  readonly at?: string;
  readonly check?: string;
  readonly status?: number;
}

/**
 * A case from the code and sentence that it must bring: the change names the place, and whether something is missing
 * there or does not read.
 */
export function breaks(code: string, description: string, given: Base, change: Change, more: More = {}): GoldenCase {
  const {
    name,
    at: pointer = Object.keys(change)[0] ?? '',
    check = change[pointer] === undefined ? 'missing' : 'invalid',
    status = 200,
    stage = 'message',
    ...rest
  } = more;
  const rule = `${pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')}#${check}`;
  return {
    name: name ?? `${given}: ${code} ${pointer} ${check}`,
    given,
    change,
    stage,
    ...rest,
    expect: { code, description, pointer, rule, status },
  };
}

/** A place in a base, and the code and sentence that frame what is said of it. */
export interface Place {
  readonly given: Base;
  readonly pointer: string;
  readonly code: string;
  readonly sentence: string;
}

/** A field, the code and sentence of its rule, and the values that break it; undefined for the missing one. */
export type FieldRule = readonly [field: string, code: string, sentence: string, values: readonly unknown[]];

/** A place further inside. */
export const inside = (
  { given, pointer, code, sentence }: Place,
  step: string,
  frame: string,
  says: string,
): Place => ({
  given,
  pointer: `${pointer}/${step}`,
  code: [code, frame].filter((part) => part !== '').join('.'),
  sentence: sentence + says,
});

/** The cases of the rules of a record, at a place. */
export const casesAt = (place: Place, rules: readonly FieldRule[]): GoldenCase[] =>
  rules.flatMap(([field, code, says, values]) =>
    values.map((value) => {
      const { given, pointer, code: framed, sentence } = inside(place, field, code, says);
      return breaks(framed, sentence, given, { [pointer]: value });
    }),
  );

/** The outermost place of both types of customer. */
export const customers: readonly Place[] = [
  { given: 'person', pointer: '', code: '', sentence: '' },
  { given: 'organization', pointer: '', code: '', sentence: '' },
];

/** A code that no list has, and a word that no field knows. */
export const UNKNOWN = 'NOWHERE';
