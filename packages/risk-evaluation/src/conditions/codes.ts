import { appended } from '../answers/appended.js';
import { answersAt } from '../answers/field.js';
import { textOf } from '../answers/read-answer.js';
import type { Country, Subject } from '../answers/subject.js';
import type { FoundCause } from '../answers/cause.js';
import { classifierOf, countryField, field } from '../model/fields.js';
import { listReference, meaningReference } from '../model/references.js';
import { checked, listOf, oneOf, record, type Shape, type TypeOf } from '../model/shape.js';
import { fieldNames, type Kind, type KnownList, type References } from './kind.js';

const countryShape = record({
  kind: oneOf(['country']),
  fields: listOf(countryField, 1),
  lists: listOf(listReference, 1),
});

/** A country is on one of the lists; each listed country is a cause, with the first list that has it. */
export const country: Kind<TypeOf<typeof countryShape>> = {
  shape: countryShape,
  compile({ fields, lists }, references) {
    const places = fields.map(references.listedAt);
    const firstLists = firstListByCountry(lists, references);
    return (subject) => {
      let causes: FoundCause[] | undefined;
      for (const listedIn of places) causes = onLists(listedIn(subject), firstLists, causes);
      return causes;
    };
  },
  describe: ({ fields, lists }, references) => `${fieldNames(fields)} is on the list ${listTitles(lists, references)}`,
};

const anywhereShape: Shape<Anywhere> = (value, place) =>
  place.scope === 'related'
    ? place.report('must not be in a related condition: it looks at the fields of related entities already')
    : record({ kind: oneOf(['country-anywhere']), lists: listOf(listReference, 1) })(value, place);
export interface Anywhere {
  readonly kind: 'country-anywhere';
  readonly lists: readonly string[];
}

/** A country in any field, also of related entities, is on one of the lists. New fields count without a new model. */
export const countryAnywhere: Kind<Anywhere> = {
  shape: anywhereShape,
  compile({ lists }, references) {
    const firstLists = firstListByCountry(lists, references);
    return (subject) => onLists(references.listedAnywhere(subject), firstLists);
  },
  describe: ({ lists }, references) =>
    `a country in any field, also of related entities, is on the list ${listTitles(lists, references)}`,
};

const listTitles = (lists: readonly string[], references: References): string =>
  lists.map((list) => `"${references.list(list).title}"`).join(' or ');

/** The text of a cause that is on a list. */
export const onListText = ({ title, date }: Pick<KnownList, 'title' | 'date'>): string =>
  `on the list "${title}" of ${date}`;

/** Maps each country on any of the lists to the id of the first list that has it, and the text of a cause on it. */
function firstListByCountry(lists: readonly string[], references: References): FirstLists {
  const firstLists = new Map<string, { readonly id: string; readonly text: string }>();
  for (const id of lists) {
    const list = references.list(id);
    const first = { id, text: onListText(list) };
    for (const iso of list.countries) if (!firstLists.has(iso)) firstLists.set(iso, first);
  }
  return firstLists;
}
type FirstLists = ReadonlyMap<string, { readonly id: string; readonly text: string }>;

function onLists(countries: readonly Country[], lists: FirstLists, causes?: FoundCause[]): FoundCause[] | undefined {
  for (const { answer, iso } of countries) {
    const list = lists.get(iso);
    if (list) causes = appended(causes, answer.cause(list.text, list.id));
  }
  return causes;
}

const differsShape = record({
  kind: oneOf(['country-differs']),
  fields: listOf(countryField, 1),
  from: listOf(countryField, 1),
});

/** A country is different from all of the countries in `from`; does not hold if those are not answered. */
export const countryDiffers: Kind<TypeOf<typeof differsShape>> = {
  shape: differsShape,
  compile({ fields, from }, references) {
    const [places, homes] = [fields.map(references.countriesAt), from.map(references.countriesAt)];
    return (subject) => {
      const home = countriesIn(homes, subject);
      const away = countriesIn(places, subject).filter(({ iso }) => !home.some((country) => country.iso === iso));
      if (home.length === 0 || away.length === 0) return undefined;
      const says = `another country than ${home.map(({ iso }) => iso).join(' and ')}`;
      return [...away.map(({ answer }) => answer.cause(says)), ...home.map(({ answer }) => answer.cause())];
    };
  },
  describe: ({ fields, from }) => `${fieldNames(fields)} is another country than ${fieldNames(from)}`,
};

function countriesIn(places: readonly ReturnType<References['countriesAt']>[], subject: Subject): readonly Country[] {
  const countries: Country[] = [];
  for (const countriesOf of places) for (const country of countriesOf(subject)) countries.push(country);
  return countries;
}

const meaningShape = checked(
  record({ kind: oneOf(['meaning']), fields: listOf(field('code'), 1), means: listOf(meaningReference, 1) }),
  ({ fields, means }, place) => {
    fields.forEach((name, index) =>
      means.forEach((id) => {
        const [holds, classifier] = [classifierOf(place.scope, name), place.declared.meanings.get(id)];
        if (holds !== classifier)
          place
            .at('fields')
            .at(index)
            .report(`holds ${holds} codes, but the meaning ${id} is for ${String(classifier)} codes`);
      }),
    );
  },
);

/** A code has one of the meanings, by the mapping of the model. Collects codes without a known meaning. */
export const meaning: Kind<TypeOf<typeof meaningShape>> = {
  shape: meaningShape,
  compile({ fields, means }, references) {
    const answers = answersAt(fields);
    const texts = wordingByCode(means, references);
    const { classifier } = references.meaning(means[0] as string);
    const known = references.knownCodes(classifier);
    return (subject) => {
      let causes: FoundCause[] | undefined;
      for (const answer of answers(subject)) {
        const value = textOf(answer);
        const says = texts.get(value);
        if (known?.has(value) === false) subject.evaluation.addUnknownCode(answer, { classifier, value });
        if (says !== undefined) causes = appended(causes, answer.cause(says));
      }
      return causes;
    };
  },
  describe: ({ fields, means }, references) =>
    `${fieldNames(fields)} means ${means.map((id) => references.meaning(id).says).join(' or ')}`,
};

/** Maps each code to the text of its meanings, among these; a code may have several. */
export function wordingByCode(means: readonly string[], references: References): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { says: text, codes } of means.map((id) => references.meaning(id))) {
    for (const code of codes) texts.set(code, texts.has(code) ? `${texts.get(code)} and ${text}` : text);
  }
  return texts;
}
