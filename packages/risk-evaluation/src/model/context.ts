import { kindOf, type Context } from '../conditions/condition.js';
import type { ModelData } from './table.js';

/** Indexes what the conditions of a model refer to. */
export function contextOf({ lists, meanings, mapping, countryCodes }: ModelData): Context {
  const listsById = new Map(
    lists.map(({ id, title, date, countries }) => [id, { title, date, countries: new Set(countries) }]),
  );
  const listedCodes = new Set(lists.flatMap(({ countries }) => countries));
  const isoCodes = new Map(countryCodes.map(({ code, is }) => [code, is]));
  const meaningsById = new Map(
    meanings.map(({ id, says }) => [
      id,
      { says, codes: mapping.filter(({ means }) => means.includes(id)).map(({ code }) => code) },
    ]),
  );
  const context: Context = {
    list: (id) => declared(listsById.get(id)),
    country: (code, isCountry) => isoCodes.get(code) ?? (isCountry(code) || listedCodes.has(code) ? code : undefined),
    meaning: (id) => declared(meaningsById.get(id)),
    compile: (condition) => kindOf(condition).compile(condition, context),
    describe: (condition) => kindOf(condition).describe(condition, context),
  };
  return context;
}

function declared<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Loading the model should have rejected this reference');
  return value;
}
