import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { bodies, mutated, reversed } from '../../test/bodies.js';
import type { Problem } from '../field-rules/rule.js';
import { errorCatalogue } from './catalogue.js';
import { decide, type Decision, type ReferenceData } from './decide.js';
import { examples } from './examples.js';
import { read, type Reading } from './read.js';

fc.configureGlobal({ seed: 20_261_122, numRuns: 400, endOnFailure: true });
jest.setTimeout(60_000); // A busy machine is slow.

const reference: ReferenceData = { knows: (_, code) => code !== 'NOWHERE', isLead: (category) => category === 'LEAD' };

const readingOf = (body: unknown): Reading | undefined => {
  const reading = read(body);
  return 'unreadable' in reading ? undefined : reading;
};
const outcomeOf = (body: unknown): Decision | Problem => {
  const reading = read(body);
  return 'unreadable' in reading ? reading.unreadable : decide(reading, reference, 'reject');
};
const problemsOf = (body: unknown): readonly Problem[] => {
  const answer = outcomeOf(body);
  return 'accepted' in answer ? [] : 'rejected' in answer ? answer.rejected : [answer];
};

const catalogue = errorCatalogue.map((entry) => ({
  ...entry,
  pattern: new RegExp(
    `^${entry.sentence
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace(/\{i\}/g, '\\d+')
      .replace(/\{\w+\}/g, '[^]*')}$`,
  ),
}));
const entriesOf = ({ code, rule, description }: Problem) =>
  catalogue.filter(
    (entry) =>
      entry.code === code &&
      entry.pattern.test(description) &&
      (entry.path === undefined ? rule.endsWith('#structure') : entry.rules.includes(rule)),
  );

describe('any JSON value', () => {
  test('is read and decided without an exception, and changes no prototype', () => {
    const before = [Object.prototype, Array.prototype, String.prototype].map((prototype) =>
      Object.getOwnPropertyNames(prototype).join(),
    );
    fc.assert(
      fc.property(fc.oneof(bodies, fc.anything()), (body) => {
        outcomeOf(body);
        expect(Object.getPrototypeOf(readingOf(body)?.message ?? {})).toBe(Object.prototype);
      }),
    );
    expect(
      [Object.prototype, Array.prototype, String.prototype].map((prototype) =>
        Object.getOwnPropertyNames(prototype).join(),
      ),
    ).toEqual(before);
  });

  test('is read idempotently: reading a message returns the same message', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const message = readingOf(body)?.message;
        if (message) expect(readingOf(message)?.message).toStrictEqual(message);
      }),
    );
  });

  test('breaks only rules of the catalogue, each with one entry, at the path of the rule', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        for (const problem of problemsOf(body)) {
          expect([problem, entriesOf(problem).length]).toEqual([problem, 1]);
          expect(problem.pointer.replace(/\/\d+(?=\/|$)/g, '/*')).toBe(problem.rule.split('#')[0]);
        }
      }),
    );
  });

  test('has the same outcome in any order of its members', () => {
    fc.assert(fc.property(bodies, (body) => expect(outcomeOf(reversed(body))).toEqual(outcomeOf(body))));
  });

  test('has the same problems again, sorted by rank', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const problems = problemsOf(body);
        expect(problemsOf(body)).toEqual(problems);
        const ranks = problems.map(({ rank }) => rank.map((number) => String(number).padStart(5, '0')).join());
        expect(ranks).toEqual([...ranks].sort());
      }),
    );
  });

  test('if accepted, is accepted again as the message that was read, with the same intent', () => {
    let accepted = 0;
    fc.assert(
      fc.property(mutated, (body) => {
        const reading = readingOf(body);
        const decision = reading && decide(reading, reference);
        if (!decision || !('accepted' in decision)) return;
        accepted++;
        expect(outcomeOf(reading.message)).toEqual(decision);
      }),
    );
    expect(accepted).toBeGreaterThan(40);
  });

  test('has the same outcome with an ignored unknown member', () => {
    fc.assert(
      fc.property(mutated, fc.oneof(fc.integer(), fc.constant({ a: [1] })), (body, unknown) => {
        const [plain, more] = [readingOf(body), readingOf({ ...(body as object), shoeSize: unknown })];
        expect(more && decide(more, reference)).toEqual(plain && decide(plain, reference));
      }),
    );
  });
});

test('the mutations break many different rules', () => {
  const codes = new Set(
    fc
      .sample(mutated, 400)
      .flatMap(problemsOf)
      .map(({ code }) => code),
  );
  expect(codes.size).toBeGreaterThan(40);
});

describe('a hostile body has a bounded number of problems', () => {
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
