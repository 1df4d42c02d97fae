import { exampleOf, isMandatory, mandatoryText } from './describe.js';
import type { Field, Fields, FieldType } from './field.js';
import { MAX_ELEMENTS } from './structure.js';

/** A JSON Schema (2020-12), as OpenAPI 3.1 uses it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The form of the values that a schema describes, and its texts about code lists. */
export interface SchemaOptions {
  /**
   * `accepted` is the form that a request may have: an optional value can be null or blank, and an enum can be a
   * synonym. `stored` is the form that is read back: absent values are left out, and synonyms are replaced.
   */
  readonly form: 'accepted' | 'stored';
  /** Describes where to find the codes of a code list, in a sentence; undefined if the description should not. */
  readonly describeCodeList: (codeList: string) => string | undefined;
}

/** The name of the schema of a record type, in `#/components/schemas`. */
export const schemaName = (name: string, { form }: Pick<SchemaOptions, 'form'>): string =>
  form === 'stored' ? `Stored${name}` : name;

/** The schema of an object. Record types become references to `#/components/schemas/{name}`. */
export function schemaOfFields(fields: Fields, options: SchemaOptions): JsonSchema {
  const entries = Object.entries(fields);
  const hasAliases = ({ options: { aliases } }: Field) => options.form === 'accepted' && aliases !== undefined;
  const mandatory = entries.filter(([, field]) => isMandatory(field));
  const required = mandatory.filter(([, field]) => !hasAliases(field)).map(([name]) => name);
  const alternatives = mandatory.filter(([, field]) => hasAliases(field));
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, field]) => [name, schemaOf(field, options)])),
    ...(required.length > 0 && { required }),
    ...(alternatives.length > 0 && { allOf: alternatives.map(([name, field]) => underAnyName(name, field, options)) }),
  };
}

/** The schema of an object that has a mandatory field under its name or an alias. */
function underAnyName(name: string, field: Field, options: SchemaOptions): JsonSchema {
  const names = [name, ...(field.options.aliases ?? [])];
  return { anyOf: names.map((key) => ({ properties: { [key]: present(field.type, options) }, required: [key] })) };
}

function schemaOf(field: Field, options: SchemaOptions): JsonSchema {
  const { kind } = field.type;
  const isOptional = options.form === 'accepted' && !isMandatory(field);
  return {
    ...(isOptional ? optional(field.type, options) : present(field.type, options)),
    description: descriptionOf(field, options),
    ...(kind !== 'record' && kind !== 'list' && { examples: [exampleOf(field)] }),
  };
}

function descriptionOf(field: Field, { form, describeCodeList }: SchemaOptions): string {
  const { type, meaning, options } = field;
  const mandatory = mandatoryText(field);
  const rules = [
    mandatory === 'yes' ? 'Mandatory.' : mandatory === 'no' ? 'Optional.' : `Mandatory ${mandatory}.`,
    ...(options.aliases ? [`Also accepted as ${options.aliases.join(', ')}.`] : []),
  ];
  return [
    `${meaning}.`,
    ...(form === 'accepted' ? rules : []),
    ...(type.kind === 'code' ? [describeCodeList(type.codeList) ?? []].flat() : []),
  ].join(' ');
}

/**
 * The text forms of values, for gateways that validate by the schema: they match every string that the service accepts,
 * and a few more, such as days that do not exist. They avoid Unicode properties, which not every validator knows.
 */
const TEXT_FORMS: Readonly<Partial<Record<FieldType['kind'], string>>> = {
  date: '\\d{4}-\\d{2}-\\d{2}([Tt]\\d{2}:\\d{2}(:\\d{2}([.,]\\d+)?)?([Zz]|[+-]\\d{2}(:?\\d{2})?))?',
  boolean: 'true|false',
  integer: '(\\d+|-0+)(\\.0+)?',
  percentage: '(0*(100|\\d{1,2})|-0+)(\\.0+)?',
  decimal: '(\\d+(\\.\\d+)?|-0+(\\.0+)?)([eE][+-]?\\d+)?',
};
/** Text without visible ASCII characters; blank text, which counts as absent, has none. */
const BLANK = '[^!-~]*';
const ONLY_BLANK = `^${BLANK}$`;

/** The schema of a value that is present. */
function present(type: FieldType, options: SchemaOptions): JsonSchema {
  const textForm = TEXT_FORMS[type.kind];
  const pattern = textForm !== undefined && { pattern: `^(${textForm})$` };
  const visible = options.form === 'accepted' && { pattern: '\\S' };
  switch (type.kind) {
    case 'text':
    case 'key':
      return { type: 'string', ...visible, maxLength: type.limit };
    case 'code':
      return { type: 'string', ...visible, 'x-classifier': type.codeList };
    case 'scalar':
      return { type: ['string', 'number', 'boolean'], ...visible, maxLength: type.limit };
    case 'date':
      return { type: 'string', ...pattern };
    case 'boolean':
      return { type: ['boolean', 'string'], ...pattern };
    case 'integer':
      return { type: ['integer', 'string'], minimum: 0, ...pattern };
    case 'percentage':
      return { type: ['integer', 'string'], minimum: 0, maximum: 100, ...pattern };
    case 'decimal':
      return { type: ['number', 'string'], minimum: 0, ...pattern };
    case 'enum':
      return {
        type: 'string',
        enum: [...type.values, ...(options.form === 'stored' ? [] : Object.keys(type.synonyms))],
      };
    case 'record':
      return reference(type.name, options);
    case 'list':
      return { type: 'array', items: itemSchema(type.items.type, options), maxItems: MAX_ELEMENTS };
  }
}

/**
 * The schema of an optional member, which may also be null or blank (docs/contract/contract.md, "Reading the values").
 * The only blank text of an enum is the empty string: next to a pattern, generated clients would lose the enum values.
 */
function optional(type: FieldType, options: SchemaOptions): JsonSchema {
  const { pattern: _, ...schema } = present(type, options);
  const types = { type: [...new Set([schema['type'] ?? [], 'string', 'null'].flat())] };
  const textForm = TEXT_FORMS[type.kind];
  const pattern = textForm === undefined ? ONLY_BLANK : `^(${textForm}|${BLANK})$`;
  switch (type.kind) {
    case 'text':
    case 'key':
    case 'code':
    case 'scalar':
      return { ...schema, ...types };
    case 'enum':
      return { ...schema, ...types, enum: [...(schema['enum'] as string[]), '', null] };
    case 'record':
      return { anyOf: [schema, { ...types, pattern }] };
    default:
      return { ...schema, ...types, pattern };
  }
}

/** The schema of a list element. In a request, blank elements are skipped; null is an error. */
function itemSchema(type: FieldType, options: SchemaOptions): JsonSchema {
  const { pattern: _, ...schema } = present(type, options);
  if (options.form === 'stored' || type.kind === 'code') return schema;
  return { anyOf: [schema, { type: 'string', pattern: ONLY_BLANK }] };
}

const reference = (name: string, options: SchemaOptions): JsonSchema => ({
  $ref: `#/components/schemas/${schemaName(name, options)}`,
});
