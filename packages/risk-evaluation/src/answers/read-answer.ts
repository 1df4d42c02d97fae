import type { Numeric } from '@aml-customer/domain';
import { parseDay, type Day } from './days.js';
import { compare, parseInteger, type Integer } from './decimal.js';
import { NotEvaluable } from './not-evaluable.js';
import type { Answer } from './subject.js';

/** Reads a boolean: true, false, or the same as text (docs/contract/contract.md, "Reading the values"). */
export function flagOf(answer: Answer): boolean {
  const { value } = answer;
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : unreadable(answer, 'true or false');
}

export const textOf = (answer: Answer): string =>
  typeof answer.value === 'string' ? answer.value : unreadable(answer, 'a string');

export const dayOf = (answer: Answer): Day =>
  (typeof answer.value === 'string' ? parseDay(answer.value) : undefined) ?? unreadable(answer, 'a date that exists');

export const integerOf = (answer: Answer): Integer => parseInteger(answer.value) ?? unreadable(answer, 'an integer');

/** Compares a number as sent with a bound: negative, zero or positive. */
export function comparison(answer: Answer, bound: Numeric): number {
  const { value } = answer;
  return (
    (typeof value === 'number' || typeof value === 'string' ? compare(value, bound) : undefined) ??
    unreadable(answer, 'a number')
  );
}

function unreadable({ pointer }: Answer, expected: string): never {
  throw new NotEvaluable([{ pointer, sentence: `is not ${expected}` }]);
}
