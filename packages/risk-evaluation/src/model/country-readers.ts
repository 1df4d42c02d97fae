import { ISO_COUNTRIES } from '../answers/countries.js';
import { fieldAt } from '../answers/field.js';
import { entitiesOf } from '../answers/related.js';
import { textOf } from '../answers/read-answer.js';
import {
  membersOf,
  RelatedEntity,
  type Answer,
  type Country,
  type Evaluation,
  type Subject,
} from '../answers/subject.js';
import { RELATED } from '../conditions/condition.js';
import type { References } from '../conditions/kind.js';
import { countryFields } from './fields.js';
import type { ModelData } from './table.js';

/** A country: its ISO code, and whether that is on a list of the model. */
interface KnownCountry {
  readonly iso: string;
  readonly isListed: boolean;
}
type CountryOf = (code: string, isCountry: (code: string) => boolean) => KnownCountry | undefined;

/**
 * Finds the country of a code of the country classifier: as the model maps it, else by the code itself if the standard
 * or a list of the model has it; undefined if it is unrecognised.
 */
export function countriesOf({ lists, countryCodes }: ModelData): CountryOf {
  const listed = new Set(lists.flatMap(({ countries }) => countries));
  const known = (iso: string): KnownCountry => ({ iso, isListed: listed.has(iso) });
  const byCode = new Map([...ISO_COUNTRIES, ...listed].map((code) => [code, known(code)]));
  for (const { code, is } of countryCodes) byCode.set(code, known(is));
  return (code, isCountry) => byCode.get(code) ?? (isCountry(code) ? known(code) : undefined);
}

const NONE: readonly Country[] = [];

/** Compiles fields of countries to readers of the recognised ones. */
export function countryReader(countryOf: CountryOf): References['countriesAt'] {
  return (field) => {
    const { answers } = fieldAt(field);
    return (subject) => countriesAmong(answers(subject), subject.evaluation, countryOf, () => true);
  };
}

/** Collects unrecognised codes, because then a person must decide. */
function countriesAmong(
  answers: readonly Answer[],
  evaluation: Evaluation,
  countryOf: CountryOf,
  isWanted: (country: KnownCountry) => boolean,
): readonly Country[] {
  const countries: Country[] = [];
  for (const answer of answers) {
    const code = textOf(answer);
    const country = countryOf(code, evaluation.isCountry);
    if (!country) evaluation.addUnrecognised(answer, code);
    else if (isWanted(country)) countries.push({ answer, iso: country.iso });
  }
  return countries;
}

/** The fields of countries of a customer, and of a related entity. */
const OWN_FIELDS = countryFields.filter((field) => !field.startsWith(RELATED)).map(fieldAt);
const ENTITY_FIELDS = countryFields
  .filter((field) => field.startsWith(RELATED))
  .map((field) => fieldAt(field.slice(RELATED.length)));

/** Reads the listed countries in a field. Most subjects have none in any field, which is found out once. */
export function listedReader(countryOf: CountryOf): References['listedAt'] {
  const isListed = (country: KnownCountry): boolean => country.isListed;
  const isPlain = plainCountries(countryOf);
  return (field) => {
    const { slot, answers } = fieldAt(field);
    const isOfSubject = !field.startsWith(RELATED);
    return (subject) =>
      subject.values[slot] === undefined || (isOfSubject && isPlain(subject))
        ? NONE
        : countriesAmong(answers(subject), subject.evaluation, countryOf, isListed);
  };
}

/** Whether all countries of a subject are recognised and on no list, so that no condition finds anything in them. */
function plainCountries(countryOf: CountryOf): (subject: Subject) => boolean {
  const nowhere = (): boolean => false;
  const mayMatter = (code: unknown): boolean =>
    typeof code !== 'string' || countryOf(code, nowhere)?.isListed !== false;
  const read = (subject: Subject): boolean => {
    try {
      for (const { slot, some } of subject instanceof RelatedEntity ? ENTITY_FIELDS : OWN_FIELDS)
        if (subject.values[slot] !== undefined && some(subject, mayMatter)) return false;
      return true;
    } catch {
      return false; // A malformed value is reported only if a condition reads it.
    }
  };
  return (subject) => (subject.hasPlainCountries ??= read(subject));
}

/** Reads the listed countries in every field, field by field. */
export function listedAnywhere(listedAt: References['listedAt']): References['listedAnywhere'] {
  const ofCustomer = OWN_FIELDS.map(({ pattern }) => listedAt(pattern));
  const ofEntity = ENTITY_FIELDS.map(({ pattern }) => listedAt(pattern));
  const read = (customer: Subject): readonly Country[] => {
    const countries: Country[] = [];
    for (const listedIn of ofCustomer) addAll(countries, listedIn(customer));
    const entities = entitiesOf(customer);
    for (const entity of entities) membersOf(entity.answers, entity);
    if (entities.length > 0)
      for (const listedIn of ofEntity) for (const entity of entities) addAll(countries, listedIn(entity));
    return countries;
  };
  return (customer) => (customer.listedAnywhere ??= read(customer));
}

function addAll(countries: Country[], others: readonly Country[]): void {
  for (const country of others) countries.push(country);
}
