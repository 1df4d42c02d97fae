import { textOf } from '../answers/as-sent.js';
import { answersAt, routeTo, type Cause, type Route, type Subject } from '../answers/subject.js';
import { classifierOf, countryField, field } from '../model/fields.js';
import { listReference, meaningReference } from '../model/references.js';
import { checked, listOf, oneOf, record, type TypeOf } from '../model/shape.js';
import { named, unlessNone, type References, type Kind } from './kind.js';

const countryShape = record({
  kind: oneOf(['country']),
  fields: listOf(countryField, 1),
  lists: listOf(listReference, 1),
});

/** A country is on one of the lists; every country that is counts as a cause, with the list that has it. */
export const country: Kind<TypeOf<typeof countryShape>> = {
  shape: countryShape,
  compile({ fields, lists }, references) {
    const routes = fields.map(routeTo);
    const known = lists.map((list) => references.list(list));
    return (subject) =>
      unlessNone(
        routes
          .flatMap((route) => countriesAt(subject, route, references))
          .flatMap(({ cause, iso }) => {
            const list = known.find(({ countries }) => countries.has(iso));
            return list ? [{ ...cause, says: `on the list "${list.title}" of ${list.date}` }] : [];
          }),
      );
  },
  words: ({ fields, lists }, references) =>
    `${named(fields)} is on the list ${lists.map((list) => `"${references.list(list).title}"`).join(' or ')}`,
};

/**
 * Countries by their ISO code. What is no such code, and on no list, can be told nothing of: that is noted, and a
 * person decides.
 */
function countriesAt(
  subject: Subject,
  route: Route,
  references: References,
): { readonly cause: Cause; readonly iso: string }[] {
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

/**
 * A country is none of those that it should be; where none of those is answered, that cannot be told and does not hold.
 */
export const countryDiffers: Kind<TypeOf<typeof differsShape>> = {
  shape: differsShape,
  compile({ fields, from }, references) {
    const [routes, homes] = [fields.map(routeTo), from.map(routeTo)];
    return (subject) => {
      const home = homes.flatMap((route) => countriesAt(subject, route, references));
      const away = routes
        .flatMap((route) => countriesAt(subject, route, references))
        .filter(({ iso }) => !home.some((each) => each.iso === iso));
      const says = `another country than ${home.map(({ iso }) => iso).join(' and ')}`;
      return home.length > 0 && away.length > 0
        ? [...away.map(({ cause }) => ({ ...cause, says })), ...home.map(({ cause }) => cause)]
        : undefined;
    };
  },
  words: ({ fields, from }) => `${named(fields)} is another country than ${named(from)}`,
};

const meaningShape = checked(
  record({ kind: oneOf(['meaning']), fields: listOf(field('code'), 1), means: listOf(meaningReference, 1) }),
  ({ fields, means }, place) => {
    fields.forEach((name, index) =>
      means.forEach((each) => {
        const [holds, speaksOf] = [classifierOf(place.scope, name), place.declared.meanings.get(each)];
        if (holds !== speaksOf)
          place
            .at('fields')
            .at(index)
            .wrong(`holds codes of ${holds}, and the meaning ${each} is one of ${String(speaksOf)}`);
      }),
    );
  },
);

/** A code of the installation has one of the meanings. */
export const meaning: Kind<TypeOf<typeof meaningShape>> = {
  shape: meaningShape,
  compile({ fields, means }, references) {
    const routes = fields.map(routeTo);
    const says = saysOf(means, references);
    return (subject) =>
      unlessNone(
        routes
          .flatMap((route) => answersAt(subject, route))
          .flatMap((answer) => {
            const said = says.get(textOf(answer));
            return said === undefined ? [] : [{ ...(answer as Cause), says: said }];
          }),
      );
  },
  words: ({ fields, means }, references) =>
    `${named(fields)} means ${means.map((each) => references.meaning(each).says).join(' or ')}`,
};

/** What each code means, of the given meanings; a code may have several. */
export function saysOf(means: readonly string[], references: References): ReadonlyMap<string, string> {
  const says = new Map<string, string>();
  for (const { says: said, codes } of means.map((each) => references.meaning(each))) {
    for (const code of codes) says.set(code, says.has(code) ? `${says.get(code)} and ${said}` : said);
  }
  return says;
}
