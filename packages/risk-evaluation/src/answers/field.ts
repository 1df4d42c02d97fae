import { isAbsent } from '@aml-customer/domain';
import { appended } from './appended.js';
import { NotEvaluable } from './not-evaluable.js';
import { slotOf } from './slots.js';
import { Answer, isAnswered, membersOf, type Answers, type Subject } from './subject.js';

/** A field of the questionnaire, compiled from its pattern: a JSON Pointer in which `*` stands for any list element. */
export interface Field {
  readonly pattern: string;
  /** The slot of the member of the subject that has the field: without a value there, the field has no answer. */
  readonly slot: number;
  /** Whether the field is that member, so that its value can be read from the slot. */
  readonly isMember: boolean;
  /** The answers, in list order, without absent ones (docs/contract/contract.md, "Reading the values"). */
  readonly answers: (subject: Subject) => readonly Answer[];
  /** Whether a value among the answers passes a test; faster than building the answers, and reads all of them too. */
  readonly some: (subject: Subject, test: (value: unknown) => boolean) => boolean;
}

const NONE: readonly Answer[] = [];

/** Compiles the pattern of a field. Members of the subject, and of the elements of its lists, are read directly. */
export function fieldAt(pattern: string): Field {
  const steps = pattern.split('/').slice(1);
  const [first = '', second, third] = steps;
  const slot = slotOf(first);
  if (steps.length === 1) return { pattern, slot, isMember: true, ...memberAt(slot, pattern) };
  const isInList = second === '*' && steps.length < 4 && third !== '*';
  return { pattern, slot, isMember: false, ...(isInList ? inListAt(slot, first, third) : anywhereAt(slot, steps)) };
}

type Access = Pick<Field, 'answers' | 'some'>;

/** Whether a subject has an answer in a field; an empty list or object is not an answer. */
export const isAnsweredAt = ({ some }: Field, subject: Subject): boolean => some(subject, isAnswered);

/** The answers of several fields, in their order. */
export function answersAt(patterns: readonly string[]): Field['answers'] {
  const fields = patterns.map(fieldAt);
  const [first] = fields;
  return first && fields.length === 1 ? first.answers : (subject) => fields.flatMap(({ answers }) => answers(subject));
}

const memberAt = (slot: number, path: string): Access => ({
  answers(subject) {
    const value = subject.values[slot];
    return value === undefined ? NONE : [new Answer(value, subject, path)];
  },
  some(subject, test) {
    const value = subject.values[slot];
    return value !== undefined && test(value);
  },
});

/** A member of the elements of a list, or the elements themselves. */
function inListAt(slot: number, list: string, name: string | undefined): Access {
  const [path, rest] = [`/${list}`, name === undefined ? '' : `/${name}`];
  const elementsOf = (subject: Subject): readonly unknown[] => {
    const elements = subject.values[slot];
    if (elements === undefined) return NONE;
    return Array.isArray(elements) ? elements : notList(subject, path);
  };
  /** Undefined if the element, or its member, is absent. */
  const valueIn = (element: unknown, subject: Subject, index: number): unknown => {
    if (isAbsent(element)) return undefined;
    if (name === undefined) return element;
    if (typeof element !== 'object' || Array.isArray(element))
      membersOf(element, new Answer(element, subject, path, index));
    const value = (element as Answers)[name];
    return isAbsent(value) ? undefined : value;
  };
  return {
    answers(subject) {
      const elements = elementsOf(subject);
      let found: Answer[] | undefined;
      for (let index = 0; index < elements.length; index++) {
        const value = valueIn(elements[index], subject, index);
        if (value !== undefined) found = appended(found, new Answer(value, subject, path, index, rest));
      }
      return found ?? NONE;
    },
    some(subject, test) {
      const elements = elementsOf(subject);
      let found = false;
      for (let index = 0; index < elements.length; index++) {
        const value = valueIn(elements[index], subject, index);
        if (!found && value !== undefined) found = test(value);
      }
      return found;
    },
  };
}

/** For any other field: follows the steps, with the pointer of each value that is present. */
function anywhereAt(slot: number, steps: readonly string[]): Access {
  const answers: Field['answers'] = (subject) => {
    if (steps.length > 0 && subject.values[slot] === undefined) return NONE;
    const found: Answer[] = [];
    follow(subject, '', subject.answers, steps, 0, found);
    return found;
  };
  return { answers, some: (subject, test) => answers(subject).some(({ value }) => test(value)) };
}

function follow(
  subject: Subject,
  path: string,
  value: unknown,
  steps: readonly string[],
  depth: number,
  found: Answer[],
): void {
  const step = steps[depth];
  if (step === undefined) return void found.push(new Answer(value, subject, path));
  if (step !== '*') {
    if (typeof value !== 'object' || Array.isArray(value)) membersOf(value, new Answer(value, subject, path));
    const next = (value as Answers)[step];
    return isAbsent(next) ? undefined : follow(subject, `${path}/${step}`, next, steps, depth + 1, found);
  }
  if (!Array.isArray(value)) return void notList(subject, path);
  value.forEach((element: unknown, index) => {
    if (!isAbsent(element)) follow(subject, `${path}/${index}`, element, steps, depth + 1, found);
  });
}

function notList({ pointer }: Subject, path: string): never {
  throw new NotEvaluable([{ pointer: pointer + path, sentence: 'is not a list' }]);
}
