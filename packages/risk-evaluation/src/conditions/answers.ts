import { comparison, dayOf, flagOf, textOf } from '../answers/read-answer.js';
import { wholeMonths, formatDay } from '../answers/days.js';
import { answersAt, routeTo, isAnswered, type Cause, type Route, type Subject } from '../answers/subject.js';
import { field, wordsOf } from '../model/fields.js';
import { boolean, checked, integer, listOf, oneOf, optional, record, text, type TypeOf } from '../model/shape.js';
import { fieldNames, causesOrUndefined, type Kind } from './kind.js';

const flagShape = record({ kind: oneOf(['flag']), fields: listOf(field('flag'), 1), is: boolean });

/** Any of the flags has this value; a flag that a person confirmed is true. */
export const flag: Kind<TypeOf<typeof flagShape>> = {
  shape: flagShape,
  compile({ fields, is }) {
    const routes = fields.map(routeTo);
    return (subject) =>
      causesOrUndefined([
        ...routes.flatMap((route) => sentAs(subject, route, is)),
        ...(is ? confirmedAmong(subject, fields, routes) : []),
      ]);
  },
  describe: ({ fields, is }) => `${fieldNames(fields)} is ${is}`,
};

const sentAs = (subject: Subject, route: Route, is: boolean): Cause[] =>
  answersAt(subject, route).filter(
    (answer) => flagOf(answer) === is && !subject.confirmed.has(answer.pointer),
  ) as Cause[];

/** The confirmed flags among these fields, each with the value as sent. */
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
          .report(`must be one of ${words.join(', ')}`),
    );
  },
);

/** An enumerated field has one of these values. */
export const word: Kind<TypeOf<typeof wordShape>> = {
  shape: wordShape,
  compile({ field: name, is }) {
    const route = routeTo(name);
    return (subject) =>
      causesOrUndefined(answersAt(subject, route).filter((answer) => is.includes(textOf(answer))) as Cause[]);
  },
  describe: ({ field: name, is }) => `${fieldNames([name])} is ${is.join(' or ')}`,
};

const unansweredShape = record({ kind: oneOf(['unanswered']), fields: listOf(field(), 1) });

/** None of the fields is answered; an empty list or object is not an answer. */
export const unanswered: Kind<TypeOf<typeof unansweredShape>> = {
  shape: unansweredShape,
  compile({ fields }) {
    const routes = fields.map(routeTo);
    return (subject) =>
      routes.some((route) => answersAt(subject, route).some(({ value }) => isAnswered(value)))
        ? undefined
        : fields.map((name) => ({ pointer: `${subject.pointer}${name}`, says: 'not answered' }));
  },
  describe: ({ fields }) => `${fieldNames(fields, 'and')} ${fields.length > 1 ? 'are' : 'is'} not answered`,
};

const bound = integer(0, Number.MAX_SAFE_INTEGER);
const amountShape = checked(
  record({ kind: oneOf(['amount']), field: field('number'), atLeast: optional(bound), atMost: optional(bound) }),
  (condition, place) => {
    if (condition.atLeast === undefined && condition.atMost === undefined) place.report('must have atLeast or atMost');
  },
);

/** A number is within the bounds, which are inclusive. */
export const amount: Kind<TypeOf<typeof amountShape>> = {
  shape: amountShape,
  compile({ field: name, atLeast = 0, atMost }) {
    const route = routeTo(name);
    return (subject) =>
      causesOrUndefined(
        answersAt(subject, route).filter(
          (answer) => comparison(answer, atLeast) >= 0 && (atMost === undefined || comparison(answer, atMost) <= 0),
        ) as Cause[],
      );
  },
  describe: ({ field: name, atLeast, atMost }) =>
    `${fieldNames([name])} is ${[atLeast !== undefined && `${atLeast} or more`, atMost !== undefined && `${atMost} or less`].filter(Boolean).join(' and ')}`,
};

const monthsShape = record({
  kind: oneOf(['months-between']),
  from: field('date'),
  to: field('date'),
  under: integer(1, 1200),
});

/** Fewer than `under` whole months lie between two days; also holds if the second day is the earlier one. */
export const monthsBetween: Kind<TypeOf<typeof monthsShape>> = {
  shape: monthsShape,
  compile({ from, to, under }) {
    const routes = [routeTo(from), routeTo(to)] as const;
    return (subject) => {
      const [[first], [second]] = [answersAt(subject, routes[0]), answersAt(subject, routes[1])];
      if (!first || !second) return undefined;
      const months = wholeMonths(dayOf(first), dayOf(second));
      return months < under
        ? [first as Cause, { ...(second as Cause), says: `${months} whole months after ${formatDay(dayOf(first))}` }]
        : undefined;
    };
  },
  describe: ({ from, to, under }) => `${fieldNames([to])} is less than ${under} months after ${fieldNames([from])}`,
};
