import type { Field, Fields, FieldType } from './field.js';
import { EXPECTED } from './structure.js';

/** Whether a field is always mandatory. */
export const isMandatory = ({ options: { missing, missingOrInvalid } }: Field): boolean =>
  (missing ?? missingOrInvalid) !== undefined;

/** Whether a field is mandatory, in words: `yes`, `no`, or `when …` if a policy makes it mandatory. */
export function mandatoryText(field: Field): string {
  return isMandatory(field) ? 'yes' : (field.policies.find(({ when }) => when)?.when ?? 'no');
}

/** The type of a field in words, for documents. */
export function typeText(type: FieldType): string {
  switch (type.kind) {
    case 'record':
      return type.name;
    case 'list':
      return `list of ${typeText(type.items.type)}`;
    case 'enum':
      return `one of ${type.values.join(', ')}`;
    case 'code':
      return `code of ${type.codeList}`;
    default:
      return EXPECTED[type.kind];
  }
}

/** A valid value: the field's own example, or for a list or record one that is composed of the examples inside. */
export function exampleOf({ type, options }: Field): unknown {
  if (options.example !== undefined) return options.example;
  if (type.kind === 'list') return [exampleOf(type.items)];
  if (type.kind === 'record')
    return Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, exampleOf(field)]));
  throw new Error('The field has no example');
}

/** A record type. */
export type RecordType = FieldType & { kind: 'record' };

/** Every record type that the fields contain, by name, outer types first. */
export function recordTypes(fields: Fields): Map<string, RecordType> {
  const found = new Map<string, RecordType>();
  const visit = (type: FieldType): void => {
    if (type.kind === 'list') visit(type.items.type);
    if (type.kind !== 'record' || found.has(type.name)) return;
    found.set(type.name, type);
    Object.values(type.fields).forEach((field) => visit(field.type));
  };
  Object.values(fields).forEach((field) => visit(field.type));
  return found;
}
