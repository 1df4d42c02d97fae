import { mandatoryOf, recordsIn, typeOf } from '../field-rules/describe.js';
import type { Field } from '../field-rules/field.js';
import { schemaOfFields, type JsonSchema } from '../field-rules/json-schema.js';
import { fieldNames, fieldsOf, individualFields, organizationFields } from './fields.js';
import type { EntityType } from './vocabulary.js';

const records = recordsIn(fieldsOf.ORGANIZATION);
for (const [name, is] of recordsIn(fieldsOf.INDIVIDUAL)) records.set(name, is);

/**
 * The schemas of the request, by the name under which a document keeps them: the two types of customer and what they
 * hold.
 */
export const customerSchemas: Readonly<Record<string, JsonSchema>> = {
  Customer: {
    title: 'Customer',
    type: 'object',
    oneOf: [{ $ref: '#/components/schemas/IndividualCustomer' }, { $ref: '#/components/schemas/OrganizationCustomer' }],
    discriminator: {
      propertyName: 'entityType',
      mapping: {
        INDIVIDUAL: '#/components/schemas/IndividualCustomer',
        ORGANIZATION: '#/components/schemas/OrganizationCustomer',
      },
    },
  },
  IndividualCustomer: schemaOfType('INDIVIDUAL', 'A person'),
  OrganizationCustomer: schemaOfType('ORGANIZATION', 'An organisation'),
  ...Object.fromEntries([...records].map(([name, { fields }]) => [name, { title: name, ...schemaOfFields(fields) }])),
};

function schemaOfType(entityType: EntityType, description: string): JsonSchema {
  const schema = schemaOfFields(fieldsOf[entityType]);
  const properties = schema['properties'] as Record<string, JsonSchema>;
  return {
    title: entityType,
    ...schema,
    description,
    properties: {
      ...properties,
      entityType: { ...properties['entityType'], enum: [entityType], examples: [entityType] },
    },
  };
}

/** One field as documents show it. */
export interface FieldDescription {
  readonly name: string;
  readonly type: string;
  readonly mandatory: string;
  /** The only type of customer that may have it. */
  readonly onlyFor?: EntityType;
  readonly aliases: readonly string[];
  readonly meaning: string;
  readonly example?: unknown;
}

/** The 88 fields of a customer in the contract's order. */
export const customerFields: readonly FieldDescription[] = fieldNames.map((name) => {
  const onlyFor = name in individualFields ? 'INDIVIDUAL' : name in organizationFields ? 'ORGANIZATION' : undefined;
  const field = (fieldsOf[onlyFor ?? 'INDIVIDUAL'] as Readonly<Record<string, Field>>)[name] as Field;
  const { mandatory, ...description } = describe(name, field);
  return {
    ...description,
    mandatory: onlyFor && mandatory === 'yes' ? `when entityType = ${onlyFor}` : mandatory,
    ...(onlyFor && { onlyFor }),
  };
});

/** The nested types by name, with their fields in the contract's order. */
export const nestedTypes: readonly { readonly name: string; readonly fields: readonly FieldDescription[] }[] = [
  ...records,
].map(([name, { fields }]) => ({ name, fields: Object.entries(fields).map(([each, field]) => describe(each, field)) }));

function describe(name: string, field: Field): FieldDescription {
  const { aliases = [], example } = field.says;
  return {
    name,
    type: typeOf(field.is),
    mandatory: mandatoryOf(field),
    aliases,
    meaning: field.meaning,
    ...(example !== undefined && { example }),
  };
}
