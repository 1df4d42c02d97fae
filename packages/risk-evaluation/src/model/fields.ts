import { customerFields, nestedTypes, type FieldDescription } from '@aml-customer/domain';
import type { Scope } from './declared.js';
import { quoted, type Shape } from './shape.js';

/** The kinds of fields that conditions distinguish. */
export type FieldKind = 'flag' | 'number' | 'date' | 'word' | 'code' | 'other';
interface FieldType {
  readonly kind: FieldKind;
  /** The type as the field table describes it: `code of country`, `one of BLACK, WHITE`. */
  readonly type: string;
}

/** Kinds by the types of the field table; if those changed, the default model would no longer load. */
const KINDS: readonly (readonly [RegExp, FieldKind])[] = [
  [/^true or false$/, 'flag'],
  [/^an? (integer|number) /, 'number'],
  [/^a date /, 'date'],
  [/^one of /, 'word'],
  [/^code of /, 'code'],
];

const typesByName = new Map(nestedTypes.map(({ name, fields }) => [name, fields]));

/** Fields of the message that the profile does not have (domain, `profileOf`). */
const MESSAGE_FIELDS = ['communicationNumber', 'customerExtId', 'action'];

/** Every field by its pattern: a JSON Pointer in which `*` stands for any element of a list. */
const fieldTypes: Readonly<Record<Scope, ReadonlyMap<string, FieldType>>> = {
  customer: new Map(
    patterns(
      '',
      customerFields.filter(({ name }) => !MESSAGE_FIELDS.includes(name)),
    ),
  ),
  related: new Map(patterns('', typesByName.get('RelatedEntity') ?? [])),
};

function patterns(prefix: string, fields: readonly FieldDescription[]): [string, FieldType][] {
  return fields.flatMap(({ name, type }) => patternsOf(`${prefix}/${name}`, type));
}

function patternsOf(pattern: string, type: string): [string, FieldType][] {
  const own: [string, FieldType] = [pattern, { kind: KINDS.find(([form]) => form.test(type))?.[1] ?? 'other', type }];
  if (type.startsWith('list of ')) return [own, ...patternsOf(`${pattern}/*`, type.slice('list of '.length))];
  return [own, ...patterns(pattern, typesByName.get(type) ?? [])];
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
    if (kinds.length > 0 && !kinds.includes(type.kind))
      return place.report(`must be a field that holds a ${kinds.join(' or a ')}; ${String(value)} holds ${type.type}`);
    return value as string;
  };

/** The classifier whose codes a field holds. */
export const classifierOf = (scope: Scope, pattern: string): string | undefined =>
  fieldTypes[scope].get(pattern)?.type.replace('code of ', '');

/** A field that holds a country. */
export const countryField: Shape<string> = (value, place) => {
  const read = field('code')(value, place);
  return read === undefined || classifierOf(place.scope, read) === 'country'
    ? read
    : place.report(`must be a field that holds a country; ${read} does not`);
};

/** The allowed words of an enumerated field. */
export const wordsOf = (scope: Scope, pattern: string): readonly string[] =>
  fieldTypes[scope].get(pattern)?.type.slice('one of '.length).split(', ') ?? [];
