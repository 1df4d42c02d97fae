import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { bodies, mutated, reversed } from '../../test/bodies.js';
import type { Problem } from '../field-rules/rule.js';
import { errorCatalogue } from './catalogue.js';
import { decide, type Decision, type ReferenceData } from './decide.js';
import { examples } from './examples.js';
import { read, type Reading } from './read.js';

fc.configureGlobal({ seed: 20_261_122, numRuns: 400, endOnFailure: true });
jest.setTimeout(60_000); // A busy machine is slow, which is no failure.

const reference: ReferenceData = { knows: (_, code) => code !== 'NOWHERE', isLead: (category) => category === 'LEAD' };

const readingOf = (body: unknown): Reading | undefined => {
  const reading = read(body);
  return 'unreadable' in reading ? undefined : reading;
};
const answerTo = (body: unknown): Decision | Problem => {
  const reading = read(body);
  return 'unreadable' in reading ? reading.unreadable : decide(reading, reference, 'reject');
};
const problemsOf = (body: unknown): readonly Problem[] => {
  const answer = answerTo(body);
  return 'accepted' in answer ? [] : 'rejected' in answer ? answer.rejected : [answer];
};

const patterns = errorCatalogue.map((entry) => ({
  ...entry,
  said: new RegExp(
    `^${entry.sentence
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace(/\{i\}/g, '\\d+')
      .replace(/\{\w+\}/g, '[^]*')}$`,
  ),
}));
const entriesOf = ({ code, rule, description }: Problem) =>
  patterns.filter(
    (entry) =>
      entry.code === code &&
      entry.said.test(description) &&
      (entry.path === undefined ? rule.endsWith('#structure') : entry.rules.includes(rule)),
  );

describe('any JSON value', () => {
  test('is read and decided without throwing, and touches no prototype', () => {
    const before = [Object.prototype, Array.prototype, String.prototype].map((each) =>
      Object.getOwnPropertyNames(each).join(),
    );
    fc.assert(
      fc.property(fc.oneof(bodies, fc.anything()), (body) => {
        answerTo(body);
        expect(Object.getPrototypeOf(readingOf(body)?.message ?? {})).toBe(Object.prototype);
      }),
    );
    expect(
      [Object.prototype, Array.prototype, String.prototype].map((each) => Object.getOwnPropertyNames(each).join()),
    ).toEqual(before);
  });

  test('reads as itself: a message that was read once stays as it is', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const message = readingOf(body)?.message;
        if (message) expect(readingOf(message)?.message).toStrictEqual(message);
      }),
    );
  });

  test('breaks only rules of the catalogue, each of them one entry, at the place that the rule names', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        for (const problem of problemsOf(body)) {
          expect([problem, entriesOf(problem).length]).toEqual([problem, 1]);
          expect(problem.pointer.replace(/\/\d+(?=\/|$)/g, '/*')).toBe(problem.rule.split('#')[0]);
        }
      }),
    );
  });

  test('is answered the same whatever the order of its members', () => {
    fc.assert(fc.property(bodies, (body) => expect(answerTo(reversed(body))).toEqual(answerTo(body))));
  });

  test('is answered the same again, the first problem never behind another', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const problems = problemsOf(body);
        expect(problemsOf(body)).toEqual(problems);
        const ranks = problems.map(({ rank }) => rank.map((each) => String(each).padStart(5, '0')).join());
        expect(ranks).toEqual([...ranks].sort());
      }),
    );
  });

  test('accepted, is accepted again as it was read, with the same intent', () => {
    let accepted = 0;
    fc.assert(
      fc.property(mutated, (body) => {
        const reading = readingOf(body);
        const decision = reading && decide(reading, reference);
        if (!decision || !('accepted' in decision)) return;
        accepted++;
        expect(answerTo(reading.message)).toEqual(decision);
      }),
    );
    expect(accepted).toBeGreaterThan(40);
  });

  test('an unknown member changes no answer where it is ignored', () => {
    fc.assert(
      fc.property(mutated, fc.oneof(fc.integer(), fc.constant({ a: [1] })), (body, unknown) => {
        const [plain, more] = [readingOf(body), readingOf({ ...(body as object), shoeSize: unknown })];
        expect(more && decide(more, reference)).toEqual(plain && decide(plain, reference));
      }),
    );
  });
});

test('the mutations above break rules of many kinds', () => {
  const codes = new Set(
    fc
      .sample(mutated, 400)
      .flatMap(problemsOf)
      .map(({ code }) => code),
  );
  expect(codes.size).toBeGreaterThan(40);
});

describe('hostile bodies are answered, with no more problems than anybody reads', () => {
  const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  test.each<[string, () => unknown]>([
    [
      'nested 100,000 levels',
      () => ({ shoeSize: nested(100_000), title: nested(100_000), lei: nested(100_000), LEI: nested(99_999) }),
    ],
    ['100,000 unknown members', () => Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`m${i}`, i]))],
    [
      'a million digits',
      () => ({
        ...examples[0]?.body,
        initialDepositAmount: '1'.repeat(1e6),
        listActivity: [{ activityType: 'A', incomePercentage: '0'.repeat(1e6) }],
      }),
    ],
    [
      'a million blanks',
      () => ({
        ...examples[0]?.body,
        customerExtId: `a${' '.repeat(1e6)}b`,
        applicationDate: `2024-01-01${' '.repeat(1e6)}x`,
      }),
    ],
    [
      '20,000 contacts within related entities',
      () => ({ ...examples[2]?.body, listRelatedEntity: Array(1000).fill({ listContact: Array(20).fill({}) }) }),
    ],
  ])('%s', (_, make) => {
    expect(problemsOf(make()).length).toBeLessThan(2500);
  });
});
