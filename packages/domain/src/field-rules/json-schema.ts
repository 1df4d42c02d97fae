import { exampleOf, isMandatory, mandatoryText } from './describe.js';
import type { Field, Fields, FieldType } from './field.js';
import { MAX_ELEMENTS } from './structure.js';

/** A JSON Schema (2020-12), as OpenAPI 3.1 uses it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Describes where to find the codes of a code list, in a sentence; undefined if the description should not. */
export type DescribeCodeList = (codeList: string) => string | undefined;

/** The schema of an object. Record types become references to `#/components/schemas/{name}`. */
export function schemaOfFields(fields: Fields, describeCodeList: DescribeCodeList): JsonSchema {
  const entries = Object.entries(fields);
  const required = entries.filter(([, field]) => isMandatory(field)).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, field]) => [name, schemaOf(field, describeCodeList)])),
    ...(required.length > 0 && { required }),
  };
}

function schemaOf(field: Field, describeCodeList: DescribeCodeList): JsonSchema {
  const { kind } = field.type;
  return {
    ...valueSchema(field.type, !isMandatory(field)),
    description: descriptionOf(field, describeCodeList),
    ...(kind !== 'record' && kind !== 'list' && { examples: [exampleOf(field)] }),
  };
}

function descriptionOf(field: Field, describeCodeList: DescribeCodeList): string {
  const { type, meaning, options } = field;
  const mandatory = mandatoryText(field);
  return [
    `${meaning}.`,
    mandatory === 'yes' ? 'Mandatory.' : mandatory === 'no' ? 'Optional.' : `Mandatory ${mandatory}.`,
    ...(type.kind === 'code' ? [describeCodeList(type.codeList) ?? []].flat() : []),
    ...(options.aliases ? [`Also accepted as ${options.aliases.join(', ')}.`] : []),
  ].join(' ');
}

/** An optional member may also be null, which counts as absent (docs/contract/contract.md, "Reading the values"). */
const jsonType = (optional: boolean, ...types: string[]): JsonSchema => {
  const all = optional ? [...types, 'null'] : types;
  return { type: all.length === 1 ? all[0] : all };
};

/**
 * Patterns of strings, for gateways that validate by the schema: they accept every string that the service accepts, and
 * a few more, such as days that do not exist. JSON Schema applies them to strings only. They avoid Unicode properties,
 * which not every validator knows.
 */
const DATE = '\\d{4}-\\d{2}-\\d{2}([Tt]\\d{2}:\\d{2}(:\\d{2}([.,]\\d+)?)?([Zz]|[+-]\\d{2}(:?\\d{2})?))?';
const INTEGER = '-?\\d+(\\.0+)?';
const DECIMAL = '-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?';
/** Text without visible ASCII characters; blank text, which counts as absent, has none. */
const BLANK = '[^!-~]*';

const patternOf = (value: string, optional: boolean): string => `^(${value}${optional ? `|${BLANK}` : ''})$`;

function valueSchema(type: FieldType, optional: boolean): JsonSchema {
  switch (type.kind) {
    case 'text':
    case 'key':
      return { ...jsonType(optional, 'string'), ...(!optional && { minLength: 1 }), maxLength: type.limit };
    case 'date':
      return { ...jsonType(optional, 'string'), pattern: patternOf(DATE, optional) };
    case 'boolean':
      return jsonType(optional, 'boolean', 'string');
    case 'integer':
      return { ...jsonType(optional, 'integer', 'string'), minimum: 0, pattern: patternOf(INTEGER, optional) };
    case 'percentage':
      return {
        ...jsonType(optional, 'integer', 'string'),
        minimum: 0,
        maximum: 100,
        pattern: patternOf(INTEGER, optional),
      };
    case 'decimal':
      return { ...jsonType(optional, 'number', 'string'), minimum: 0, pattern: patternOf(DECIMAL, optional) };
    case 'scalar':
      return { ...jsonType(optional, 'string', 'number', 'boolean'), maxLength: type.limit };
    case 'enum':
      return {
        ...jsonType(optional, 'string'),
        enum: [...type.values, ...Object.keys(type.synonyms), ...(optional ? [null] : [])],
      };
    case 'code':
      return { ...jsonType(optional, 'string'), ...(!optional && { minLength: 1 }), 'x-classifier': type.codeList };
    case 'record':
      return optional ? { anyOf: [reference(type.name), { type: 'null' }] } : reference(type.name);
    case 'list':
      return { ...jsonType(optional, 'array'), items: itemSchema(type.items), maxItems: MAX_ELEMENTS };
  }
}

const itemSchema = (items: Field): JsonSchema =>
  items.type.kind === 'record' ? reference(items.type.name) : valueSchema(items.type, false);

const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
