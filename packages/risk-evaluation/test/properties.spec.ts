import { profileOf, read, type Profile } from '@aml-customer/domain';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { capped, sum } from '../src/assessment/totals.js';
import { defaultModel, evaluate, LEVELS, loadModel, replay, type Assessment } from '../src/index.js';
import { anyMessage } from './any-profile.js';
import { file } from './model-file.js';

const RUNS = { seed: 20261122, numRuns: 150 };
const DAY = { assessedOn: '2026-07-01' };

function accepted(message: unknown): Profile {
  const reading = read(message);
  if (!('message' in reading)) throw new Error('unreadable');
  expect(reading.problems).toEqual([]);
  return profileOf(reading.message);
}

const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, member]) => [name, reordered(member)]),
      )
    : value;
};
const at = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((found, member) => (found as Record<string, unknown> | undefined)?.[member], value);
const highest = ({ levelByScore, floors }: Assessment): number =>
  Math.max(...[levelByScore, ...floors.map(({ level }) => level)].map((level) => LEVELS.indexOf(level)));

describe('any profile that the domain accepts', () => {
  it('is assessed with consistent score, level and totals', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const assessment = evaluate(defaultModel, accepted(message), DAY);
        const { score, groups, contributions, level } = assessment;
        expect(score).toBe(Math.min(100, Math.max(0, sum(groups.map(({ afterCap }) => afterCap)))));
        for (const { group, cap, beforeCap, afterCap } of groups) {
          const own = contributions.filter((contribution) => contribution.group === group);
          expect([beforeCap, afterCap]).toEqual([
            sum(own.map((contribution) => contribution.beforeCap)),
            Math.min(cap, beforeCap),
          ]);
        }
        expect(LEVELS.indexOf(level)).toBe(highest(assessment));
      }),
      RUNS,
    );
  });

  it('is explained by values at the pointers of the explanation', () => {
    let causes = 0;
    fc.assert(
      fc.property(anyMessage, (message) => {
        const profile = accepted(message);
        const { contributions, floors } = evaluate(defaultModel, profile, DAY);
        for (const { values } of [...contributions, ...floors]) {
          expect(values.length).toBeGreaterThan(0);
          for (const { pointer, value, says } of values)
            expect([pointer, value ?? says]).toEqual([
              pointer,
              value === undefined ? 'not answered' : at(profile, pointer),
            ]);
          causes += values.length;
        }
      }),
      RUNS,
    );
    expect(causes).toBeGreaterThan(RUNS.numRuns);
  });

  it('gives the same bytes in any order of members and when replayed', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const profile = accepted(message);
        const assessment = evaluate(defaultModel, profile, DAY);
        expect(JSON.stringify(evaluate(defaultModel, reordered(profile) as Profile, DAY))).toBe(
          JSON.stringify(assessment),
        );
        expect(replay(defaultModel, profile, JSON.parse(JSON.stringify(assessment)) as Assessment)).toBe('same');
      }),
      RUNS,
    );
  });

  it('is extreme and needs a person once it is sanctioned', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(evaluate(defaultModel, accepted({ ...message, isSanctioned: 'true' }), DAY)).toMatchObject({
          level: 'EXTREME',
          needsDecision: true,
        });
      }),
      RUNS,
    );
  });
});

describe('any points under a cap', () => {
  it('add up to the cap at most, and are cut no further', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 100 })), fc.nat({ max: 100 }), (points, cap) => {
        const remaining = capped(points, cap);
        expect(sum(remaining)).toBe(Math.min(sum(points), cap));
        remaining.forEach((value, index) =>
          expect(value <= (points[index] ?? 0) && (value === points[index] || value >= 0)).toBe(true),
        );
      }),
      RUNS,
    );
  });
});

describe('any damage to a model file', () => {
  const places = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
    typeof value === 'object' && value !== null
      ? [path, ...Object.entries(value).flatMap(([name, member]) => places(member, [...path, name]))]
      : [path];
  const everywhere = places(file()).filter((path) => path.length > 0);

  it('is reported with its place, or leaves a model that assesses', () => {
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(
        fc.constantFrom(...everywhere),
        fc.option(fc.jsonValue(), { nil: undefined }),
        anyMessage,
        (path, value, message) => {
          const data = file();
          const holder = path
            .slice(0, -1)
            .reduce<Record<string, unknown>>((found, member) => found[member] as Record<string, unknown>, data);
          holder[path[path.length - 1] ?? ''] = value;
          const loaded = loadModel(JSON.parse(JSON.stringify(data)));
          outcomes.add(Object.keys(loaded).join());
          if ('model' in loaded) expect(LEVELS).toContain(evaluate(loaded.model, accepted(message), DAY).level);
          else
            for (const { pointer, sentence } of loaded.problems)
              expect([pointer === '' || pointer.startsWith('/'), sentence.length > 5]).toEqual([true, true]);
        },
      ),
      { ...RUNS, numRuns: 300 },
    );
    expect([...outcomes].sort()).toEqual(['model', 'problems']);
  });
});
