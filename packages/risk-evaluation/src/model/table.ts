import { CLASSIFIERS, ENTITY_TYPES, isObject } from '@aml-customer/domain';
import { condition } from '../conditions/condition.js';
import { parseDay } from '../answers/days.js';
import { field } from './fields.js';
import { groupReference, meaningOf, meaningReference } from './references.js';
import {
  boolean,
  checked,
  distinct,
  id,
  integer,
  listOf,
  oneOf,
  optional,
  record,
  quoted,
  text,
  type Shape,
  type TypeOf,
} from './shape.js';

/** The levels of an assessment, in ascending order. NONE means not assessed, and is never computed. */
export const LEVELS = ['LOW', 'MEDIUM', 'HIGH', 'EXTREME'] as const;
export type Level = (typeof LEVELS)[number];
export const atLeast = (level: Level, other: Level): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf(other);

const day: Shape<string> = (value, place) =>
  typeof value === 'string' && value.length === 10 && parseDay(value)
    ? value
    : place.report(`must be an existing date as yyyy-MM-dd, not ${quoted(value)}`);

const countryCode: Shape<string> = (value, place) =>
  typeof value === 'string' && /^[A-Z]{2}$/.test(value)
    ? value
    : place.report(`must be a country code of two capital letters (ISO 3166-1 alpha-2), not ${quoted(value)}`);

const countries = distinct(listOf(countryCode, 1));

const group = record({ id, title: text, cap: integer(0, 100) });

const level = record({
  level: oneOf(LEVELS),
  /** The lowest score of the level. */
  from: integer(0, 100),
  waitsForPerson: boolean,
  reviewMonths: integer(1, 1200),
});

const list = checked(
  record({ id, title: text, date: day, validUntil: day, source: text, note: optional(text), countries }),
  ({ date, validUntil }, place) => {
    if (validUntil < date) place.at('validUntil').report(`is before the date of the list, ${date}`);
  },
);

const meaning = record({ id, classifier: oneOf(CLASSIFIERS), says: text });

const mapping = checked(
  record({ classifier: oneOf(CLASSIFIERS), code: text, means: distinct(listOf(meaningReference, 1)) }),
  ({ classifier, means }, place) => {
    means.forEach((id, index) => {
      const owner = place.declared.meanings.get(id);
      if (owner !== classifier)
        place
          .at('means')
          .at(index)
          .report(`is a meaning of ${String(owner)} codes, not of ${classifier} codes`);
    });
  },
);

const points = checked(integer(-100, 100), (value, place) => {
  if (value === 0) place.report('must not be 0; leave out a case that adds no points');
});

const riskCase = record({ points, says: text, for: optional(oneOf(ENTITY_TYPES)), when: condition });

/** With `related`, the cases apply to each related entity instead of the customer. */
const factor: Shape<FactorData> = (value, place) =>
  factorShape(value, isObject(value) && 'related' in value ? place.within('related') : place);
const factorShape = record({
  id,
  /** Its number in the institution's own list of factors. */
  number: optional(integer(1, 9999)),
  group: groupReference,
  title: text,
  meaning: text,
  source: text,
  enabled: optional(boolean),
  /** `sum` adds up the cases that hold; `highest` counts the one with the most points. */
  combine: oneOf(['highest', 'sum']),
  atMost: optional(integer(1, 100)),
  /** The worst related entity counts: in full for these relations, else by this percentage, rounded up. */
  related: optional(record({ whole: listOf(meaningOf('relationType')), othersPercent: integer(0, 100) })),
  cases: distinct(listOf(riskCase, 1), 'says'),
});

const floor = record({
  id,
  level: oneOf(LEVELS.slice(1) as ['MEDIUM', 'HIGH', 'EXTREME']),
  personDecides: boolean,
  title: text,
  meaning: text,
  source: text,
  enabled: optional(boolean),
  when: condition,
});

/** All levels in ascending order; the first starts at 0, each other above the previous one. */
const levels = checked(listOf(level), (read, place) => {
  const names = read.map(({ level }) => level).join(', ');
  if (names !== LEVELS.join(', '))
    return void place.report(`must be ${LEVELS.join(', ')}, in this order, not ${names}`);
  read.forEach(({ from }, index) => {
    const before = read[index - 1]?.from;
    if (before === undefined ? from !== 0 : from <= before)
      place
        .at(index)
        .at('from')
        .report(before === undefined ? 'must be 0' : `must be above ${before}, the start of the previous level`);
  });
});

const byId = <T extends { readonly id: string }>(shape: Shape<T>, least = 0) => distinct(listOf(shape, least), 'id');
const mappings = distinct(listOf(mapping), 'classifier', 'code');
const countryCodes = distinct(listOf(record({ code: text, is: countryCode })), 'code');

/**
 * The format of a model file: every member and its rules. HIGH must be reachable by points alone (EBA/GL/2021/02, 3.6).
 */
export const modelTable = checked(
  record({
    id,
    version: text,
    title: text,
    note: text,
    groups: byId(group, 1),
    levels,
    /** The answers without which a profile is not assessed. */
    required: record({ INDIVIDUAL: listOf(field()), ORGANIZATION: listOf(field()) }),
    factors: byId(factor, 1),
    floors: byId(floor),
    lists: byId(list),
    meanings: byId(meaning),
    mapping: mappings,
    /** Maps codes of the country classifier that are not ISO 3166-1 alpha-2 to codes that are. */
    countryCodes,
  }),
  (model, place) => {
    const [caps, high] = [
      model.groups.reduce((total, { cap }) => total + cap, 0),
      model.levels.find(({ level }) => level === 'HIGH')?.from ?? 0,
    ];
    if (caps < high)
      place.at('groups').report(`must have caps that add up to at least ${high}, where HIGH starts, not ${caps}`);
  },
);

export type ModelData = TypeOf<typeof modelTable>;
export type FactorData = TypeOf<typeof factorShape>;
export type FloorData = TypeOf<typeof floor>;
export type CaseData = TypeOf<typeof riskCase>;
