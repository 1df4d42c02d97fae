import { profileOf, read, type Profile } from '@aml-customer/domain';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { defaultModel, evaluate, LEVELS, type Assessment } from '../src/index.js';
import { arithmetic } from './golden/arithmetic.js';
import { valueForms } from './golden/value-forms.js';
import { customer } from './golden/customer.js';
import { countryFloors } from './golden/country-floors.js';
import { floors } from './golden/floors.js';
import { geography } from './golden/geography.js';
import { organization, person, type Golden } from './golden/golden.js';
import { product } from './golden/product.js';
import { structure } from './golden/structure.js';

const cases = { arithmetic, valueForms, customer, floors, countryFloors, geography, product, structure };
const all: readonly Golden[] = Object.values(cases).flat();

/** The profile by the domain, because a golden message must be one that the contract accepts. */
function profileFor({ name, base, change }: Golden): Profile {
  const reading = read({ ...{ person, organization }[base], ...change });
  if (!('message' in reading)) throw new Error(`${name}: not a message`);
  expect({ name, problems: reading.problems }).toEqual({ name, problems: [] });
  return profileOf(reading.message);
}

const assess = (golden: Golden): Assessment => evaluate(defaultModel, profileFor(golden), { assessedOn: '2026-07-01' });
const pointsOf = ({ contributions }: Assessment) =>
  Object.fromEntries(
    contributions.map(({ factor, beforeCap, afterCap }) => [
      factor,
      beforeCap === afterCap ? beforeCap : [beforeCap, afterCap],
    ]),
  );
const valuesOf = ({ contributions, floors: fired }: Assessment): string[] =>
  [...contributions, ...fired].flatMap(({ values }) => values.map(({ pointer }) => pointer));
const sumOf = ({ points = {} }: Golden): number =>
  Object.values(points).reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : value[1]), 0);
const levelOf = (score: number) => (score < 25 ? 'LOW' : 'MEDIUM');

describe.each(Object.entries(cases))('golden assessments: %s', (_, goldens) => {
  it.each(goldens.map((golden) => [golden.name, golden] as const))('%s', (_name, golden) => {
    const assessment = assess(golden);
    const score = golden.score ?? sumOf(golden);
    expect(pointsOf(assessment)).toEqual(golden.points ?? {});
    expect(assessment.floors.map(({ floor }) => floor)).toEqual(golden.floors ?? []);
    expect(assessment).toMatchObject({
      score,
      level: golden.level ?? levelOf(score),
      needsDecision: golden.needsDecision ?? false,
    });
    expect((assessment.unknownCodes ?? []).map(({ pointer }) => pointer)).toEqual(golden.unknownCodes ?? []);
    if (golden.values) expect(valuesOf(assessment)).toEqual(golden.values);
  });
});

describe('the golden assessments and the model', () => {
  let assessments: readonly Assessment[];
  beforeAll(() => {
    assessments = all.map(assess);
  });

  it('cover every case of every factor', () => {
    const applied = new Set(
      assessments.flatMap(({ contributions }) =>
        contributions.flatMap(({ factor, because }) => because.map((says) => `${factor}: ${says}`)),
      ),
    );
    expect([...applied].sort()).toEqual(
      defaultModel.data.factors
        .flatMap(({ id, cases: factorCases }) => factorCases.map(({ says }) => `${id}: ${says}`))
        .sort(),
    );
  });

  it('cover every floor', () => {
    const fired = new Set(assessments.flatMap((assessment) => assessment.floors.map(({ floor }) => floor)));
    expect([...fired].sort()).toEqual(defaultModel.data.floors.map(({ id }) => id).sort());
  });

  it('reach the cap of every group, every list, every meaning and every level', () => {
    const capped = new Set(
      assessments.flatMap(({ groups }) =>
        groups.filter(({ beforeCap, afterCap }) => beforeCap > afterCap).map(({ group }) => group),
      ),
    );
    expect([...capped].sort()).toEqual(defaultModel.data.groups.map(({ id }) => id).sort());
    expect(LEVELS.filter((level) => !assessments.some((assessment) => assessment.level === level))).toEqual([]);
    const explanations = assessments.flatMap(({ contributions, floors: fired }) =>
      [...contributions, ...fired].flatMap(({ values }) => values.map(({ says = '' }) => says)),
    );
    const missing = [
      ...defaultModel.data.lists.map(({ title }) => `"${title}"`),
      ...defaultModel.data.meanings.map(({ says }) => says),
    ].filter((word) => !explanations.some((text) => text.includes(word)));
    expect(missing).toEqual([]);
  });

  it('have distinct names', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});
