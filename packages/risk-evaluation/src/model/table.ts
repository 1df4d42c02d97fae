import { CLASSIFIERS, ENTITY_TYPES, isObject } from '@aml-customer/domain';
import { condition } from '../conditions/condition.js';
import { dayIn } from '../answers/days.js';
import { field } from './fields.js';
import { groupReference, meaningOf, meaningReference } from './references.js';
import {
  checked,
  distinct,
  id,
  integer,
  listOf,
  oneOf,
  optional,
  record,
  shown,
  text,
  truth,
  type Shape,
  type TypeOf,
} from './shape.js';

/** The levels that an assessment may end at, in their order. NONE means not assessed, and is never computed. */
export const LEVELS = ['LOW', 'MEDIUM', 'HIGH', 'EXTREME'] as const;
export type Level = (typeof LEVELS)[number];
export const atLeast = (level: Level, other: Level): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf(other);

const day: Shape<string> = (value, place) =>
  typeof value === 'string' && value.length === 10 && dayIn(value)
    ? value
    : place.wrong(`must be a day that exists, as yyyy-MM-dd, not ${shown(value)}`);

const countryCode: Shape<string> = (value, place) =>
  typeof value === 'string' && /^[A-Z]{2}$/.test(value)
    ? value
    : place.wrong(`must be a country as two capital letters (ISO 3166-1 alpha-2), not ${shown(value)}`);

const countries = distinct(listOf(countryCode, 1));

const group = record({ id, title: text, cap: integer(0, 100) });

const level = record({
  level: oneOf(LEVELS),
  /** The score at which it begins. */
  from: integer(0, 100),
  waitsForPerson: truth,
  reviewMonths: integer(1, 1200),
});

const list = checked(
  record({ id, title: text, date: day, validUntil: day, source: text, note: optional(text), countries }),
  ({ date, validUntil }, place) => {
    if (validUntil < date) place.at('validUntil').wrong(`is before the date of the list, ${date}`);
  },
);

const meaning = record({ id, classifier: oneOf(CLASSIFIERS), says: text });

const mapping = checked(
  record({ classifier: oneOf(CLASSIFIERS), code: text, means: distinct(listOf(meaningReference, 1)) }),
  ({ classifier, means }, place) => {
    means.forEach((each, index) => {
      const owner = place.declared.meanings.get(each);
      if (owner !== classifier)
        place
          .at('means')
          .at(index)
          .wrong(`is a meaning of ${String(owner)} codes, not of ${classifier} codes`);
    });
  },
);

const points = checked(integer(-100, 100), (value, place) => {
  if (value === 0) place.wrong('must not be 0: what counts nothing is left out');
});

const riskCase = record({ points, says: text, for: optional(oneOf(ENTITY_TYPES)), when: condition });

/** Cases are about the customer, or about each related entity in turn where the factor says `related`. */
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
  enabled: optional(truth),
  /** Whether the cases that hold add up, or the one with the most points counts. */
  combine: oneOf(['highest', 'sum']),
  atMost: optional(integer(1, 100)),
  /**
   * The worst related entity counts: whole where it is one of these, and by so many hundredths, rounded up, where it is
   * not.
   */
  related: optional(record({ whole: listOf(meaningOf('relationType')), othersPercent: integer(0, 100) })),
  cases: distinct(listOf(riskCase, 1), 'says'),
});

const floor = record({
  id,
  level: oneOf(LEVELS.slice(1) as ['MEDIUM', 'HIGH', 'EXTREME']),
  personDecides: truth,
  title: text,
  meaning: text,
  source: text,
  enabled: optional(truth),
  when: condition,
});

/** The levels are all there, in order, each beginning above the one before, the first at 0. */
const levels = checked(listOf(level), (read, place) => {
  const names = read.map((each) => each.level).join(', ');
  if (names !== LEVELS.join(', ')) return void place.wrong(`must be ${LEVELS.join(', ')}, in this order, not ${names}`);
  read.forEach(({ from }, index) => {
    const before = read[index - 1]?.from;
    if (before === undefined ? from !== 0 : from <= before)
      place
        .at(index)
        .at('from')
        .wrong(before === undefined ? 'must be 0' : `must be above ${before}, where the level before begins`);
  });
});

const byId = <T extends { readonly id: string }>(shape: Shape<T>, least = 0) => distinct(listOf(shape, least), 'id');
const mappings = distinct(listOf(mapping), 'classifier', 'code');
const countryCodes = distinct(listOf(record({ code: text, is: countryCode })), 'code');

/**
 * The table of a model file: every member, its form, and what it must fulfil. HIGH stays reachable by points
 * (EBA/GL/2021/02, 3.6).
 */
export const modelTable = checked(
  record({
    id,
    version: text,
    title: text,
    note: text,
    groups: byId(group, 1),
    levels,
    /** Without these answers nothing is assessed. */
    required: record({ INDIVIDUAL: listOf(field()), ORGANIZATION: listOf(field()) }),
    factors: byId(factor, 1),
    floors: byId(floor),
    lists: byId(list),
    meanings: byId(meaning),
    mapping: mappings,
    /** What codes of the country classifier stand for that are not ISO 3166-1 alpha-2 themselves. */
    countryCodes,
  }),
  (model, place) => {
    const [caps, high] = [
      model.groups.reduce((total, { cap }) => total + cap, 0),
      model.levels.find((each) => each.level === 'HIGH')?.from ?? 0,
    ];
    if (caps < high)
      place
        .at('groups')
        .wrong(`have caps that add up to ${caps}, so that HIGH, which begins at ${high}, could not be reached`);
  },
);

export type ModelData = TypeOf<typeof modelTable>;
export type FactorData = TypeOf<typeof factorShape>;
export type FloorData = TypeOf<typeof floor>;
export type CaseData = TypeOf<typeof riskCase>;
