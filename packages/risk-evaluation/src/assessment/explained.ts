import { COUNTRY_STANDARDS } from '../answers/countries.js';
import type { Model } from '../model/model.js';
import type { Level, ModelData } from '../model/table.js';
import type { Assessment, Contribution, FiredFloor, UsedList } from './assessment.js';
import {
  COMPACT,
  fullCause,
  known,
  type CompactAssessment,
  type CompactFactor,
  type CompactFloor,
  type CompactReasons,
  type ListTexts,
} from './compact.js';
import { nextReviewAt, outcomeOf } from './outcome.js';

/**
 * Derives the whole assessment from its compact form and the model that made it: the same bytes at any time.
 * @throws Error if the form has another version, or names something that the model does not have
 */
export function explained(model: Model, compact: CompactAssessment): Assessment {
  if (compact.compact !== COMPACT)
    throw new Error(`A stored assessment has the unknown form ${String(compact.compact)}`);
  const { on, type, countries, confirmed = [] } = compact;
  const { afterCap, groups, score, levelByScore, level, needsDecision } = outcomeOf(model, compact);
  const nextReviewBy = Object.fromEntries(
    model.data.levels.map((rule) => [rule.level, nextReviewAt(model, rule.level, on)]),
  ) as Record<Level, string>;
  return {
    model: { id: model.id, version: model.version, hash: model.hash },
    assessedOn: on,
    entityType: type,
    score,
    levelByScore,
    level,
    needsDecision,
    nextReview: nextReviewBy[level],
    nextReviewBy,
    groups,
    contributions: (compact.factors ?? []).map((factor, index) => contribution(model, factor, afterCap[index] ?? 0)),
    floors: (compact.floors ?? []).map((floor) => firedFloor(model, floor)),
    lists: model.data.lists.map((list) => usedOn(list, on)),
    ...(countries !== undefined && { countryStandard: known(COUNTRY_STANDARDS.get(countries), countries) }),
    ...unrecognisedIn(compact),
    ...(model.data.format === 2 && listedMembers(compact)),
    confirmed,
  };
}

function contribution({ compiled }: Model, { id, points, cases = [0], ...reasons }: CompactFactor, afterCap: number) {
  const factor = known(compiled.factorsById.get(id), id);
  return {
    factor: id,
    ...(factor.number !== undefined && { number: factor.number }),
    title: factor.title,
    group: factor.group,
    beforeCap: points,
    afterCap,
    because: cases.map((place) => known(factor.cases[place], `case ${place} of ${id}`).says),
    ...fullReasons(reasons, compiled.listTexts),
    source: factor.source,
  } satisfies Contribution;
}

function firedFloor({ compiled }: Model, { id, ...reasons }: CompactFloor) {
  const { title, level, personDecides, kind, source } = known(compiled.floorsById.get(id), id);
  return {
    floor: id,
    title,
    level,
    personDecides,
    ...(kind && { kind }),
    ...fullReasons(reasons, compiled.listTexts),
    source,
  } satisfies FiredFloor;
}

const fullReasons = ({ values, more }: CompactReasons, texts: ListTexts): Pick<Contribution, 'values' | 'more'> => ({
  values: values.map((cause) => fullCause(cause, texts)),
  ...(more !== undefined && { more }),
});

/** The country codes that neither the standard nor the model has. */
const unrecognisedIn = ({ unrecognised = [], moreUnrecognised: more }: CompactAssessment) => ({
  unrecognisedCountries: unrecognised.map(({ at, is }) => ({ pointer: at, value: is })),
  ...(more !== undefined && { moreUnrecognisedCountries: more }),
});

/** The members of an assessment that only models of format 2 produce. */
const listedMembers = (compact: CompactAssessment): Partial<Assessment> => ({
  unknownCodes: (compact.unknown ?? []).map(({ at, classifier, is }) => ({ pointer: at, classifier, value: is })),
  ...(compact.moreUnknown !== undefined && { moreUnknownCodes: compact.moreUnknown }),
  notAnswered: compact.notAnswered ?? [],
  ...(compact.moreNotAnswered !== undefined && { moreNotAnswered: compact.moreNotAnswered }),
  relatedEntities: (compact.related ?? []).map(({ at, extId, role, as, by }) => ({
    pointer: at,
    ...(extId !== undefined && { extId }),
    role,
    countsAs: as,
    foundBy: by,
  })),
});

function usedOn({ id, date, validUntil }: ModelData['lists'][number], day: string): UsedList {
  return {
    list: id,
    date,
    validUntil,
    standing: day > validUntil ? 'past its validity' : day < date ? 'later than the assessment' : 'valid',
  };
}
