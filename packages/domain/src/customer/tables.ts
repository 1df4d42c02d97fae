import { compile, type Table } from '../field-rules/compile.js';
import { rule, type Rule } from '../field-rules/rule.js';
import { orderOf, ROWS } from './error-order.js';
import { FACTS } from './facts.js';
import { commonFields, fieldsOf, individualFields, organizationFields } from './fields.js';
import { relatedEntitiesOf } from './related-entity.js';

/** Says that a field belongs to the other type; the documentation writes its name with a capital. */
const notAllowed =
  (code: string, entityType: string) =>
  (name: string): Rule =>
    rule(code, `Field not allowed for ${entityType}. Field:  ${name.charAt(0).toUpperCase()}${name.slice(1)}`);

/** Fields of the other type rank in a row of their own, before anything that only this type is asked. */
const orderWith =
  (forbidden: object) =>
  (name: string): readonly number[] =>
    Object.hasOwn(forbidden, name) ? [ROWS.otherType, ...orderOf(name).slice(1)] : orderOf(name);

/** The table of each type of customer, and the one for a body that does not tell its type and is rejected for that. */
export const tables: Readonly<Record<'INDIVIDUAL' | 'ORGANIZATION' | 'UNKNOWN', Table>> = {
  INDIVIDUAL: compile(fieldsOf.INDIVIDUAL, {
    order: orderWith(organizationFields),
    forbidden: { fields: organizationFields, rule: notAllowed('C014.', 'INDIVIDUAL') },
    observed: FACTS,
  }),
  ORGANIZATION: compile(fieldsOf.ORGANIZATION, {
    order: orderWith(individualFields),
    forbidden: { fields: individualFields, rule: notAllowed('C015.', 'ORGANIZATION') },
    observed: FACTS,
  }),
  UNKNOWN: compile(commonFields, {
    order: orderOf,
    unjudged: { ...individualFields, ...organizationFields, listRelatedEntity: relatedEntitiesOf('INDIVIDUAL') },
  }),
};
