import { customerFields, nestedTypes, typeText, type FieldDescription, type FieldType } from '@aml-customer/domain';
import type { Scope } from './declared.js';
import { shown, type Shape } from './shape.js';

/** The kinds of fields that a model can distinguish. */
export type Holding = 'flag' | 'number' | 'date' | 'word' | 'code' | 'other';

const HOLDING: Readonly<Record<FieldType['kind'], Holding>> = {
  boolean: 'flag',
  integer: 'number',
  decimal: 'number',
  percentage: 'number',
  date: 'date',
  enum: 'word',
  code: 'code',
  text: 'other',
  key: 'other',
  scalar: 'other',
  record: 'other',
  list: 'other',
};

/** Fields of the message, not of the customer: profiles do not have them (domain, `profileOf`). */
const OF_THE_MESSAGE = ['communicationNumber', 'customerExtId', 'action'];

/** The type of every field by its pattern: a JSON Pointer in which `*` stands for any element of a list. */
const fieldTypes: Readonly<Record<Scope, ReadonlyMap<string, FieldType>>> = {
  customer: new Map(
    patterns(
      '',
      customerFields.filter(({ name }) => !OF_THE_MESSAGE.includes(name)),
    ),
  ),
  related: new Map(patterns('', nestedTypes.find(({ name }) => name === 'RelatedEntity')?.fields ?? [])),
};

function patterns(prefix: string, fields: readonly Pick<FieldDescription, 'name' | 'type'>[]): [string, FieldType][] {
  return fields.flatMap(({ name, type }) => patternsOf(`${prefix}/${name}`, type));
}

function patternsOf(pattern: string, type: FieldType): [string, FieldType][] {
  const own: [string, FieldType] = [pattern, type];
  if (type.kind === 'list') return [own, ...patternsOf(`${pattern}/*`, type.items.type)];
  if (type.kind !== 'record') return [own];
  return [
    own,
    ...patterns(
      pattern,
      Object.entries(type.fields).map(([name, field]) => ({ name, type: field.type })),
    ),
  ];
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
    if (holding.length > 0 && !holding.includes(HOLDING[type.kind]))
      return place.wrong(
        `must be a field that holds a ${holding.join(' or a ')}; ${String(value)} holds ${typeText(type)}`,
      );
    return value as string;
  };

/** The code list of a field; undefined if the field does not hold a code. */
export function classifierOf(scope: Scope, pattern: string): string | undefined {
  const type = fieldTypes[scope].get(pattern);
  return type?.kind === 'code' ? type.codeList : undefined;
}

/** A field that holds a country. */
export const countryField: Shape<string> = (value, place) => {
  const read = field('code')(value, place);
  return read === undefined || classifierOf(place.scope, read) === 'country'
    ? read
    : place.wrong(`must be a field that holds a country; ${read} does not`);
};

/** The words that are allowed in a field; empty if the field is not an enum. */
export function wordsOf(scope: Scope, pattern: string): readonly string[] {
  const type = fieldTypes[scope].get(pattern);
  return type?.kind === 'enum' ? type.values : [];
}
