import type { ClassifierName } from '@aml-customer/domain';
import { COUNTRY_STANDARD, countryTest } from '../answers/countries.js';
import { countriesAnywhere } from '../conditions/codes.js';
import { kindOf, type Context } from '../conditions/condition.js';
import type { ModelData } from './table.js';

/** Indexes what the conditions of a model refer to. */
export function contextOf(data: ModelData): Context {
  const { lists, meanings, mapping, countryCodes } = data;
  const listsById = new Map(
    lists.map(({ id, title, date, countries }) => [id, { title, date, countries: new Set(countries) }]),
  );
  const listedCodes = new Set(lists.flatMap(({ countries }) => countries));
  const isoCodes = new Map(countryCodes.map(({ code, is }) => [code, is]));
  const meaningsById = new Map(
    meanings.map(({ id, classifier, says, shareFrom }) => [
      id,
      {
        classifier,
        says,
        codes: mapping.filter(({ means }) => means.includes(id)).map(({ code }) => code),
        ...(shareFrom !== undefined && { shareFrom }),
      },
    ]),
  );
  const country: Context['country'] = (code, isCountry) =>
    isoCodes.get(code) ?? (isCountry(code) || listedCodes.has(code) ? code : undefined);
  const context: Context = {
    list: (id) => declared(listsById.get(id)),
    country,
    countriesAnywhere: countriesAnywhere({ country }),
    meaning: (id) => declared(meaningsById.get(id)),
    knows: knownCodes(data),
    compile: (condition) => kindOf(condition).compile(condition, context),
    describe: (condition) => kindOf(condition).describe(condition, context),
  };
  return context;
}

/**
 * Whether assessments by a model can use a code: one that the model maps or declares, a recognised country, or a code
 * of a classifier that the model does not consult.
 */
export function codesKnownTo(data: ModelData): Context['knows'] {
  const { country, knows } = contextOf(data);
  const isCountry = countryTest(COUNTRY_STANDARD);
  const consulted = new Set(data.meanings.map(({ classifier }) => classifier));
  return (classifier, code) =>
    classifier === 'country'
      ? country(code, isCountry) !== undefined
      : !consulted.has(classifier) || knows(classifier, code);
}

/** Whether the model maps a code or declares it to have no meaning. Models of an older format do not distinguish. */
function knownCodes({ format, mapping, withoutMeaning = [] }: ModelData): Context['knows'] {
  if (format !== 2) return () => true;
  const codes = new Map<ClassifierName, Set<string>>();
  const add = (classifier: ClassifierName, code: string) =>
    codes.set(classifier, (codes.get(classifier) ?? new Set()).add(code));
  mapping.forEach(({ classifier, code }) => add(classifier, code));
  withoutMeaning.forEach(({ classifier, codes: declaredCodes }) =>
    declaredCodes.forEach((code) => add(classifier, code)),
  );
  return (classifier, code) => codes.get(classifier)?.has(code) === true;
}

function declared<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Loading the model should have rejected this reference');
  return value;
}
