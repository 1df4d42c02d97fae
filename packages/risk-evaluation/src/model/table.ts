import { FLOOR_KINDS } from '@aml-customer/application';
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
  type Place,
  type Shape,
  type TypeOf,
} from './shape.js';

/** The levels of an assessment, in ascending order. NONE means not assessed, and is never computed. */
export const LEVELS = ['LOW', 'MEDIUM', 'HIGH', 'EXTREME'] as const;
export type Level = (typeof LEVELS)[number];

/** A day of the calendar, as yyyy-MM-dd. */
export const day: Shape<string> = (value, place) =>
  typeof value === 'string' && value.length === 10 && parseDay(value)
    ? value
    : place.report(`must be an existing date as yyyy-MM-dd, not ${quoted(value)}`);

const countryCode: Shape<string> = (value, place) =>
  typeof value === 'string' && /^[A-Z]{2}$/.test(value)
    ? value
    : place.report(`must be a country code of two capital letters (ISO 3166-1 alpha-2), not ${quoted(value)}`);

/** The countries of a list. */
export const countries = distinct(listOf(countryCode, 1));

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

/** With `shareFrom`, a related entity with this percentage of the shares or votes has the meaning too. */
const meaning = checked(
  record({ id, classifier: oneOf(CLASSIFIERS), says: text, shareFrom: optional(integer(1, 100)) }),
  ({ classifier, shareFrom }, place) => {
    if (shareFrom !== undefined && classifier !== 'relationType')
      place.at('shareFrom').report('is for meanings of relationType codes only');
  },
);

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

const withoutMeaning = record({ classifier: oneOf(CLASSIFIERS), codes: distinct(listOf(text, 1)) });

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
  /** Whether its `unanswered` fields are key answers, which an assessment lists if they are absent. */
  keyAnswers: optional(boolean),
  cases: distinct(listOf(riskCase, 1), 'says'),
});

const floor = record({
  id,
  level: oneOf(LEVELS.slice(1) as ['MEDIUM', 'HIGH', 'EXTREME']),
  personDecides: boolean,
  /** A legal obligation, or a policy of the institution. */
  kind: optional(oneOf(FLOOR_KINDS)),
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

/** The format of a model file: every member and its rules. */
const modelShape = record({
  id,
  version: text,
  title: text,
  note: text,
  /** 2: codes without a known meaning require a person, and every floor has a kind; absent in older models. */
  format: optional(integer(2, 2)),
  groups: byId(group, 1),
  levels,
  /** The answers without which a profile is not assessed. */
  required: record({ INDIVIDUAL: listOf(field()), ORGANIZATION: listOf(field()) }),
  factors: byId(factor, 1),
  floors: byId(floor),
  lists: byId(list),
  meanings: byId(meaning),
  mapping: mappings,
  /** The codes that have no meaning, by classifier. */
  withoutMeaning: optional(distinct(listOf(withoutMeaning), 'classifier')),
  /** Maps codes of the country classifier that are not ISO 3166-1 alpha-2 to codes that are. */
  countryCodes,
});

/**
 * Validates a model file: its members, and the rules that concern several of them. HIGH must be reachable by points
 * alone (EBA/GL/2021/02, 3.6).
 */
export const modelTable = checked(modelShape, (model, place) => {
  checkFormat(model, place);
  const [caps, high] = [
    model.groups.reduce((total, { cap }) => total + cap, 0),
    model.levels.find((each) => each.level === 'HIGH')?.from ?? 0,
  ];
  if (caps < high)
    place.at('groups').report(`must have caps that add up to at least ${high}, where HIGH starts, not ${caps}`);
});

/** What format 2 demands, and what older models must not have, because it would have no effect. */
function checkFormat({ format, floors, withoutMeaning: declared, mapping: mapped }: ModelData, place: Place): void {
  floors.forEach(({ kind }, index) => {
    if (format === 2 && kind === undefined) place.at('floors').at(index).at('kind').report('is missing');
    if (format !== 2 && kind !== undefined) place.at('floors').at(index).at('kind').report(NEEDS_FORMAT);
  });
  if (format === 2 && !declared) place.at('withoutMeaning').report('is missing');
  if (format !== 2 && declared) place.at('withoutMeaning').report(NEEDS_FORMAT);
  declared?.forEach(({ classifier, codes }, list) =>
    codes.forEach((code, index) => {
      if (mapped.some((each) => each.classifier === classifier && each.code === code))
        place.at('withoutMeaning').at(list).at('codes').at(index).report('has a meaning under mapping');
    }),
  );
}

const NEEDS_FORMAT = 'needs format 2';

export type ModelData = TypeOf<typeof modelShape>;
export type FactorData = TypeOf<typeof factorShape>;
export type FloorData = TypeOf<typeof floor>;
export type CaseData = TypeOf<typeof riskCase>;
