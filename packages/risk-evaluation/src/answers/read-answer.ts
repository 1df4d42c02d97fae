import type { Numeric } from '@aml-customer/domain';
import { parseDay, type Day } from './days.js';
import { compare, parseInteger } from './decimal.js';
import { NotEvaluable } from './not-evaluable.js';
import type { Answer } from './subject.js';

/** Reads a boolean: true, false, or the same as text (docs/contract/contract.md, "Reading the values"). */
export function flagOf({ pointer, value }: Answer): boolean {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : unreadable(pointer, 'true or false');
}

export const textOf = ({ pointer, value }: Answer): string =>
  typeof value === 'string' ? value : unreadable(pointer, 'a string');

export const dayOf = ({ pointer, value }: Answer): Day =>
  (typeof value === 'string' ? parseDay(value) : undefined) ?? unreadable(pointer, 'a date that exists');

export const integerOf = ({ pointer, value }: Answer): bigint =>
  parseInteger(value) ?? unreadable(pointer, 'an integer');

/** Compares a number as sent with a bound: negative, zero or positive. */
export const comparison = ({ pointer, value }: Answer, bound: Numeric): number =>
  (typeof value === 'number' || typeof value === 'string' ? compare(value, bound) : undefined) ??
  unreadable(pointer, 'a number');

function unreadable(pointer: string, expected: string): never {
  throw new NotEvaluable([{ pointer, sentence: `is not ${expected}` }]);
}
