import type { Cause, Subject } from '../answers/subject.js';
import type { Shape } from '../model/shape.js';

/** The values by which a condition holds for somebody; undefined when it does not hold. */
export type Holds = (subject: Subject) => readonly Cause[] | undefined;

/** A dated list of countries, ready to be asked. */
export interface KnownList {
  readonly title: string;
  readonly date: string;
  readonly countries: ReadonlySet<string>;
}

/** What the model declares and conditions refer to by id. */
export interface References {
  readonly list: (id: string) => KnownList;
  /**
   * What a code of the country classifier stands for: what the model says, or itself, where it is that of a country or
   * on a list of the model; undefined where that cannot be told.
   */
  readonly country: (code: string, isCountry: (code: string) => boolean) => string | undefined;
  /** The codes of the installation that have a meaning, and the meaning in words. */
  readonly meaning: (id: string) => { readonly says: string; readonly codes: readonly string[] };
}

/** One kind of condition: how it stands in a model file, how it is decided, and what is said of it. */
export interface Kind<C, Uses = References> {
  readonly shape: Shape<C>;
  readonly compile: (condition: C, uses: Uses) => Holds;
  readonly words: (condition: C, uses: Uses) => string;
}

/** Nothing caused it, so it does not hold. */
export const unlessNone = (causes: readonly Cause[]): readonly Cause[] | undefined =>
  causes.length > 0 ? causes : undefined;

/** Fields as documents name them: `listPaymentCountry[].country`. */
export const named = (fields: readonly string[], between = 'or'): string =>
  fields.map((field) => `\`${field.slice(1).replace(/\/\*/g, '[]').replace(/\//g, '.')}\``).join(` ${between} `);
