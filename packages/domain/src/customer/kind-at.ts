import type { Field, Fields, Kind } from '../field-rules/field.js';
import { fieldsOf } from './fields.js';

const fields: Fields = { ...fieldsOf.INDIVIDUAL, ...fieldsOf.ORGANIZATION };

/**
 * What the table holds at a path of names and list indices (`['listAddress', '0', 'country']` is a code), for those who
 * must write a value that came as mere text; undefined where the table has no field.
 */
export function kindAt(path: readonly string[]): Kind['kind'] | undefined {
  return fieldAt(path)?.kind;
}

/**
 * The names, aliases included, that an object at such a path may have members of: none where the table has no object.
 */
export function namesAt(path: readonly string[]): readonly string[] {
  const is = fieldAt(path);
  return is?.kind === 'record'
    ? Object.entries(is.fields).flatMap(([name, { says }]) => [name, ...(says.aliases ?? [])])
    : [];
}

const fieldAt = (path: readonly string[]): Kind | undefined =>
  path.reduce<Kind | undefined>(memberOf, { kind: 'record', name: '', fields });

function memberOf(is: Kind | undefined, name: string): Kind | undefined {
  if (is?.kind === 'list') return /^\d+$/.test(name) ? is.items.is : undefined;
  return is?.kind === 'record' ? named(is.fields, name)?.is : undefined;
}

const named = (fields: Fields, name: string): Field | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : Object.values(fields).find(({ says }) => says.aliases?.includes(name));
