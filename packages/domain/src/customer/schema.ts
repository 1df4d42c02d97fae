import { mandatoryText, recordTypes, typeText } from '../field-rules/describe.js';
import type { Field, Fields, FieldType } from '../field-rules/field.js';
import { schemaName, schemaOfFields, type JsonSchema, type SchemaOptions } from '../field-rules/json-schema.js';
import { allFields, fieldsOf, NOT_IN_PROFILE, onlyTypeWith } from './fields.js';
import { CLASSIFIERS, type EntityType } from './vocabulary.js';

const records = [...recordTypes(allFields).values()];

const describeCodeList = (codeList: string): string | undefined =>
  (CLASSIFIERS as readonly string[]).includes(codeList) ? `A code of GET /classifier/${codeList}.` : undefined;

const ACCEPTED: SchemaOptions = { form: 'accepted', describeCodeList };
const STORED: SchemaOptions = { form: 'stored', describeCodeList };

/** The schemas of the request by name: one for each type of customer and for each nested type. */
export const customerSchemas: Readonly<Record<string, JsonSchema>> = {
  Customer: eitherType('Customer'),
  IndividualCustomer: schemaOfType('INDIVIDUAL', 'A person', fieldsOf.INDIVIDUAL, ACCEPTED),
  OrganizationCustomer: schemaOfType('ORGANIZATION', 'An organisation', fieldsOf.ORGANIZATION, ACCEPTED),
  ...nestedSchemas(ACCEPTED),
};

/** The schemas of a stored profile by name, which hold the values as they are read back. */
export const profileSchemas: Readonly<Record<string, JsonSchema>> = {
  Profile: eitherType('Profile'),
  IndividualProfile: schemaOfType('INDIVIDUAL', 'A stored person', profileFields(fieldsOf.INDIVIDUAL), STORED),
  OrganizationProfile: schemaOfType(
    'ORGANIZATION',
    'A stored organisation',
    profileFields(fieldsOf.ORGANIZATION),
    STORED,
  ),
  ...nestedSchemas(STORED),
};

function profileFields(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !(NOT_IN_PROFILE as readonly string[]).includes(name)),
  );
}

function eitherType(title: 'Customer' | 'Profile'): JsonSchema {
  const [individual, organization] = [`Individual${title}`, `Organization${title}`].map(
    (name) => `#/components/schemas/${name}`,
  );
  return {
    title,
    oneOf: [{ $ref: individual }, { $ref: organization }],
    discriminator: { propertyName: 'entityType', mapping: { INDIVIDUAL: individual, ORGANIZATION: organization } },
  };
}

function nestedSchemas(options: SchemaOptions): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    records.map(({ name, fields }) => {
      const title = schemaName(name, options);
      return [title, { title, ...schemaOfFields(fields, options) }];
    }),
  );
}

function schemaOfType(entityType: EntityType, description: string, fields: Fields, options: SchemaOptions): JsonSchema {
  const schema = schemaOfFields(fields, options);
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

/** The description of one field, for documents and for tools that work on any field. */
export interface FieldDescription {
  readonly name: string;
  /** The type as data: its kind, and the words, code list, items or fields of that kind. */
  readonly type: FieldType;
  /** The type in words. */
  readonly typeText: string;
  /** `yes`, `no`, or `when …`. */
  readonly mandatory: string;
  /** The only type of customer that has the field. */
  readonly onlyFor?: EntityType;
  readonly aliases: readonly string[];
  readonly meaning: string;
  /** A valid value; absent for records and lists. */
  readonly example?: unknown;
}

/** All fields of a customer in the contract's order. */
export const customerFields: readonly FieldDescription[] = Object.entries(allFields).map(([name, field]) => {
  const onlyFor = onlyTypeWith(name);
  const { mandatory, ...description } = describe(name, field);
  return {
    ...description,
    mandatory: onlyFor && mandatory === 'yes' ? `when entityType = ${onlyFor}` : mandatory,
    ...(onlyFor && { onlyFor }),
  };
});

/** The nested types, each with its fields in the contract's order. */
export const nestedTypes: readonly { readonly name: string; readonly fields: readonly FieldDescription[] }[] =
  records.map(({ name, fields }) => ({
    name,
    fields: Object.entries(fields).map(([fieldName, field]) => describe(fieldName, field)),
  }));

function describe(name: string, field: Field): FieldDescription {
  const { aliases = [], example } = field.options;
  return {
    name,
    type: field.type,
    typeText: typeText(field.type),
    mandatory: mandatoryText(field),
    aliases,
    meaning: field.meaning,
    ...(example !== undefined && { example }),
  };
}
