import { textOf } from './as-sent.js';
import { NotEvaluable } from './not-evaluable.js';
import { answersAt, type Cause, type Subject } from './subject.js';

/** A related entity as somebody to look at, with how it is related. */
export interface RelatedEntity {
  readonly subject: Subject;
  readonly relation: string;
  /** The relation as a cause of what is found. */
  readonly cause: Cause;
}

/**
 * The related entities of a customer, in their order. One whose relation is missing could be an owner, so nothing can
 * be said.
 */
export function relatedEntitiesOf(customer: Subject): RelatedEntity[] {
  return answersAt(customer, ['listRelatedEntity', '*']).map(({ pointer, value }) => {
    const subject: Subject = { ...customer, answers: value as Subject['answers'], pointer };
    const [relation] = answersAt(subject, ['relationType']);
    if (!relation) throw new NotEvaluable([{ pointer: `${pointer}/relationType`, sentence: 'is missing' }]);
    return { subject, relation: textOf(relation), cause: relation as Cause };
  });
}
