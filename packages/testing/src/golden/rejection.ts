import type { Change } from '../change.js';
import type { Base, GoldenCase } from './golden-case.js';

/** A code that no code list has and no enum accepts. */
export const UNKNOWN = 'NOWHERE';

/** The parts of a case that have a default. */
export interface CaseOptions extends Partial<Pick<GoldenCase, 'before' | 'unknownFields' | 'contentType' | 'stage'>> {
  readonly name?: string;
  /** The pointer of the problem; by default the first pointer of the change. */
  readonly at?: string;
  /** The check part of the rule; by default `missing` if the change removes the member, otherwise `invalid`. */
  readonly check?: string;
  readonly status?: number;
}

/** A case that is rejected with the given code and description. */
export function rejection(
  code: string,
  description: string,
  base: Base,
  change: Change,
  options: CaseOptions = {},
): GoldenCase {
  const {
    name,
    at: pointer = Object.keys(change)[0] ?? '',
    check = change[pointer] === undefined ? 'missing' : 'invalid',
    status = 200,
    stage = 'message',
    ...rest
  } = options;
  const rule = `${pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')}#${check}`;
  return {
    name: name ?? `${base}: ${code} ${pointer} ${check}`,
    base,
    change,
    stage,
    ...rest,
    expect: { code, description, pointer, rule, status },
  };
}

/** An object in a base, with the code and sentence of the frames around it. */
export interface Target {
  readonly base: Base;
  readonly pointer: string;
  readonly code: string;
  readonly sentence: string;
}

/** A field, the code and sentence of its rule, and the values that break it; undefined removes the field. */
export type FieldRule = readonly [field: string, code: string, sentence: string, values: readonly unknown[]];

/** A member of a target, with the code and sentence of its rule or frame appended. */
export const memberOf = (target: Target, step: string, code: string, sentence: string): Target => ({
  base: target.base,
  pointer: `${target.pointer}/${step}`,
  code: [target.code, code].filter((part) => part !== '').join('.'),
  sentence: target.sentence + sentence,
});

/** The cases of the given rules at a target. */
export const casesAt = (target: Target, rules: readonly FieldRule[]): GoldenCase[] =>
  rules.flatMap(([field, code, sentence, values]) =>
    values.map((value) => {
      const member = memberOf(target, field, code, sentence);
      return rejection(member.code, member.sentence, member.base, { [member.pointer]: value });
    }),
  );

/** The whole customer of each base. */
export const customers: readonly Target[] = [
  { base: 'person', pointer: '', code: '', sentence: '' },
  { base: 'organization', pointer: '', code: '', sentence: '' },
];
