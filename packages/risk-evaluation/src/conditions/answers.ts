import { comparison, dayOf, flagOf, textOf } from '../answers/read-answer.js';
import { wholeMonths, formatDay } from '../answers/days.js';
import { fieldAt, isAnsweredAt, type Field } from '../answers/field.js';
import { Answer, type Subject } from '../answers/subject.js';
import type { FoundCause } from '../answers/cause.js';
import { field, wordsOf } from '../model/fields.js';
import { boolean, checked, integer, listOf, oneOf, optional, record, text, type TypeOf } from '../model/shape.js';
import { causesAmong, fieldNames, type Kind } from './kind.js';

const flagShape = record({ kind: oneOf(['flag']), fields: listOf(field('flag'), 1), is: boolean });

/** Any of the flags has this value; a flag that a person confirmed is true. */
export const flag: Kind<TypeOf<typeof flagShape>> = {
  shape: flagShape,
  compile({ fields, is }) {
    const places = fields.map(fieldAt);
    return (subject) => {
      let causes: FoundCause[] | undefined;
      for (const place of places) causes = sentAs(subject, place, is, causes);
      return is && subject.evaluation.confirmed.size > 0 ? withConfirmed(subject, places, causes) : causes;
    };
  },
  describe: ({ fields, is }) => `${fieldNames(fields)} is ${is}`,
};

/** Adds the flags in a field that have this value and that nobody confirmed. Most flags have the other one. */
function sentAs(subject: Subject, { slot, isMember, answers }: Field, is: boolean, causes: FoundCause[] | undefined) {
  const value = subject.values[slot];
  if (value === undefined || (isMember && value === !is)) return causes;
  const { confirmed } = subject.evaluation;
  return causesAmong(answers(subject), (answer) => flagOf(answer) === is && !confirmed.has(answer.pointer), causes);
}

/** Adds the confirmed flags among these fields, each with the value as sent. */
function withConfirmed(
  subject: Subject,
  fields: readonly Field[],
  causes: FoundCause[] | undefined,
): FoundCause[] | undefined {
  const { pointer: start } = subject;
  const patterns = fields.map(({ pattern }) => pattern);
  const own = [...subject.evaluation.confirmed].filter(
    (pointer) => pointer.startsWith(`${start}/`) && patterns.includes(patternOf(pointer.slice(start.length))),
  );
  if (own.length === 0) return causes;
  const sent = new Map(fields.flatMap(({ answers }) => answers(subject)).map((answer) => [answer.pointer, answer]));
  const says = 'confirmed by a person';
  const answerAt = (pointer: string) =>
    sent.get(pointer) ?? new Answer(undefined, subject, pointer.slice(start.length));
  return [...(causes ?? []), ...own.map((pointer) => answerAt(pointer).cause(says))];
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
    const { answers } = fieldAt(name);
    const isAmong = (answer: Answer): boolean => is.includes(textOf(answer));
    return (subject) => causesAmong(answers(subject), isAmong);
  },
  describe: ({ field: name, is }) => `${fieldNames([name])} is ${is.join(' or ')}`,
};

/** The text of a cause that is a missing answer. */
export const NOT_ANSWERED = 'not answered';

const unansweredShape = record({ kind: oneOf(['unanswered']), fields: listOf(field(), 1) });

/** None of the fields is answered; an empty list or object is not an answer. */
export const unanswered: Kind<TypeOf<typeof unansweredShape>> = {
  shape: unansweredShape,
  compile({ fields }) {
    const places = fields.map(fieldAt);
    return (subject) => {
      for (const place of places) if (isAnsweredAt(place, subject)) return undefined;
      return fields.map((name) => new Answer(undefined, subject, name).cause(NOT_ANSWERED));
    };
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
    const { answers } = fieldAt(name);
    const isWithin = (answer: Answer): boolean =>
      comparison(answer, atLeast) >= 0 && (atMost === undefined || comparison(answer, atMost) <= 0);
    return (subject) => causesAmong(answers(subject), isWithin);
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
    const [start, end] = [fieldAt(from), fieldAt(to)];
    return (subject) => {
      const first = start.answers(subject)[0];
      const second = end.answers(subject)[0];
      if (!first || !second) return undefined;
      const day = dayOf(first);
      const months = wholeMonths(day, dayOf(second));
      if (months >= under) return undefined;
      return [first.cause(), second.cause(`${months} whole months after ${formatDay(day)}`)];
    };
  },
  describe: ({ from, to, under }) => `${fieldNames([to])} is less than ${under} months after ${fieldNames([from])}`,
};
