import { kindOf, type Context } from '../conditions/condition.js';
import type { ModelData } from './table.js';

/** What the conditions of a model refer to, looked up once. */
export function contextOf({ lists, meanings, mapping, countryCodes }: ModelData): Context {
  const known = new Map(
    lists.map(({ id, title, date, countries }) => [id, { title, date, countries: new Set(countries) }]),
  );
  const listed = new Set(lists.flatMap(({ countries }) => countries));
  const isoCodes = new Map(countryCodes.map(({ code, is }) => [code, is]));
  const meant = new Map(
    meanings.map(({ id, says }) => [
      id,
      { says, codes: mapping.filter(({ means }) => means.includes(id)).map(({ code }) => code) },
    ]),
  );
  const context: Context = {
    list: (id) => declared(known.get(id)),
    country: (code, isCountry) => isoCodes.get(code) ?? (isCountry(code) || listed.has(code) ? code : undefined),
    meaning: (id) => declared(meant.get(id)),
    compile: (condition) => kindOf(condition).compile(condition, context),
    words: (condition) => kindOf(condition).words(condition, context),
  };
  return context;
}

function declared<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A reference that the reading of the model has not checked');
  return value;
}
