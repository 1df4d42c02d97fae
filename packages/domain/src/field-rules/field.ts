import type { Frame, Policy, Rule } from './rule.js';

/** The optional parts of a field. */
export interface FieldOptions {
  /** The rule for a missing member. A field with `missing` or `missingOrInvalid` is mandatory. */
  readonly missing?: Rule;
  /** The rule for a value of the right JSON type that is not valid; without one, the structural rule F002 applies. */
  readonly invalid?: Rule;
  /** One rule for both. */
  readonly missingOrInvalid?: Rule;
  /** Other names that are accepted on input. */
  readonly aliases?: readonly string[];
  /** A valid value. Records and lists derive theirs from their fields. */
  readonly example?: unknown;
}

/**
 * The type of a field, as data. Limits are in UTF-16 code units. A `key` is text that is trimmed and has no control
 * characters; a `scalar` is a string, a number or a boolean; a `code` is an entry of a code list of the installation.
 */
export type FieldType =
  | { readonly kind: 'text' | 'key' | 'scalar'; readonly limit: number }
  | { readonly kind: 'date' | 'boolean' | 'integer' | 'decimal' | 'percentage' }
  | {
      readonly kind: 'enum';
      readonly values: readonly string[];
      /** Alternative words, each with the value it stands for. */
      readonly synonyms: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'code'; readonly codeList: string; readonly limit: number }
  | { readonly kind: 'record'; readonly name: string; readonly fields: Fields }
  | { readonly kind: 'list'; readonly items: Field; readonly frame?: Frame };

declare const VALUE: unique symbol;
declare const MANDATORY: unique symbol;

/** A field of a table. Its type parameters are the TypeScript type of its value, and whether it is mandatory. */
export interface Field<T = unknown, M extends boolean = boolean> {
  readonly [VALUE]?: T;
  readonly [MANDATORY]?: M;
  readonly type: FieldType;
  /** The meaning, for documents and schemas: a phrase without a full stop. */
  readonly meaning: string;
  readonly options: FieldOptions;
  /** Conditions between this field and others of its record; `withPolicies` adds them. */
  readonly policies: readonly Policy[];
}

/** The fields of a record by name, in the order of errors. */
export type Fields = Readonly<Record<string, Field>>;

type IsMandatory<O> = O extends { missing: Rule } | { missingOrInvalid: Rule } ? true : false;
type MandatoryNames<F> = {
  [K in keyof F]: F[K] extends Field<unknown, infer M> ? (true extends M ? K : never) : never;
}[keyof F];

/** The TypeScript type of a field's value. */
export type ValueOf<F> = F extends Field<infer T> ? T : never;

/** The TypeScript type of a record with the given fields. */
export type RecordOf<F> = { readonly [K in MandatoryNames<F>]: ValueOf<F[K]> } & {
  readonly [K in Exclude<keyof F, MandatoryNames<F>>]?: ValueOf<F[K]>;
};

/** A number as it was sent: a JSON number, or a numeric string that keeps every digit. */
export type Numeric = number | string;
/** A boolean as it was sent. */
export type BooleanValue = boolean | 'true' | 'false';

type FieldOf<T, O> = Field<T, IsMandatory<O>>;
const field = <T, O extends FieldOptions>(type: FieldType, meaning: string, options: O | undefined): FieldOf<T, O> => ({
  type,
  meaning,
  options: options ?? {},
  policies: [],
});

/** Text of at most 4,000 UTF-16 code units. */
export const text = <const O extends FieldOptions = FieldOptions>(meaning: string, options?: O): FieldOf<string, O> =>
  field({ kind: 'text', limit: 4000 }, meaning, options);

/** An identifier: text that is trimmed, has no control characters and at most 256 UTF-16 code units. */
export const key = <const O extends FieldOptions = FieldOptions>(meaning: string, options?: O): FieldOf<string, O> =>
  field({ kind: 'key', limit: 256 }, meaning, options);

/** A day that exists, as `yyyy-MM-dd` or as an ISO 8601 date-time with offset. */
export const date = <const O extends FieldOptions = FieldOptions>(meaning: string, options?: O): FieldOf<string, O> =>
  field({ kind: 'date' }, meaning, options);

/** `true` or `false`, also as a string. */
export const boolean = <const O extends FieldOptions = FieldOptions>(
  meaning: string,
  options?: O,
): FieldOf<BooleanValue, O> => field({ kind: 'boolean' }, meaning, options);

/** An integer of 0 or more, also as a string. */
export const integer = <const O extends FieldOptions = FieldOptions>(
  meaning: string,
  options?: O,
): FieldOf<Numeric, O> => field({ kind: 'integer' }, meaning, options);

/** A number of 0 or more, also as a string. */
export const decimal = <const O extends FieldOptions = FieldOptions>(
  meaning: string,
  options?: O,
): FieldOf<Numeric, O> => field({ kind: 'decimal' }, meaning, options);

/** An integer from 0 to 100, also as a string. */
export const percentage = <const O extends FieldOptions = FieldOptions>(
  meaning: string,
  options?: O,
): FieldOf<Numeric, O> => field({ kind: 'percentage' }, meaning, options);

/** A string of at most 4,000 UTF-16 code units, a number or a boolean. */
export const scalar = <const O extends FieldOptions = FieldOptions>(
  meaning: string,
  options?: O,
): FieldOf<string | number | boolean, O> => field({ kind: 'scalar', limit: 4000 }, meaning, options);

/** One of a fixed set of words. A synonym is read as the word it stands for. */
export const enumeration = <const V extends string, const O extends FieldOptions = FieldOptions>(
  values: readonly V[],
  meaning: string,
  options?: O,
  synonyms: Readonly<Record<string, NoInfer<V>>> = {},
): FieldOf<V, O> => field({ kind: 'enum', values, synonyms }, meaning, options);

/**
 * A code of a code list. Reading collects codes; the caller looks them up. If the sentence of the rule quotes the code,
 * set a limit.
 */
export const code = <const O extends FieldOptions = FieldOptions>(
  codeList: string,
  meaning: string,
  options?: O,
  limit = Infinity,
): FieldOf<string, O> => field({ kind: 'code', codeList, limit }, meaning, options);

/** An object with the given fields. Documents and schemas use `name` for its type. */
export const record = <F extends Fields, const O extends FieldOptions = FieldOptions>(
  name: string,
  fields: F,
  meaning: string,
  options?: O,
): FieldOf<RecordOf<F>, O> => field({ kind: 'record', name, fields }, meaning, options);

/** A list. The frame wraps the rules of its elements. */
export const list = <T, const O extends FieldOptions = FieldOptions>(
  items: Field<T>,
  frame: Frame | undefined,
  meaning: string,
  options?: O,
): FieldOf<readonly T[], O> => field({ kind: 'list', items, ...(frame && { frame }) }, meaning, options);
