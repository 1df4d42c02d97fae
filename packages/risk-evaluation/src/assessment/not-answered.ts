import { ENTITY_TYPES, type EntityType } from '@aml-customer/domain';
import { fieldAt, isAnsweredAt, type Field } from '../answers/field.js';
import { entitiesOf } from '../answers/related.js';
import { membersOf, Subject } from '../answers/subject.js';
import { conditionsIn, RELATED } from '../conditions/condition.js';
import { entityTypeOf } from '../model/fields.js';
import type { ModelData } from '../model/table.js';

/** Adds the JSON Pointers at which a field of a subject has no answer. */
type AddUnanswered = (subject: Subject, pointers: string[]) => void;

/** The flags that a model reads and its key answers, of the customer and of each related entity. */
export interface Asked {
  readonly customer: readonly AddUnanswered[];
  readonly related: readonly AddUnanswered[];
}

/** Finds the flags and key answers of a model, by entity type. Assessments list absent ones: no answer is not a no. */
export function askedBy({ factors, floors }: ModelData): Readonly<Record<EntityType, Asked>> {
  const conditions = [
    ...factors
      .filter(({ enabled = true }) => enabled)
      .flatMap(({ cases, related, keyAnswers = false }) =>
        cases.flatMap(({ when, for: only }) =>
          conditionsIn(when, related ? RELATED : '').map((found) => ({ ...found, only, keyAnswers })),
        ),
      ),
    ...floors
      .filter(({ enabled = true }) => enabled)
      .flatMap(({ when }) => conditionsIn(when).map((found) => ({ ...found, only: undefined, keyAnswers: false }))),
  ];
  const fieldsOf = (entityType: EntityType) =>
    conditions.flatMap(({ condition, prefix, only, keyAnswers }) => {
      const isAsked = condition.kind === 'flag' || (keyAnswers && condition.kind === 'unanswered');
      return isAsked && (only ?? entityType) === entityType ? condition.fields.map((field) => prefix + field) : [];
    });
  return Object.fromEntries(ENTITY_TYPES.map((type) => [type, asked(fieldsOf(type), type)])) as Record<
    EntityType,
    Asked
  >;
}

function asked(fields: readonly string[], entityType: EntityType): Asked {
  const distinct = [...new Set(fields)].filter((field) => (entityTypeOf(field) ?? entityType) === entityType);
  const isRelated = (field: string) => field.includes('/*');
  return {
    customer: distinct.filter((field) => !isRelated(field)).map(unansweredAt),
    related: distinct.filter(isRelated).map(unansweredAt),
  };
}

/** A field in a list is checked in every element of the list. */
function unansweredAt(pattern: string): AddUnanswered {
  const end = pattern.lastIndexOf('/*') + 1;
  if (end === 0) return addUnanswered(fieldAt(pattern));
  const [list, addInElement] = [pattern.slice(0, end + 1), addUnanswered(fieldAt(pattern.slice(end + 1)))];
  const elementsOf = list === RELATED ? entitiesOf : subjectsAt(fieldAt(list));
  return (subject, pointers) => {
    for (const element of elementsOf(subject)) addInElement(element, pointers);
  };
}

const subjectsAt =
  ({ answers }: Field) =>
  (subject: Subject): readonly Subject[] =>
    answers(subject).map((element) => new Subject(element.value, subject.evaluation, element));

const addUnanswered =
  (field: Field): AddUnanswered =>
  (subject, pointers) => {
    const value = subject.values[field.slot];
    if (field.isMember && value !== undefined && typeof value !== 'object') return;
    if (field.pattern !== '') membersOf(subject.answers, subject);
    if (isAnsweredAt(field, subject)) return;
    const pointer = subject.pointer + field.pattern;
    if (!subject.evaluation.confirmed.has(pointer)) pointers.push(pointer);
  };
