import type { ModelProblem } from '@aml-customer/application';
import { COUNTRY_STANDARD, countryTest } from '../answers/countries.js';
import { declaredIn } from './declared.js';
import { loadModel, type Model } from './model.js';
import { listReference } from './references.js';
import { checked, distinct, listOf, optional, Place, record, text, type TypeOf } from './shape.js';
import { countries, day } from './table.js';

const newerList = record({
  id: listReference,
  /** By default the title of the list that it replaces. */
  title: optional(text),
  date: day,
  validUntil: day,
  source: text,
  note: optional(text),
  countries,
});
type NewerList = TypeOf<typeof newerList>;

/** A file of newer country lists: the version of the model that has them, and each list in full. */
const newerListsFile = (base: Model, today: string) =>
  record({
    version: checked(text, (version, place) => {
      if (version === base.version) place.report(`is the version of the model that the lists replace, ${version}`);
    }),
    lists: distinct(
      listOf(
        checked(newerList, (list, place) => checkList(list, base, today, place)),
        1,
      ),
      'id',
    ),
  });

function checkList({ id, date, validUntil, countries: codes }: NewerList, base: Model, today: string, place: Place) {
  const replaced = base.lists.find((list) => list.id === id);
  if (replaced && date < replaced.date)
    place.at('date').report(`is before the date of the list that it replaces, ${replaced.date}`);
  if (date > today) place.at('date').report('is in the future');
  if (validUntil < date) place.at('validUntil').report(`is before the date of the list, ${date}`);
  else if (validUntil < today) place.at('validUntil').report('is past already');
  const isCountry = countryTest(COUNTRY_STANDARD);
  codes.forEach((code, index) => {
    if (!isCountry(code) && !base.data.countryCodes.some(({ is }) => is === code))
      place.at('countries').at(index).report(`is not a country of ISO 3166-1 alpha-2: ${code}`);
  });
}

/**
 * Makes a version of a model with newer country lists from a file of them. Everything else stays.
 * @param today the day, as yyyy-MM-dd; a list must not have expired before
 * @returns the content of the version, or every problem of the file
 */
export function withNewerLists(
  base: Model,
  file: unknown,
  today: string,
): { readonly data: unknown } | { readonly problems: readonly [ModelProblem, ...ModelProblem[]] } {
  const place = new Place(declaredIn(base.data), []);
  const read = newerListsFile(base, today)(file, place);
  const [first, ...others] = place.problems;
  if (first || !read) return { problems: [first ?? { pointer: '', sentence: 'cannot be read' }, ...others] };
  const newer = new Map(read.lists.map((list) => [list.id, list]));
  const data = {
    ...base.data,
    version: read.version,
    lists: base.data.lists.map((list) => {
      const replacement = newer.get(list.id);
      return replacement ? { title: list.title, ...replacement } : list;
    }),
  };
  const loaded = loadModel(data);
  return 'problems' in loaded ? { problems: loaded.problems } : { data };
}
