import type { Kind } from './field.js';
import { EXPECTED } from './structure.js';
import * as values from './values.js';

/** A kind that holds no other fields. */
export type Scalar = Exclude<Kind, { kind: 'record' | 'list' }>;

/** Why a value does not read: a sentence of what was expected, or the rule of structure that it breaks. */
export type Complaint = { readonly expected: string } | { readonly structure: 'wrongType' | 'tooLong' };

/**
 * What became of a value: what is stored of it, or a complaint. No scalar is an object, so that a good one needs
 * nothing around it.
 */
export type Judgement = string | number | boolean | Complaint;

/** Tells a complaint from a value. */
export const isComplaint = (judgement: Judgement): judgement is Complaint => typeof judgement === 'object';

const WRONG_TYPE: Complaint = { structure: 'wrongType' };
const TOO_LONG: Complaint = { structure: 'tooLong' };
const LOSSY: Complaint = { expected: EXPECTED.lossless };

/**
 * What one kind of scalar is judged by. All are of one shape, and {@link judge} is one function: a body has hundreds of
 * values, and closures would cost more than judging.
 */
export interface Standard {
  readonly kind: Scalar['kind'];
  readonly limit: number;
  readonly words: ReadonlyMap<string, string>;
  readonly otherwise: Complaint;
}

/** The standard of a kind of scalar. */
export function standardOf(is: Scalar): Standard {
  const words =
    is.kind === 'enum' ? [...is.values.map((word) => [word, word] as const), ...Object.entries(is.alternatives)] : [];
  const expected = is.kind === 'enum' ? `one of ${is.values.join(', ')}` : EXPECTED[is.kind];
  return { kind: is.kind, limit: 'limit' in is ? is.limit : Infinity, words: new Map(words), otherwise: { expected } };
}

/** Judges a value (docs/contract/contract.md, "Reading the values"). */
export function judge(standard: Standard, raw: unknown): Judgement {
  if (typeof raw === 'string') return text(standard, raw);
  switch (standard.kind) {
    case 'boolean':
      return typeof raw === 'boolean' ? raw : WRONG_TYPE;
    case 'integer':
    case 'decimal':
    case 'percentage':
      return typeof raw === 'number' ? number(standard, raw) : WRONG_TYPE;
    case 'scalar':
      return typeof raw === 'number' || typeof raw === 'boolean' ? raw : WRONG_TYPE;
    default:
      return WRONG_TYPE;
  }
}

function text(standard: Standard, raw: string): Judgement {
  switch (standard.kind) {
    case 'text':
    case 'code':
    case 'scalar':
      return raw.length > standard.limit ? TOO_LONG : raw;
    case 'date':
      return values.isDate(raw) ? raw : standard.otherwise;
    case 'enum':
      return standard.words.get(raw) ?? standard.otherwise;
    case 'key':
      return key(standard, raw.trim());
    case 'boolean':
      return values.isBoolean(raw) ? raw : standard.otherwise;
    default:
      return number(standard, raw);
  }
}

function key(standard: Standard, trimmed: string): Judgement {
  if (trimmed.length > standard.limit) return TOO_LONG;
  return values.hasControl(trimmed) ? standard.otherwise : trimmed;
}

function number(standard: Standard, raw: number | string): Judgement {
  const verdict = standard.kind === 'decimal' ? values.decimal(raw) : values.integer(raw);
  if (verdict === 'lossy') return LOSSY;
  const inRange = standard.kind === 'percentage' ? values.isPercentage(raw) : !values.isNegative(raw);
  return verdict === 'reads' && inRange ? raw : standard.otherwise;
}
