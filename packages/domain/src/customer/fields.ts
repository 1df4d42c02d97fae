import type { Fields, RecordOf } from '../field-rules/field.js';
import { individualFields } from './individual-fields.js';
import { organizationFields } from './organization-fields.js';
import { questionnaireFields } from './questionnaire-fields.js';
import { relatedEntitiesOf } from './related-entity.js';
import { relationshipFields } from './relationship-fields.js';
import type { EntityType } from './vocabulary.js';

/** All fields of a message about a customer of each type, in the contract's order. */
export const fieldsOf = {
  INDIVIDUAL: {
    ...relationshipFields,
    ...individualFields,
    ...questionnaireFields,
    listRelatedEntity: relatedEntitiesOf('INDIVIDUAL'),
  },
  ORGANIZATION: {
    ...relationshipFields,
    ...organizationFields,
    ...questionnaireFields,
    listRelatedEntity: relatedEntitiesOf('ORGANIZATION'),
  },
} as const;

/** The fields that only one type of customer has. */
export const ownFieldsOf = { INDIVIDUAL: individualFields, ORGANIZATION: organizationFields } as const;

/** The fields that can be checked while the type of the customer is unknown. */
export const commonFields = { ...relationshipFields, ...questionnaireFields } as const;

/** The fields of both types in the contract's order. */
export const allFields: Fields = {
  ...relationshipFields,
  ...individualFields,
  ...organizationFields,
  ...questionnaireFields,
  listRelatedEntity: fieldsOf.INDIVIDUAL.listRelatedEntity,
};

/** The fields that concern only the message itself; all others are stored as the customer's profile. */
export const NOT_IN_PROFILE = ['communicationNumber', 'customerExtId', 'action'] as const;

/** The names of all fields in the contract's order. */
export const fieldNames: readonly string[] = Object.keys(allFields);

/** The only type of customer that has a field; undefined if both have it. */
export const onlyTypeWith = (name: string): EntityType | undefined =>
  Object.hasOwn(individualFields, name)
    ? 'INDIVIDUAL'
    : Object.hasOwn(organizationFields, name)
      ? 'ORGANIZATION'
      : undefined;

type MessageOf<E extends EntityType> = Omit<RecordOf<(typeof fieldsOf)[E]>, 'entityType'> & { readonly entityType: E };

/** A valid message about a person: it breaks no rule that can be checked without stored data. */
export type IndividualMessage = MessageOf<'INDIVIDUAL'>;
/** A valid message about an organisation. */
export type OrganizationMessage = MessageOf<'ORGANIZATION'>;
/**
 * The body of `POST /amlyze-ws-rest/customer` in main names. Values are as sent, except that keys are trimmed and
 * synonyms replaced.
 */
export type CustomerMessage = IndividualMessage | OrganizationMessage;
