import type { FieldType } from './field.js';
import { EXPECTED } from './structure.js';
import * as values from './values.js';

/** A type of field that holds no other fields. */
export type ScalarType = Exclude<FieldType, { kind: 'record' | 'list' }>;

/** The reason why a value is invalid: the expected form, or the structural rule that it breaks. */
export type Failure = { readonly expected: string } | { readonly structure: 'wrongType' | 'tooLong' };

/** The value to store, or a failure. A valid value is never an object, so it needs no wrapper. */
export type Checked = string | number | boolean | Failure;

/** Distinguishes a failure from a valid value. */
export const isFailure = (checked: Checked): checked is Failure => typeof checked === 'object';

const WRONG_TYPE: Failure = { structure: 'wrongType' };
const TOO_LONG: Failure = { structure: 'tooLong' };
const LOSSY: Failure = { expected: EXPECTED.lossless };

/**
 * The parameters of {@link checkScalar} for one type. All have the same object shape, and one function checks them all:
 * a body has hundreds of values, and a closure per field would be slower (docs/adr/0010).
 */
export interface ScalarCheck {
  readonly kind: ScalarType['kind'];
  readonly limit: number;
  /** The words of an enum and their synonyms, each with the value to store. */
  readonly words: ReadonlyMap<string, string>;
  readonly mismatch: Failure;
}

/** Compiles the check of a type. */
export function scalarCheck(type: ScalarType): ScalarCheck {
  const words =
    type.kind === 'enum' ? [...type.values.map((word) => [word, word] as const), ...Object.entries(type.synonyms)] : [];
  const expected = type.kind === 'enum' ? `one of ${type.values.join(', ')}` : EXPECTED[type.kind];
  return {
    kind: type.kind,
    limit: 'limit' in type ? type.limit : Infinity,
    words: new Map(words),
    mismatch: { expected },
  };
}

/** Checks a value (docs/contract/contract.md, "Reading the values"). */
export function checkScalar(check: ScalarCheck, raw: unknown): Checked {
  if (typeof raw === 'string') return checkText(check, raw);
  switch (check.kind) {
    case 'boolean':
      return typeof raw === 'boolean' ? raw : WRONG_TYPE;
    case 'integer':
    case 'decimal':
    case 'percentage':
      return typeof raw === 'number' ? checkNumber(check, raw) : WRONG_TYPE;
    case 'scalar':
      return typeof raw === 'number' || typeof raw === 'boolean' ? raw : WRONG_TYPE;
    default:
      return WRONG_TYPE;
  }
}

function checkText(check: ScalarCheck, raw: string): Checked {
  switch (check.kind) {
    case 'text':
    case 'code':
    case 'scalar':
      return raw.length > check.limit ? TOO_LONG : raw;
    case 'date':
      return values.isDate(raw) ? raw : check.mismatch;
    case 'enum':
      return check.words.get(raw) ?? check.mismatch;
    case 'key':
      return checkKey(check, raw.trim());
    case 'boolean':
      return values.isBoolean(raw) ? raw : check.mismatch;
    default:
      return checkNumber(check, raw);
  }
}

function checkKey(check: ScalarCheck, trimmed: string): Checked {
  if (trimmed.length > check.limit) return TOO_LONG;
  return values.hasControl(trimmed) ? check.mismatch : trimmed;
}

function checkNumber(check: ScalarCheck, raw: number | string): Checked {
  const verdict = check.kind === 'decimal' ? values.decimal(raw) : values.integer(raw);
  if (verdict === 'lossy') return LOSSY;
  const inRange = check.kind === 'percentage' ? values.isPercentage(raw) : !values.isNegative(raw);
  return verdict === 'valid' && inRange ? raw : check.mismatch;
}
