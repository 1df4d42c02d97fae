import type { Frame, Rule } from './rule.js';

/** A condition between the fields of one record, reported at the field that it stands with. */
export interface Policy {
  readonly name: string;
  readonly rule: Rule;
  /** When the field is mandatory by it, in words: `when customerStatus = CLOSED`. */
  readonly when?: string;
  /** All other fields that `broken` reads: where one of them did not read, nothing is said. */
  readonly reads?: readonly string[];
  /** Whether the record breaks it; fields that did not read are absent. */
  readonly broken: (record: Readonly<Record<string, unknown>>) => boolean;
  /** What fills the blanks of the sentence. */
  readonly blanks?: (record: Readonly<Record<string, unknown>>) => Record<string, string>;
}

/** What every field says of itself, beside its kind. */
export interface Says {
  /** Broken when the member is absent, and when its value does not read: "is mandatory and must exist". */
  readonly must?: Rule;
  /** Broken when the member is absent. Having `must` or `missing` makes a field mandatory. */
  readonly missing?: Rule;
  /** Broken when a value of the right JSON type does not read; F002 where a field has none. */
  readonly invalid?: Rule;
  readonly policies?: readonly Policy[];
  /** Other names accepted on input. */
  readonly aliases?: readonly string[];
  readonly example?: unknown;
}

/**
 * What a field holds. `text` limits are UTF-16 units; a `key` is text that is trimmed and has no control characters.
 */
export type Kind =
  | { readonly kind: 'text' | 'key' | 'scalar'; readonly limit: number }
  | { readonly kind: 'date' | 'boolean' | 'integer' | 'decimal' | 'percentage' }
  | {
      readonly kind: 'enum';
      readonly values: readonly string[];
      readonly alternatives: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'code'; readonly list: string; readonly limit: number }
  | { readonly kind: 'record'; readonly name: string; readonly fields: Fields }
  | { readonly kind: 'list'; readonly items: Field; readonly frame?: Frame };

declare const TYPE: unique symbol;
declare const MANDATORY: unique symbol;

/** A field of the table; the type parameters carry what it reads as, and whether it is mandatory, to {@link Shape}. */
export interface Field<T = unknown, M extends boolean = boolean> {
  readonly [TYPE]?: T;
  readonly [MANDATORY]?: M;
  readonly is: Kind;
  readonly meaning: string;
  readonly says: Says;
}

export type Fields = Readonly<Record<string, Field>>;
type IsMandatory<S> = S extends { must: Rule } | { missing: Rule } ? true : false;
type MandatoryOf<F> = {
  [K in keyof F]: F[K] extends Field<unknown, infer M> ? (true extends M ? K : never) : never;
}[keyof F];
type TypeOf<F> = F extends Field<infer T> ? T : never;

/** The TypeScript type of what a record of fields reads as. */
export type Shape<F> = { readonly [K in MandatoryOf<F>]: TypeOf<F[K]> } & {
  readonly [K in Exclude<keyof F, MandatoryOf<F>>]?: TypeOf<F[K]>;
};

/** A number as it was sent: a JSON number, or a numeric string kept to the digit. */
export type Numeric = number | string;
/** A truth value as it was sent. */
export type Flag = boolean | 'true' | 'false';

type Of<T, S> = Field<T, IsMandatory<S>>;
const field = <T, S extends Says>(is: Kind, meaning: string, says: S | undefined): Of<T, S> => ({
  is,
  meaning,
  says: says ?? {},
});

export const text = <const S extends Says = Says>(meaning: string, says?: S): Of<string, S> =>
  field({ kind: 'text', limit: 4000 }, meaning, says);
export const key = <const S extends Says = Says>(meaning: string, says?: S): Of<string, S> =>
  field({ kind: 'key', limit: 256 }, meaning, says);
export const date = <const S extends Says = Says>(meaning: string, says?: S): Of<string, S> =>
  field({ kind: 'date' }, meaning, says);
export const flag = <const S extends Says = Says>(meaning: string, says?: S): Of<Flag, S> =>
  field({ kind: 'boolean' }, meaning, says);
export const integer = <const S extends Says = Says>(meaning: string, says?: S): Of<Numeric, S> =>
  field({ kind: 'integer' }, meaning, says);
export const decimal = <const S extends Says = Says>(meaning: string, says?: S): Of<Numeric, S> =>
  field({ kind: 'decimal' }, meaning, says);
export const percentage = <const S extends Says = Says>(meaning: string, says?: S): Of<Numeric, S> =>
  field({ kind: 'percentage' }, meaning, says);
export const scalar = <const S extends Says = Says>(meaning: string, says?: S): Of<string | number | boolean, S> =>
  field({ kind: 'scalar', limit: 4000 }, meaning, says);

/** One of a fixed set of words; `alternatives` are read as the word that they stand for. */
export const oneOf = <const V extends string, const S extends Says = Says>(
  values: readonly V[],
  meaning: string,
  says?: S,
  alternatives: Readonly<Record<string, NoInfer<V>>> = {},
): Of<V, S> => field({ kind: 'enum', values, alternatives }, meaning, says);

/**
 * A code of a list that an installation keeps; whether it exists is asked of the reference data, not of the table. A
 * sentence that quotes it needs a limit.
 */
export const code = <const S extends Says = Says>(
  list: string,
  meaning: string,
  says?: S,
  limit = Infinity,
): Of<string, S> => field({ kind: 'code', list, limit }, meaning, says);

/** An object of fields; `name` is what documents and schemas call its type. */
export const record = <F extends Fields, const S extends Says = Says>(
  name: string,
  fields: F,
  meaning: string,
  says?: S,
): Of<Shape<F>, S> => field({ kind: 'record', name, fields }, meaning, says);

/** A list; the frame goes around the rules of its elements. */
export const listOf = <T, const S extends Says = Says>(
  items: Field<T>,
  frame: Frame | undefined,
  meaning: string,
  says?: S,
): Of<readonly T[], S> => field({ kind: 'list', items, ...(frame && { frame }) }, meaning, says);
