import { ENTITY_TYPES, type EntityType } from '@aml-customer/domain';
import { answersAt, isAnswered, routeTo, type Subject } from '../answers/subject.js';
import { conditionsIn, RELATED } from '../conditions/condition.js';
import { entityTypeOf } from '../model/fields.js';
import type { ModelData } from '../model/table.js';

/** Returns the JSON Pointers at which a field of a subject has no answer. */
type Unanswered = (subject: Subject) => readonly string[];

/** The flags that a model reads and its key answers, of the customer and of each related entity. */
export interface Asked {
  readonly customer: readonly Unanswered[];
  readonly related: readonly Unanswered[];
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
function unansweredAt(field: string): Unanswered {
  const end = field.lastIndexOf('/*') + 1;
  const [parents, own] = end > 0 ? [routeTo(field.slice(0, end + 1)), field.slice(end + 1)] : [[], field];
  const route = routeTo(own);
  return (subject) =>
    answersAt(subject, parents).flatMap(({ pointer, value }) => {
      const parent = { answers: value as Subject['answers'], pointer };
      const isMissing = !answersAt(parent, route).some((answer) => isAnswered(answer.value));
      return isMissing && !subject.confirmed.has(pointer + own) ? [pointer + own] : [];
    });
}
