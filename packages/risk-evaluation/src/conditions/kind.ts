import type { ClassifierName } from '@aml-customer/domain';
import { appended } from '../answers/appended.js';
import type { Answer, Country, Subject } from '../answers/subject.js';
import type { FoundCause } from '../answers/cause.js';
import type { Shape } from '../model/shape.js';

/** Evaluates a condition: returns the values that fulfil it, or undefined if it does not hold. */
export type Holds = (subject: Subject) => readonly FoundCause[] | undefined;

/** A dated list of countries. */
export interface KnownList {
  readonly title: string;
  readonly date: string;
  readonly countries: ReadonlySet<string>;
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
  /** Compiles a field that holds countries: the recognised ones of a subject. Collects unrecognised codes. */
  readonly countriesAt: (field: string) => (subject: Subject) => readonly Country[];
  /** The same for the countries that are on any list, which are few. */
  readonly listedAt: (field: string) => (subject: Subject) => readonly Country[];
  /** The countries on any list in every field of a customer, also of related entities. */
  readonly listedAnywhere: (customer: Subject) => readonly Country[];
  /** A meaning, with the codes of the installation that have it, and the share from which a related entity has it. */
  readonly meaning: (id: string) => KnownMeaning;
  /** The codes that the model maps or declares to have no meaning; undefined for models of an older format. */
  readonly knownCodes: (classifier: ClassifierName) => ReadonlySet<string> | undefined;
}

/** One kind of condition: its form in a model file, its evaluation, and its description for documents. */
export interface Kind<C, Uses = References> {
  readonly shape: Shape<C>;
  readonly compile: (condition: C, uses: Uses) => Holds;
  readonly describe: (condition: C, uses: Uses) => string;
}

/** Adds the answers that are causes to a list of them; undefined if there are none. */
export function causesAmong(
  answers: readonly Answer[],
  isCause: (answer: Answer) => boolean,
  causes?: FoundCause[],
): FoundCause[] | undefined {
  for (const answer of answers) if (isCause(answer)) causes = appended(causes, answer.cause());
  return causes;
}

/** Formats field names for documents: `listPaymentCountry[].country`. */
export const fieldNames = (fields: readonly string[], conjunction = 'or'): string =>
  fields.map((field) => `\`${field.slice(1).replace(/\/\*/g, '[]').replace(/\//g, '.')}\``).join(` ${conjunction} `);
