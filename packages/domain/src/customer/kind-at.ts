import { recordTypes } from '../field-rules/describe.js';
import type { Field, Fields, FieldType } from '../field-rules/field.js';
import { allFields } from './fields.js';

/**
 * The kind of the field at a path of names and list indices, such as `code` at `['listAddress', '0', 'country']`, for
 * callers that convert text to JSON values. Returns undefined if there is no such field.
 */
export function kindAt(path: readonly string[]): FieldType['kind'] | undefined {
  return typeAt(path)?.kind;
}

/** All names, aliases included, of the members of the object at a path; empty if there is no object. */
export function namesAt(path: readonly string[]): readonly string[] {
  const type = typeAt(path);
  return type?.kind === 'record' ? namesOf(type.fields) : [];
}

function namesOf(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, { options }]) => [name, ...(options.aliases ?? [])]);
}

/** All names, aliases included, that some object of a message has. */
export const knownNames: ReadonlySet<string> = new Set(
  [allFields, ...[...recordTypes(allFields).values()].map(({ fields }) => fields)].flatMap(namesOf),
);

/** The type of the field at a path; undefined if there is no such field. */
export const typeAt = (path: readonly string[]): FieldType | undefined =>
  path.reduce<FieldType | undefined>(memberType, { kind: 'record', name: '', fields: allFields });

function memberType(type: FieldType | undefined, step: string): FieldType | undefined {
  if (type?.kind === 'list') return /^\d+$/.test(step) ? type.items.type : undefined;
  return type?.kind === 'record' ? fieldNamed(type.fields, step)?.type : undefined;
}

const fieldNamed = (fields: Fields, name: string): Field | undefined =>
  Object.hasOwn(fields, name)
    ? fields[name]
    : Object.values(fields).find(({ options }) => options.aliases?.includes(name));
