import { isAbsent } from '@aml-customer/domain';
import { fieldAt } from './field.js';
import { NotEvaluable } from './not-evaluable.js';
import { textOf } from './read-answer.js';
import { Answer, membersOf, RelatedEntity, type Subject } from './subject.js';

const ENTITIES = fieldAt('/listRelatedEntity/*');

/** The related entities of a customer in order. They may be malformed, and their relations missing. */
export const entitiesOf = (customer: Subject): readonly RelatedEntity[] =>
  (customer.entities ??= ENTITIES.answers(customer).map(
    (element) => new RelatedEntity(element.value, customer.evaluation, element),
  ));

/**
 * Returns the related entities of a customer with their relations, in order. Throws {@link NotEvaluable} if a relation
 * is missing: the entity could be an owner.
 */
export function relatedEntitiesOf(customer: Subject): readonly RelatedEntity[] {
  const entities = entitiesOf(customer);
  if (!customer.hasRelations) entities.forEach(readRelation);
  customer.hasRelations = true;
  return entities;
}

function readRelation(entity: RelatedEntity): void {
  const { relationType } = membersOf(entity.answers, entity);
  if (isAbsent(relationType))
    throw new NotEvaluable([{ pointer: `${entity.pointer}/relationType`, sentence: 'is missing' }]);
  entity.relation = textOf(new Answer(relationType, entity, '/relationType'));
}
