import { ENTITY_TYPES, type EntityType, type Profile } from '@aml-customer/domain';
import { BY_FORM, COUNTRY_STANDARD, countryTest } from '../answers/countries.js';
import { dayIn, monthsLater, written, type Day } from '../answers/days.js';
import { NotEvaluable } from '../answers/not-evaluable.js';
import { answersAt, saysAnything, type Cause, type Subject } from '../answers/subject.js';
import type { Model } from '../model/model.js';
import { atLeast, type Level, type ModelData } from '../model/table.js';
import {
  NAMED_VALUES,
  type Assessment,
  type Contribution,
  type FiredFloor,
  type GroupTotal,
  type UsedList,
} from './assessment.js';
import { capped, clamped, sum } from './totals.js';

/** What an assessment depends on beside the profile and the model. */
export interface Circumstances {
  /**
   * The day of the assessment: `yyyy-MM-dd`, a date-time whose day counts as it is written, or a Date whose day counts
   * in UTC.
   */
  readonly assessedOn: Date | string;
  /**
   * JSON Pointers of flags that a person has confirmed (docs/contract/callbacks.md, "The customer after an
   * assessment"): they count as true.
   */
  readonly confirmed?: readonly string[];
  /** What country codes are judged by, as an earlier assessment names it; the present standard where left out. */
  readonly countryStandard?: string;
}

/**
 * Assesses a profile that the domain accepted. Pure: the day is an argument, and equal arguments give equal bytes.
 * Throws {@link NotEvaluable} where an assessment could not be right, and RangeError for an `assessedOn` that is no
 * day.
 */
export function evaluate(
  model: Model,
  profile: Profile,
  { assessedOn, confirmed = [], countryStandard = COUNTRY_STANDARD }: Circumstances,
): Assessment {
  const day = dayAsked(assessedOn);
  const subject: Subject = {
    answers: profile,
    pointer: '',
    confirmed: new Set([...confirmed].sort()),
    isCountry: countryTest(countryStandard),
    unrecognised: new Map(),
  };
  const entityType = required(model, subject);
  const { groups, contributions } = scored(model, subject);
  const floors = firedFloors(model, subject);
  const score = clamped(sum(groups.map(({ afterCap }) => afterCap)));
  const levelByScore = levelAt(model, score);
  const level = floors.reduce<Level>(
    (highest, floor) => (atLeast(floor.level, highest) ? floor.level : highest),
    levelByScore,
  );
  const nextReviewBy = nextReviews(model, day);
  return {
    model: { id: model.id, version: model.version, hash: model.hash },
    assessedOn: written(day),
    entityType,
    score,
    levelByScore,
    level,
    needsDecision:
      ruleOf(model, level).waitsForPerson ||
      floors.some(({ personDecides }) => personDecides) ||
      subject.unrecognised.size > 0,
    nextReview: nextReviewBy[level],
    nextReviewBy,
    groups,
    contributions,
    floors,
    lists: model.data.lists.map((list) => usedOn(list, written(day))),
    ...(countryStandard !== BY_FORM && { countryStandard: COUNTRY_STANDARD }),
    ...unrecognisedIn(subject),
    confirmed: [...subject.confirmed],
  };
}

/** By the model's periods; a review due on 29 February is due on the 28th where there is none. */
const nextReviews = ({ data }: Model, day: Day): Assessment['nextReviewBy'] =>
  Object.fromEntries(
    data.levels.map(({ level, reviewMonths }) => [level, written(monthsLater(day, reviewMonths))]),
  ) as Record<Level, string>;

function dayAsked(assessedOn: Date | string): Day {
  const day = dayIn(typeof assessedOn === 'string' ? assessedOn : assessedOn.toISOString());
  if (!day) throw new RangeError(`assessedOn is no day: ${String(assessedOn)}`);
  return day;
}

/** Missing input is an error, not a 0: the type of the customer, and what the model requires of that type. */
function required(model: Model, subject: Subject): EntityType {
  const entityType = ENTITY_TYPES.find((type) => type === subject.answers['entityType']);
  if (!entityType)
    throw new NotEvaluable([{ pointer: '/entityType', sentence: `is not one of ${ENTITY_TYPES.join(', ')}` }]);
  const missing = model.compiled.required[entityType].filter(
    ({ route }) => !answersAt(subject, route).some(({ value }) => saysAnything(value)),
  );
  if (missing.length > 0)
    throw new NotEvaluable(missing.map(({ field }) => ({ pointer: field, sentence: 'is missing' })));
  return entityType;
}

function scored(
  model: Model,
  subject: Subject,
): { readonly groups: readonly GroupTotal[]; readonly contributions: readonly Contribution[] } {
  const given = model.compiled.factors
    .map(({ factor, gives }) => ({ factor, ...gives(subject) }))
    .filter(({ points }) => points !== 0);
  const left = new Map(
    model.data.groups.flatMap(({ id, cap }) => {
      const own = given.filter(({ factor }) => factor.group === id);
      return capped(
        own.map(({ points }) => points),
        cap,
      ).map((points, index) => [own[index]?.factor, points] as const);
    }),
  );
  const contributions = given.map(({ factor, points, because, values }): Contribution => ({
    factor: factor.id,
    ...(factor.number !== undefined && { number: factor.number }),
    title: factor.title,
    group: factor.group,
    beforeCap: points,
    afterCap: left.get(factor) ?? 0,
    because,
    ...firstOf(values),
    source: factor.source,
  }));
  return { groups: model.data.groups.map((group) => totalOf(group, contributions)), contributions };
}

function totalOf({ id, cap }: ModelData['groups'][number], contributions: readonly Contribution[]): GroupTotal {
  const own = contributions.filter(({ group }) => group === id);
  return {
    group: id,
    cap,
    beforeCap: sum(own.map(({ beforeCap }) => beforeCap)),
    afterCap: sum(own.map(({ afterCap }) => afterCap)),
  };
}

const firedFloors = (model: Model, subject: Subject): FiredFloor[] =>
  model.compiled.floors.flatMap(({ floor, holds }) => {
    const values = holds(subject);
    const { id, title, level, personDecides, source } = floor;
    return values ? [{ floor: id, title, level, personDecides, ...firstOf(values), source }] : [];
  });

/** As many values as are named, and how many more there were. */
const firstOf = (values: readonly Cause[]): Pick<Contribution, 'values' | 'more'> =>
  values.length > NAMED_VALUES
    ? { values: values.slice(0, NAMED_VALUES), more: values.length - NAMED_VALUES }
    : { values };

function unrecognisedIn({
  unrecognised,
}: Subject): Pick<Assessment, 'unrecognisedCountries' | 'moreUnrecognisedCountries'> {
  const more = unrecognised.size - NAMED_VALUES;
  return {
    unrecognisedCountries: [...unrecognised].slice(0, NAMED_VALUES).map(([pointer, value]) => ({ pointer, value })),
    ...(more > 0 && { moreUnrecognisedCountries: more }),
  };
}

function levelAt(model: Model, score: number): Level {
  return model.data.levels.findLast(({ from }) => from <= score)?.level ?? 'LOW';
}

function ruleOf(model: Model, level: Level): ModelData['levels'][number] {
  const rule = model.data.levels.find((each) => each.level === level);
  if (!rule) throw new Error(`A model without the level ${level}`);
  return rule;
}

function usedOn({ id, date, validUntil }: ModelData['lists'][number], day: string): UsedList {
  return {
    list: id,
    date,
    validUntil,
    standing: day > validUntil ? 'past its validity' : day < date ? 'later than the assessment' : 'valid',
  };
}
