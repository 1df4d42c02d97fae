import type { ClassifierName } from '@aml-customer/domain';
import { COUNTRY_STANDARD, countryTest } from '../answers/countries.js';
import { kindOf, type Context } from '../conditions/condition.js';
import { countriesOf, countryReader, listedAnywhere, listedReader } from './country-readers.js';
import type { ModelData } from './table.js';

/** Indexes what the conditions of a model refer to. */
export function contextOf(data: ModelData): Context {
  const { lists, meanings, mapping } = data;
  const listsById = new Map(
    lists.map(({ id, title, date, countries }) => [id, { title, date, countries: new Set(countries) }]),
  );
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
  const countryOf = countriesOf(data);
  const listedAt = listedReader(countryOf);
  const context: Context = {
    list: (id) => declared(listsById.get(id)),
    countriesAt: countryReader(countryOf),
    listedAt,
    listedAnywhere: listedAnywhere(listedAt),
    meaning: (id) => declared(meaningsById.get(id)),
    knownCodes: knownCodes(data),
    compile: (condition) => kindOf(condition).compile(condition, context),
    describe: (condition) => kindOf(condition).describe(condition, context),
  };
  return context;
}

/**
 * Whether assessments by a model can use a code: one that the model maps or declares, a recognised country, or a code
 * of a classifier that the model does not consult.
 */
export function codesKnownTo(data: ModelData): (classifier: ClassifierName, code: string) => boolean {
  const [countryOf, codesOf, isCountry] = [countriesOf(data), knownCodes(data), countryTest(COUNTRY_STANDARD)];
  const consulted = new Set(data.meanings.map(({ classifier }) => classifier));
  return (classifier, code) =>
    classifier === 'country'
      ? countryOf(code, isCountry) !== undefined
      : !consulted.has(classifier) || codesOf(classifier)?.has(code) !== false;
}

/** The codes that the model maps or declares to have no meaning. Models of an older format do not distinguish. */
function knownCodes({ format, mapping, withoutMeaning = [] }: ModelData): Context['knownCodes'] {
  if (format !== 2) return () => undefined;
  const codes = new Map<ClassifierName, Set<string>>();
  const codesOf = (classifier: ClassifierName) => {
    const known = codes.get(classifier) ?? new Set();
    codes.set(classifier, known);
    return known;
  };
  mapping.forEach(({ classifier, code }) => codesOf(classifier).add(code));
  withoutMeaning.forEach(({ classifier, codes: declaredCodes }) =>
    declaredCodes.forEach((code) => codesOf(classifier).add(code)),
  );
  return codesOf;
}

function declared<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Loading the model should have rejected this reference');
  return value;
}
