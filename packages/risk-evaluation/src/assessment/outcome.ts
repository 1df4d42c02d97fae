import { highest } from '@aml-customer/application';
import { formatDay, monthsLater, parseDay } from '../answers/days.js';
import type { Model } from '../model/model.js';
import type { Level, ModelData } from '../model/table.js';
import type { Assessment, GroupTotal } from './assessment.js';
import { known, type CompactAssessment } from './compact.js';
import { capped, clamped, sum } from './totals.js';

/** The result of the points and floors of an assessment by its model. */
export interface Outcome extends Pick<Assessment, 'groups' | 'score' | 'levelByScore' | 'level' | 'needsDecision'> {
  /** The points of each factor that are left under the cap of its group, by the position of the factor. */
  readonly afterCap: readonly number[];
}

/**
 * Adds up the points of an assessment, and finds its level. @throws Error if the model lacks a factor or floor of it
 */
export function outcomeOf(
  model: Model,
  { factors = [], floors = [], unrecognised, unknown }: CompactAssessment,
): Outcome {
  const { data, compiled } = model;
  const groupsOfFactors = factors.map(({ id }) => known(compiled.factorsById.get(id), id).group);
  const afterCap: number[] = [];
  const groups = data.groups.map(({ id, cap }): GroupTotal => {
    const places = [...groupsOfFactors.keys()].filter((place) => groupsOfFactors[place] === id);
    const points = places.map((place) => factors[place]?.points ?? 0);
    const left = capped(points, cap);
    places.forEach((place, index) => (afterCap[place] = left[index] ?? 0));
    return { group: id, cap, beforeCap: sum(points), afterCap: sum(left) };
  });
  const score = clamped(sum(groups.map((group) => group.afterCap)));
  const levelByScore = data.levels.findLast(({ from }) => from <= score)?.level ?? 'LOW';
  const fired = floors.map(({ id }) => known(compiled.floorsById.get(id), id));
  const level = highest([levelByScore, ...fired.map((floor) => floor.level)]) ?? levelByScore;
  return {
    groups,
    afterCap,
    score,
    levelByScore,
    level,
    needsDecision:
      levelRule(model, level).waitsForPerson ||
      fired.some(({ personDecides }) => personDecides) ||
      unrecognised !== undefined ||
      unknown !== undefined,
  };
}

/** The last day for the next review at a level. A review due on 29 February is due on the 28th in years without one. */
export function nextReviewAt(model: Model, level: Level, on: string): string {
  const day = parseDay(on);
  if (!day) throw new Error(`A stored assessment names ${on}, which is not a day`);
  return formatDay(monthsLater(day, levelRule(model, level).reviewMonths));
}

function levelRule({ data }: Model, level: Level): ModelData['levels'][number] {
  const rule = data.levels.find((candidate) => candidate.level === level);
  if (!rule) throw new Error(`The model has no level ${level}`);
  return rule;
}
