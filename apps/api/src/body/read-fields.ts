import { isObject, STRUCTURE } from '@aml-customer/domain';
import { validateSync } from 'class-validator';
import type { Request } from 'express';
import { refusal, type Refused } from './refusal.js';

/**
 * A class whose properties are the fields of a body or a query. The messages of its decorators describe the expected
 * values.
 */
type Fields<T> = new () => T;

/** Reads and checks the fields of a body; problems have the structural codes of customer messages. */
export function readFields<T extends object>(
  fields: Fields<T>,
  names: readonly (keyof T & string)[],
  body: unknown,
): T | Refused {
  const members = membersOf(body, names);
  return 'refusal' in members ? members : checkFields(fields, members.values);
}

/** The members of a body that is an object of these names only. */
export function membersOf(
  body: unknown,
  names: readonly string[],
): { readonly values: Readonly<Record<string, unknown>> } | Refused {
  if (!isObject(body)) return refused('notAnObject', { detail: '' });
  const unknownFields = Object.keys(body).filter((name) => !names.includes(name)).length;
  if (unknownFields > 0) return refused('unknownField', { path: 'The body', count: String(unknownFields) });
  return { values: body };
}

/** Reads the fields of a query string; each at most once. */
export function readQuery<T extends object>(
  fields: Fields<T>,
  names: readonly (keyof T & string)[],
  { url }: Pick<Request, 'url'>,
): T | Refused {
  const query = new URLSearchParams(/\?([^#]*)/.exec(url)?.[1] ?? '');
  const unknownFields = [...query.keys()].filter((name) => !(names as readonly string[]).includes(name)).length;
  if (unknownFields > 0) return refused('unknownField', { path: 'The query', count: String(unknownFields) });
  const [repeated] = names.filter((name) => query.getAll(name).length > 1);
  return repeated === undefined ? checkFields(fields, Object.fromEntries(query)) : wrong(repeated, 'given once');
}

/** Refuses a field; `expected` completes the sentence "<field> must be". */
export const wrong = (path: string, expected: string) => refused('wrongType', { path, expected });

/** Checks values by the decorators of the class. */
export function checkFields<T extends object>(
  fields: Fields<T>,
  values: Readonly<Record<string, unknown>>,
): T | Refused {
  const instance = Object.assign(new fields(), values);
  const [error] = validateSync(instance);
  return error ? wrong(error.property, Object.values(error.constraints ?? {})[0] ?? '') : instance;
}

const refused = (rule: 'notAnObject' | 'unknownField' | 'wrongType', blanks: Readonly<Record<string, string>>) => ({
  refusal: refusal(400, STRUCTURE[rule], blanks),
});
