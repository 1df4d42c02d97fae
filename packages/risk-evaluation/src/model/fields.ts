import {
  customerFields,
  nestedTypes,
  typeText,
  type EntityType,
  type FieldDescription,
  type FieldType,
} from '@aml-customer/domain';
import type { Scope } from './declared.js';
import { quoted, type Shape } from './shape.js';

/** The kinds of fields that conditions distinguish. */
export type FieldKind = 'flag' | 'number' | 'date' | 'word' | 'code' | 'other';

const KIND_OF: Readonly<Record<FieldType['kind'], FieldKind>> = {
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

/** Fields of the message that the profile does not have (domain, `profileOf`). */
const MESSAGE_FIELDS = ['communicationNumber', 'customerExtId', 'action'];

/** The type of every field by its pattern: a JSON Pointer in which `*` stands for any element of a list. */
const fieldTypes: Readonly<Record<Scope, ReadonlyMap<string, FieldType>>> = {
  customer: new Map(
    patterns(
      '',
      customerFields.filter(({ name }) => !MESSAGE_FIELDS.includes(name)),
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
 * A field of the questionnaire, of any kind or of one of these. An unknown name must be rejected: its condition would
 * never hold.
 */
export const field =
  (...kinds: readonly FieldKind[]): Shape<string> =>
  (value, place) => {
    const type = typeof value === 'string' ? fieldTypes[place.scope].get(value) : undefined;
    const whose = place.scope === 'customer' ? 'a customer' : 'a related entity';
    if (!type) return place.report(`must be a field of ${whose}, such as /isPEP, not ${quoted(value)}`);
    if (kinds.length > 0 && !kinds.includes(KIND_OF[type.kind]))
      return place.report(
        `must be a field that holds a ${kinds.join(' or a ')}; ${String(value)} holds ${typeText(type)}`,
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
    : place.report(`must be a field that holds a country; ${read} does not`);
};

/** Every field that holds a country, those of related entities included. */
export const countryFields: readonly string[] = [...fieldTypes.customer]
  .filter(([, type]) => type.kind === 'code' && type.codeList === 'country')
  .map(([pattern]) => pattern);

/** The only type of customer that has a field; undefined if both have it. */
export const entityTypeOf = (pattern: string): EntityType | undefined =>
  customerFields.find(({ name }) => name === pattern.split('/')[1])?.onlyFor;

/** The words that are allowed in a field; empty if the field is not an enum. */
export function wordsOf(scope: Scope, pattern: string): readonly string[] {
  const type = fieldTypes[scope].get(pattern);
  return type?.kind === 'enum' ? type.values : [];
}
