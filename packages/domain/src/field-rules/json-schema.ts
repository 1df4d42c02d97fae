import { exampleOf, mandatoryOf } from './describe.js';
import type { Field, Fields, Kind } from './field.js';
import { MAX_ELEMENTS } from './structure.js';

/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schema of an object of fields. Its record types are references to schemas of their names under `components`. */
export function schemaOfFields(fields: Fields): JsonSchema {
  const required = Object.keys(fields).filter((name) => isMandatory(fields[name]));
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)])),
    ...(required.length > 0 && { required }),
  };
}

const isMandatory = (field: Field | undefined): boolean => field !== undefined && mandatoryOf(field) === 'yes';

function schemaOf(field: Field): JsonSchema {
  const optional = !isMandatory(field);
  const schema = { ...valueSchema(field.is, optional), description: descriptionOf(field) };
  return field.is.kind === 'record' || field.is.kind === 'list' ? schema : { ...schema, examples: [exampleOf(field)] };
}

function descriptionOf(field: Field): string {
  const mandatory = mandatoryOf(field);
  return [
    `${field.meaning}.`,
    mandatory === 'yes' ? 'Mandatory.' : mandatory === 'no' ? 'Optional.' : `Mandatory ${mandatory}.`,
    ...(field.is.kind === 'code' && field.is.list !== 'screeningProcess'
      ? [`A code of GET /classifier/${field.is.list}.`]
      : []),
    ...(field.says.aliases ? [`Also accepted as ${field.says.aliases.join(', ')}.`] : []),
  ].join(' ');
}

/** An optional member may also be null, which counts as absent (docs/contract/contract.md, "Reading the values"). */
const type = (optional: boolean, ...types: string[]): JsonSchema => {
  const all = optional ? [...types, 'null'] : types;
  return { type: all.length === 1 ? all[0] : all };
};

function valueSchema(is: Kind, optional: boolean): JsonSchema {
  switch (is.kind) {
    case 'text':
    case 'key':
      return { ...type(optional, 'string'), ...(!optional && { minLength: 1 }), maxLength: is.limit };
    case 'date':
      return { ...type(optional, 'string'), pattern: `^(\\d{4}-\\d{2}-\\d{2}(T.+)?${optional ? '|\\s*' : ''})$` };
    case 'boolean':
      return type(optional, 'boolean', 'string');
    case 'integer':
      return { ...type(optional, 'integer', 'string'), minimum: 0 };
    case 'percentage':
      return { ...type(optional, 'integer', 'string'), minimum: 0, maximum: 100 };
    case 'decimal':
      return { ...type(optional, 'number', 'string'), minimum: 0 };
    case 'scalar':
      return { ...type(optional, 'string', 'number', 'boolean'), maxLength: is.limit };
    case 'enum':
      return {
        ...type(optional, 'string'),
        enum: [...is.values, ...Object.keys(is.alternatives), ...(optional ? [null] : [])],
      };
    case 'code':
      return { ...type(optional, 'string'), ...(!optional && { minLength: 1 }), 'x-classifier': is.list };
    case 'record':
      return optional ? { anyOf: [reference(is.name), { type: 'null' }] } : reference(is.name);
    case 'list':
      return { ...type(optional, 'array'), items: itemSchema(is.items), maxItems: MAX_ELEMENTS };
  }
}

const itemSchema = (items: Field): JsonSchema =>
  items.is.kind === 'record' ? reference(items.is.name) : valueSchema(items.is, false);

const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
