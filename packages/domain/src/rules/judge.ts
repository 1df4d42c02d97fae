import type { Kind } from './field.js';
import { EXPECTED } from './structure.js';
import * as values from './values.js';

/** A kind that holds no other fields. */
export type Scalar = Exclude<Kind, { kind: 'record' | 'list' }>;

/** What became of a value: what is stored of it, a sentence of what was expected, or the rule of structure that it breaks. */
export type Judgement = { readonly value: unknown } | { readonly expected: string } | { readonly structure: 'wrongType' | 'tooLong' };

const WRONG_TYPE = { structure: 'wrongType' } as const;
const TOO_LONG = { structure: 'tooLong' } as const;

/** Compiles the judgement of one kind of scalar (contract.md, "Reading the values"). */
export function judgeOf(is: Scalar): (raw: unknown) => Judgement {
  switch (is.kind) {
    case 'text': return onString((raw) => (raw.length > is.limit ? TOO_LONG : { value: raw }));
    case 'key': return onString((raw) => key(raw.trim(), is.limit));
    case 'code': return onString((raw) => (raw.length > is.limit ? TOO_LONG : { value: raw }));
    case 'date': return onString((raw) => (values.isDate(raw) ? { value: raw } : { expected: EXPECTED.date }));
    case 'enum': return enumJudge(is);
    case 'boolean': return (raw) => (values.isBoolean(raw) ? { value: raw } : typeof raw === 'string' ? { expected: EXPECTED.boolean } : WRONG_TYPE);
    case 'integer':
    case 'decimal':
    case 'percentage': return numberJudge(is.kind);
    case 'scalar': return (raw) => scalar(raw, is.limit);
  }
}

const onString = (judge: (raw: string) => Judgement) => (raw: unknown): Judgement => (typeof raw === 'string' ? judge(raw) : WRONG_TYPE);

function key(trimmed: string, limit: number): Judgement {
  if (trimmed.length > limit) return TOO_LONG;
  return values.hasControl(trimmed) ? { expected: EXPECTED.key } : { value: trimmed };
}

function enumJudge(is: Kind & { kind: 'enum' }): (raw: unknown) => Judgement {
  const words = new Map([...is.values.map((word) => [word, word] as const), ...Object.entries(is.alternatives)]);
  return onString((raw) => {
    const value = words.get(raw);
    return value === undefined ? { expected: `one of ${is.values.join(', ')}` } : { value };
  });
}

function numberJudge(kind: 'integer' | 'decimal' | 'percentage'): (raw: unknown) => Judgement {
  const verdict = kind === 'decimal' ? values.decimal : values.integer;
  const inRange = kind === 'percentage' ? values.isPercentage : (value: number | string): boolean => !values.isNegative(value);
  return (raw) => {
    if (typeof raw !== 'number' && typeof raw !== 'string') return WRONG_TYPE;
    const read = verdict(raw);
    if (read === 'lossy') return { expected: EXPECTED.lossless };
    return read === 'reads' && inRange(raw) ? { value: raw } : { expected: EXPECTED[kind] };
  };
}

function scalar(raw: unknown, limit: number): Judgement {
  if (typeof raw === 'string') return raw.length > limit ? TOO_LONG : { value: raw };
  return typeof raw === 'number' || typeof raw === 'boolean' ? { value: raw } : WRONG_TYPE;
}
