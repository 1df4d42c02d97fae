import { textOf } from '../answers/read-answer.js';
import { answersAt, routeTo, type Cause, type Route, type Subject } from '../answers/subject.js';
import { classifierOf, countryField, countryFields, field } from '../model/fields.js';
import { listReference, meaningReference } from '../model/references.js';
import { checked, listOf, oneOf, record, type Shape, type TypeOf } from '../model/shape.js';
import { fieldNames, causesOrUndefined, type Country, type Kind, type KnownList, type References } from './kind.js';

const countryShape = record({
  kind: oneOf(['country']),
  fields: listOf(countryField, 1),
  lists: listOf(listReference, 1),
});

/** A country is on one of the lists; each listed country is a cause, with the first list that has it. */
export const country: Kind<TypeOf<typeof countryShape>> = {
  shape: countryShape,
  compile({ fields, lists }, references) {
    const routes = fields.map(routeTo);
    const candidates = lists.map((list) => references.list(list));
    return (subject) =>
      causesOrUndefined(
        onLists(
          routes.flatMap((route) => countriesAt(subject, route, references)),
          candidates,
        ),
      );
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
    const candidates = lists.map((list) => references.list(list));
    return (subject) => causesOrUndefined(onLists(references.countriesAnywhere(subject), candidates));
  },
  describe: ({ lists }, references) =>
    `a country in any field, also of related entities, is on the list ${listTitles(lists, references)}`,
};

const listTitles = (lists: readonly string[], references: References): string =>
  lists.map((list) => `"${references.list(list).title}"`).join(' or ');

const onLists = (countries: readonly Country[], candidates: readonly KnownList[]): Cause[] =>
  countries.flatMap(({ cause, iso }) => {
    const list = candidates.find(({ countries: listed }) => listed.has(iso));
    return list ? [{ ...cause, says: `on the list "${list.title}" of ${list.date}` }] : [];
  });

const ANYWHERE = countryFields.map(routeTo);

/** Returns the countries in every field of a subject. Caches them, because several floors of a model need them. */
export function countriesAnywhere(references: Pick<References, 'country'>): References['countriesAnywhere'] {
  const known = new WeakMap<Subject, readonly Country[]>();
  return (subject) => {
    const countries = known.get(subject) ?? ANYWHERE.flatMap((route) => countriesAt(subject, route, references));
    known.set(subject, countries);
    return countries;
  };
}

/** Returns countries by their ISO code. Collects unrecognised codes, because then a person must decide. */
function countriesAt(subject: Subject, route: Route, references: Pick<References, 'country'>): Country[] {
  return answersAt(subject, route).flatMap((answer) => {
    const code = textOf(answer);
    const iso = references.country(code, subject.isCountry);
    if (iso === undefined) subject.unrecognised.set(answer.pointer, code);
    return iso === undefined ? [] : [{ cause: answer as Cause, iso }];
  });
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
    const [routes, homes] = [fields.map(routeTo), from.map(routeTo)];
    return (subject) => {
      const home = homes.flatMap((route) => countriesAt(subject, route, references));
      const away = routes
        .flatMap((route) => countriesAt(subject, route, references))
        .filter(({ iso }) => !home.some((country) => country.iso === iso));
      const says = `another country than ${home.map(({ iso }) => iso).join(' and ')}`;
      return home.length > 0 && away.length > 0
        ? [...away.map(({ cause }) => ({ ...cause, says })), ...home.map(({ cause }) => cause)]
        : undefined;
    };
  },
  describe: ({ fields, from }) => `${fieldNames(fields)} is another country than ${fieldNames(from)}`,
};

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
    const routes = fields.map(routeTo);
    const texts = wordingByCode(means, references);
    const { classifier } = references.meaning(means[0] as string);
    return (subject) =>
      causesOrUndefined(
        routes
          .flatMap((route) => answersAt(subject, route))
          .flatMap((answer) => {
            const value = textOf(answer);
            const says = texts.get(value);
            if (!references.knows(classifier, value)) subject.unknownCodes.set(answer.pointer, { classifier, value });
            return says === undefined ? [] : [{ ...(answer as Cause), says }];
          }),
      );
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
