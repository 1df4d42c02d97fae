import { customerFields, nestedTypes, type FieldDescription } from '@aml-customer/domain';
import type { Scope } from './declared.js';
import { shown, type Shape } from './shape.js';

/** What a field of the questionnaire holds. */
export type Holding = 'flag' | 'number' | 'date' | 'word' | 'code' | 'other';
interface FieldType {
  readonly holds: Holding;
  /** The words of the table: `code of country`, `one of BLACK, WHITE`. */
  readonly words: string;
}

/** The table's own words for the types; were they to change, the shipped model would not load any more. */
const WORDS: readonly (readonly [RegExp, Holding])[] = [
  [/^true or false$/, 'flag'],
  [/^an? (integer|number) /, 'number'],
  [/^a date /, 'date'],
  [/^one of /, 'word'],
  [/^code of /, 'code'],
];

const typesByName = new Map(nestedTypes.map(({ name, fields }) => [name, fields]));

/** Say something of the message, not of the customer: no profile has them (domain, `profileOf`). */
const OF_THE_MESSAGE = ['communicationNumber', 'customerExtId', 'action'];

/** Every field by its pattern: a JSON Pointer in which `*` stands for any element of a list. */
const fieldTypes: Readonly<Record<Scope, ReadonlyMap<string, FieldType>>> = {
  customer: new Map(
    patterns(
      '',
      customerFields.filter(({ name }) => !OF_THE_MESSAGE.includes(name)),
    ),
  ),
  related: new Map(patterns('', typesByName.get('RelatedEntity') ?? [])),
};

function patterns(prefix: string, fields: readonly FieldDescription[]): [string, FieldType][] {
  return fields.flatMap(({ name, type }) => patternsOf(`${prefix}/${name}`, type));
}

function patternsOf(pattern: string, words: string): [string, FieldType][] {
  const own: [string, FieldType] = [
    pattern,
    { holds: WORDS.find(([form]) => form.test(words))?.[1] ?? 'other', words },
  ];
  if (words.startsWith('list of ')) return [own, ...patternsOf(`${pattern}/*`, words.slice('list of '.length))];
  return [own, ...patterns(pattern, typesByName.get(words) ?? [])];
}

/**
 * A field of the questionnaire, of any type or of the given ones. A name that the questionnaire does not have would be
 * silently absent for ever.
 */
export const field =
  (...holding: readonly Holding[]): Shape<string> =>
  (value, place) => {
    const type = typeof value === 'string' ? fieldTypes[place.scope].get(value) : undefined;
    const whose = place.scope === 'customer' ? 'a customer' : 'a related entity';
    if (!type) return place.wrong(`must be a field of ${whose}, such as /isPEP, not ${shown(value)}`);
    if (holding.length > 0 && !holding.includes(type.holds))
      return place.wrong(
        `must be a field that holds a ${holding.join(' or a ')}; ${String(value)} holds ${type.words}`,
      );
    return value as string;
  };

/** The classifier whose codes a field holds. */
export const classifierOf = (scope: Scope, pattern: string): string | undefined =>
  fieldTypes[scope].get(pattern)?.words.replace('code of ', '');

/** A field that holds a country. */
export const countryField: Shape<string> = (value, place) => {
  const read = field('code')(value, place);
  return read === undefined || classifierOf(place.scope, read) === 'country'
    ? read
    : place.wrong(`must be a field that holds a country; ${read} does not`);
};

/** The words that a field of words takes. */
export const wordsOf = (scope: Scope, pattern: string): readonly string[] =>
  fieldTypes[scope].get(pattern)?.words.slice('one of '.length).split(', ') ?? [];
