import type { ClassifierName } from '@aml-customer/domain';
import type { Cause, Subject } from '../answers/subject.js';
import type { Shape } from '../model/shape.js';

/** Evaluates a condition: returns the values that fulfil it, or undefined if it does not hold. */
export type Holds = (subject: Subject) => readonly Cause[] | undefined;

/** A dated list of countries. */
export interface KnownList {
  readonly title: string;
  readonly date: string;
  readonly countries: ReadonlySet<string>;
}

/** A country of the profile, by its ISO code. */
export interface Country {
  readonly cause: Cause;
  readonly iso: string;
}

/** A meaning that codes can have; with `shareFrom`, related entities with that percentage have it too. */
export interface KnownMeaning {
  readonly classifier: ClassifierName;
  readonly says: string;
  readonly codes: readonly string[];
  readonly shareFrom?: number;
}

/** Looks up what the model declares and conditions refer to by id. */
export interface References {
  readonly list: (id: string) => KnownList;
  /**
   * The ISO code for a code of the country classifier: as the model maps it, else the code itself if the standard or a
   * list of the model has it; undefined if it is unrecognised.
   */
  readonly country: (code: string, isCountry: (code: string) => boolean) => string | undefined;
  /** The countries in every field of a customer, also of related entities. */
  readonly countriesAnywhere: (customer: Subject) => readonly Country[];
  /** A meaning, with the codes of the installation that have it, and the share from which a related entity has it. */
  readonly meaning: (id: string) => KnownMeaning;
  /** Whether the model maps a code or declares it to have no meaning; always true for models of an older format. */
  readonly knows: (classifier: ClassifierName, code: string) => boolean;
}

/** One kind of condition: its form in a model file, its evaluation, and its description for documents. */
export interface Kind<C, Uses = References> {
  readonly shape: Shape<C>;
  readonly compile: (condition: C, uses: Uses) => Holds;
  readonly describe: (condition: C, uses: Uses) => string;
}

/** A condition that no value fulfils does not hold. */
export const causesOrUndefined = (causes: readonly Cause[]): readonly Cause[] | undefined =>
  causes.length > 0 ? causes : undefined;

/** Formats field names for documents: `listPaymentCountry[].country`. */
export const fieldNames = (fields: readonly string[], conjunction = 'or'): string =>
  fields.map((field) => `\`${field.slice(1).replace(/\/\*/g, '[]').replace(/\//g, '.')}\``).join(` ${conjunction} `);
