import { comparison, dayOf, flagOf, textOf } from '../answers/as-sent.js';
import { wholeMonths, written } from '../answers/days.js';
import { answersAt, routeTo, saysAnything, type Cause, type Route, type Subject } from '../answers/subject.js';
import { field, wordsOf } from '../model/fields.js';
import { checked, integer, listOf, oneOf, optional, record, text, truth, type TypeOf } from '../model/shape.js';
import { named, unlessNone, type Kind } from './kind.js';

const flagShape = record({ kind: oneOf(['flag']), fields: listOf(field('flag'), 1), is: truth });

/** Any of the flags was answered with the word asked for; one that a person confirmed is true. */
export const flag: Kind<TypeOf<typeof flagShape>> = {
  shape: flagShape,
  compile({ fields, is }) {
    const routes = fields.map(routeTo);
    return (subject) =>
      unlessNone([
        ...routes.flatMap((route) => sentAs(subject, route, is)),
        ...(is ? confirmedAmong(subject, fields, routes) : []),
      ]);
  },
  words: ({ fields, is }) => `${named(fields)} is ${is}`,
};

const sentAs = (subject: Subject, route: Route, is: boolean): Cause[] =>
  answersAt(subject, route).filter(
    (answer) => flagOf(answer) === is && !subject.confirmed.has(answer.pointer),
  ) as Cause[];

/** The flags of these fields that a person confirmed; what was sent stays visible beside the confirmation. */
function confirmedAmong(subject: Subject, fields: readonly string[], routes: readonly Route[]): Cause[] {
  const own = [...subject.confirmed].filter(
    (pointer) =>
      pointer.startsWith(`${subject.pointer}/`) && fields.includes(patternOf(pointer.slice(subject.pointer.length))),
  );
  if (own.length === 0) return [];
  const sent = new Map(
    routes.flatMap((route) => answersAt(subject, route)).map((answer) => [answer.pointer, answer as Cause]),
  );
  return own.map((pointer) => ({ pointer, ...sent.get(pointer), says: 'confirmed by a person' }));
}

const patternOf = (pointer: string): string => pointer.replace(/\/\d+(?=\/)/g, '/*');

const wordShape = checked(
  record({ kind: oneOf(['word']), field: field('word'), is: listOf(text, 1) }),
  (condition, place) => {
    const words = wordsOf(place.scope, condition.field);
    condition.is.forEach(
      (word, index) =>
        words.includes(word) ||
        place
          .at('is')
          .at(index)
          .wrong(`must be one of ${words.join(', ')}`),
    );
  },
);

/** A field of fixed words was answered with one of these. */
export const word: Kind<TypeOf<typeof wordShape>> = {
  shape: wordShape,
  compile({ field: name, is }) {
    const route = routeTo(name);
    return (subject) =>
      unlessNone(answersAt(subject, route).filter((answer) => is.includes(textOf(answer))) as Cause[]);
  },
  words: ({ field: name, is }) => `${named([name])} is ${is.join(' or ')}`,
};

const unansweredShape = record({ kind: oneOf(['unanswered']), fields: listOf(field(), 1) });

/** None of the fields says anything; an empty list or object does not. */
export const unanswered: Kind<TypeOf<typeof unansweredShape>> = {
  shape: unansweredShape,
  compile({ fields }) {
    const routes = fields.map(routeTo);
    return (subject) =>
      routes.some((route) => answersAt(subject, route).some(({ value }) => saysAnything(value)))
        ? undefined
        : fields.map((name) => ({ pointer: `${subject.pointer}${name}`, says: 'not answered' }));
  },
  words: ({ fields }) => `${named(fields, 'and')} ${fields.length > 1 ? 'are' : 'is'} not answered`,
};

const bound = integer(0, Number.MAX_SAFE_INTEGER);
const amountShape = checked(
  record({ kind: oneOf(['amount']), field: field('number'), atLeast: optional(bound), atMost: optional(bound) }),
  (condition, place) => {
    if (condition.atLeast === undefined && condition.atMost === undefined) place.wrong('must say atLeast or atMost');
  },
);

/** A number that was answered lies within the bounds, both of them included. */
export const amount: Kind<TypeOf<typeof amountShape>> = {
  shape: amountShape,
  compile({ field: name, atLeast = 0, atMost }) {
    const route = routeTo(name);
    return (subject) =>
      unlessNone(
        answersAt(subject, route).filter(
          (answer) => comparison(answer, atLeast) >= 0 && (atMost === undefined || comparison(answer, atMost) <= 0),
        ) as Cause[],
      );
  },
  words: ({ field: name, atLeast, atMost }) =>
    `${named([name])} is ${[atLeast !== undefined && `${atLeast} or more`, atMost !== undefined && `${atMost} or less`].filter(Boolean).join(' and ')}`,
};

const monthsShape = record({
  kind: oneOf(['months-between']),
  from: field('date'),
  to: field('date'),
  under: integer(1, 1200),
});

/**
 * Fewer whole months than `under` lie between two days as they are written; a second day before the first is under any
 * number.
 */
export const monthsBetween: Kind<TypeOf<typeof monthsShape>> = {
  shape: monthsShape,
  compile({ from, to, under }) {
    const routes = [routeTo(from), routeTo(to)] as const;
    return (subject) => {
      const [[first], [second]] = [answersAt(subject, routes[0]), answersAt(subject, routes[1])];
      if (!first || !second) return undefined;
      const months = wholeMonths(dayOf(first), dayOf(second));
      return months < under
        ? [first as Cause, { ...(second as Cause), says: `${months} whole months after ${written(dayOf(first))}` }]
        : undefined;
    };
  },
  words: ({ from, to, under }) => `${named([to])} is less than ${under} months after ${named([from])}`,
};
