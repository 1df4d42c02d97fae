import { textOf } from './read-answer.js';
import { NotEvaluable } from './not-evaluable.js';
import { answersAt, type Cause, type Subject } from './subject.js';

/** A related entity to evaluate, and its relation to the customer. */
export interface RelatedEntity {
  readonly subject: Subject;
  readonly relation: string;
  /** The relation, as one of the values that explain a result. */
  readonly cause: Cause;
}

/** The related entities by customer, cached because many conditions read them. */
const cache = new WeakMap<Subject, readonly RelatedEntity[]>();

/**
 * Returns the related entities of a customer, in order. Throws {@link NotEvaluable} if a relation is missing: the
 * entity could be an owner.
 */
export function relatedEntitiesOf(customer: Subject): readonly RelatedEntity[] {
  const entities = cache.get(customer) ?? readRelatedEntities(customer);
  cache.set(customer, entities);
  return entities;
}

function readRelatedEntities(customer: Subject): readonly RelatedEntity[] {
  return answersAt(customer, ['listRelatedEntity', '*']).map(({ pointer, value }) => {
    const subject: Subject = { ...customer, answers: value as Subject['answers'], pointer };
    const [relation] = answersAt(subject, ['relationType']);
    if (!relation) throw new NotEvaluable([{ pointer: `${pointer}/relationType`, sentence: 'is missing' }]);
    return { subject, relation: textOf(relation), cause: relation as Cause };
  });
}
