import { highest } from '@aml-customer/application';
import { ENTITY_TYPES, type EntityType, type Profile } from '@aml-customer/domain';
import { BY_FORM, COUNTRY_STANDARD, countryTest } from '../answers/countries.js';
import { parseDay, monthsLater, formatDay, type Day } from '../answers/days.js';
import { NotEvaluable } from '../answers/not-evaluable.js';
import { answersAt, isAnswered, type Cause, type Subject } from '../answers/subject.js';
import type { Model } from '../model/model.js';
import type { Level, ModelData } from '../model/table.js';
import {
  NAMED_VALUES,
  type Assessment,
  type Contribution,
  type FiredFloor,
  type GroupTotal,
  type UsedList,
} from './assessment.js';
import type { Finding } from './found-in.js';
import { listedMembers, unrecognisedIn } from './listed-members.js';
import { capped, clamped, sum } from './totals.js';

/** The inputs of an assessment besides the profile and the model. */
export interface Circumstances {
  /**
   * The day of the assessment: `yyyy-MM-dd`, a date-time, of which the day is taken regardless of its offset, or a
   * Date, of which the day in UTC is taken.
   */
  readonly assessedOn: Date | string;
  /**
   * JSON Pointers of flags that count as true because a person confirmed them (docs/contract/callbacks.md, "The
   * customer after an assessment").
   */
  readonly confirmed?: readonly string[];
  /** The standard of country codes, as an earlier assessment records it; by default the current one. */
  readonly countryStandard?: string;
}

/**
 * Assesses a profile that the domain accepted. Pure: equal arguments give equal bytes. Throws {@link NotEvaluable} if
 * an answer is missing or malformed, and RangeError if `assessedOn` is not a day.
 */
export function evaluate(
  model: Model,
  profile: Profile,
  { assessedOn, confirmed = [], countryStandard = COUNTRY_STANDARD }: Circumstances,
): Assessment {
  const day = assessmentDay(assessedOn);
  const subject: Subject = {
    answers: profile,
    pointer: '',
    confirmed: new Set([...confirmed].sort()),
    isCountry: countryTest(countryStandard),
    unrecognised: new Map(),
    unknownCodes: new Map(),
  };
  const entityType = requireAnswers(model, subject);
  const { groups, contributions, findings: inFactors } = scoreOf(model, subject);
  const { floors, findings: inFloors } = firedFloors(model, subject);
  const score = clamped(sum(groups.map(({ afterCap }) => afterCap)));
  const levelByScore = levelAt(model, score);
  const level = highest([levelByScore, ...floors.map((floor) => floor.level)]) ?? levelByScore;
  const nextReviewBy = nextReviews(model, day);
  return {
    model: { id: model.id, version: model.version, hash: model.hash },
    assessedOn: formatDay(day),
    entityType,
    score,
    levelByScore,
    level,
    needsDecision:
      levelRule(model, level).waitsForPerson ||
      floors.some(({ personDecides }) => personDecides) ||
      subject.unrecognised.size > 0 ||
      subject.unknownCodes.size > 0,
    nextReview: nextReviewBy[level],
    nextReviewBy,
    groups,
    contributions,
    floors,
    lists: model.data.lists.map((list) => usedOn(list, formatDay(day))),
    ...(countryStandard !== BY_FORM && { countryStandard: COUNTRY_STANDARD }),
    ...unrecognisedIn(subject),
    ...listedMembers(model, subject, entityType, [...inFactors, ...inFloors]),
    confirmed: [...subject.confirmed],
  };
}

/** A review due on 29 February is due on the 28th in years without one. */
const nextReviews = ({ data }: Model, day: Day): Assessment['nextReviewBy'] =>
  Object.fromEntries(
    data.levels.map(({ level, reviewMonths }) => [level, formatDay(monthsLater(day, reviewMonths))]),
  ) as Record<Level, string>;

function assessmentDay(assessedOn: Date | string): Day {
  const day = parseDay(typeof assessedOn === 'string' ? assessedOn : assessedOn.toISOString());
  if (!day) throw new RangeError(`assessedOn is not a day: ${String(assessedOn)}`);
  return day;
}

/** Returns the entity type. Throws if it, or an answer that the model requires for it, is missing. */
function requireAnswers(model: Model, subject: Subject): EntityType {
  const entityType = ENTITY_TYPES.find((type) => type === subject.answers['entityType']);
  if (!entityType)
    throw new NotEvaluable([{ pointer: '/entityType', sentence: `is not one of ${ENTITY_TYPES.join(', ')}` }]);
  const missing = model.compiled.required[entityType].filter(
    ({ route }) => !answersAt(subject, route).some(({ value }) => isAnswered(value)),
  );
  if (missing.length > 0)
    throw new NotEvaluable(missing.map(({ field }) => ({ pointer: field, sentence: 'is missing' })));
  return entityType;
}

interface Score {
  readonly groups: readonly GroupTotal[];
  readonly contributions: readonly Contribution[];
  readonly findings: readonly Finding[];
}

function scoreOf(model: Model, subject: Subject): Score {
  const results = model.compiled.factors
    .map(({ factor, evaluate: evaluateFactor }) => ({ factor, ...evaluateFactor(subject) }))
    .filter(({ points }) => points !== 0);
  const pointsUnderCap = new Map(
    model.data.groups.flatMap(({ id, cap }) => {
      const own = results.filter(({ factor }) => factor.group === id);
      return capped(
        own.map(({ points }) => points),
        cap,
      ).map((points, index) => [own[index]?.factor, points] as const);
    }),
  );
  const contributions = results.map(({ factor, points, because, values }): Contribution => ({
    factor: factor.id,
    ...(factor.number !== undefined && { number: factor.number }),
    title: factor.title,
    group: factor.group,
    beforeCap: points,
    afterCap: pointsUnderCap.get(factor) ?? 0,
    because,
    ...firstOf(values),
    source: factor.source,
  }));
  return {
    groups: model.data.groups.map((group) => totalOf(group, contributions)),
    contributions,
    findings: results.map(({ factor, values, related = [] }) => ({
      id: factor.id,
      pointers: [...values.map(({ pointer }) => pointer), ...related],
    })),
  };
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

function firedFloors(
  model: Model,
  subject: Subject,
): { readonly floors: readonly FiredFloor[]; readonly findings: readonly Finding[] } {
  const fired = model.compiled.floors.flatMap(({ floor, holds }) => {
    const values = holds(subject);
    return values ? [{ floor, values }] : [];
  });
  return {
    floors: fired.map(({ floor: { id, title, level, personDecides, kind, source }, values }) => ({
      floor: id,
      title,
      level,
      personDecides,
      ...(kind && { kind }),
      ...firstOf(values),
      source,
    })),
    findings: fired.map(({ floor: { id }, values }) => ({ id, pointers: values.map(({ pointer }) => pointer) })),
  };
}

/** Limits the values that an assessment lists, and counts the rest. */
const firstOf = (values: readonly Cause[]): Pick<Contribution, 'values' | 'more'> =>
  values.length > NAMED_VALUES
    ? { values: values.slice(0, NAMED_VALUES), more: values.length - NAMED_VALUES }
    : { values };

function levelAt(model: Model, score: number): Level {
  return model.data.levels.findLast(({ from }) => from <= score)?.level ?? 'LOW';
}

function levelRule(model: Model, level: Level): ModelData['levels'][number] {
  const rule = model.data.levels.find((candidate) => candidate.level === level);
  if (!rule) throw new Error(`The model has no level ${level}`);
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
