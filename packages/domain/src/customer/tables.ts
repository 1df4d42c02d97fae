import { compile, type Table } from '../field-rules/compile.js';
import { rule, type Rule } from '../field-rules/rule.js';
import { orderOf, ROWS } from './error-order.js';
import { commonFields, fieldsOf, ownFieldsOf } from './fields.js';
import { recogniseIndividual, recogniseOrganization } from './recognisers.js';
import { relatedEntitiesOf } from './related-entity.js';
import type { EntityType } from './vocabulary.js';

/** The rule for a field of the other type. The documented sentence capitalises the field's name. */
const notAllowed =
  (code: string, entityType: EntityType) =>
  (name: string): Rule =>
    rule(code, `Field not allowed for ${entityType}. Field:  ${name.charAt(0).toUpperCase()}${name.slice(1)}`);

/** Fields of the other type have a row of their own, before the fields of the customer's type. */
const orderWith =
  (forbidden: object) =>
  (name: string): readonly number[] =>
    Object.hasOwn(forbidden, name) ? [ROWS.otherType, ...orderOf(name).slice(1)] : orderOf(name);

/** The compiled table of each type of customer; UNKNOWN is for a body without a valid type, which is rejected. */
export const tables: Readonly<Record<EntityType | 'UNKNOWN', Table>> = {
  INDIVIDUAL: compile(fieldsOf.INDIVIDUAL, {
    order: orderWith(ownFieldsOf.ORGANIZATION),
    forbidden: { fields: ownFieldsOf.ORGANIZATION, rule: notAllowed('C014.', 'INDIVIDUAL') },
    recognise: recogniseIndividual,
  }),
  ORGANIZATION: compile(fieldsOf.ORGANIZATION, {
    order: orderWith(ownFieldsOf.INDIVIDUAL),
    forbidden: { fields: ownFieldsOf.INDIVIDUAL, rule: notAllowed('C015.', 'ORGANIZATION') },
    recognise: recogniseOrganization,
  }),
  UNKNOWN: compile(commonFields, {
    order: orderOf,
    unchecked: {
      ...ownFieldsOf.INDIVIDUAL,
      ...ownFieldsOf.ORGANIZATION,
      listRelatedEntity: relatedEntitiesOf('INDIVIDUAL'),
    },
  }),
};
