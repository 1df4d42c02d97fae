import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { decide, type ReferenceData } from '../src/customer/decide.js';
import { examples } from '../src/customer/examples.js';
import { read, readWhole, type Reading } from '../src/customer/read.js';
import { bodies, mutated, reversed } from './bodies.js';

const SETTINGS = { seed: 20_261_122, numRuns: 2000, endOnFailure: true };
jest.setTimeout(120_000); // A busy machine is slow, which is no failure.

const NO_LEADS: ReferenceData = { knows: () => true, isLead: () => false };
const SOME_UNKNOWN: ReferenceData = {
  knows: (_, code) => code !== 'NOWHERE',
  isLead: (category) => category === 'LEAD',
};
const ONLY_LITHUANIA: ReferenceData = {
  knows: (list, code) => list !== 'country' || code === 'LT',
  isLead: (category) => category === 'ORG',
};

const both = (body: unknown): { recognised?: Reading; whole?: Reading } => {
  const [recognised, whole] = [read(body), readWhole(body)];
  return { ...('flawless' in recognised && { recognised }), ...(!('unreadable' in whole) && { whole }) };
};
/** All that a reading tells, in the order in which it tells it. */
const told = ({ message, problems, uses, ignored }: Reading) => ({
  message,
  problems,
  uses: uses.map(({ list, code, at }) => [list, code, at]),
  ignored: ignored.flatMap(({ pointers }) => pointers()),
});
const decisions = (reading: Reading) =>
  [NO_LEADS, SOME_UNKNOWN, ONLY_LITHUANIA].flatMap((reference) => [
    decide(reading, reference),
    decide(reading, reference, 'reject'),
  ]);

/** Two ways to say a thing leave the recognition unsure, and the whole reading to compare them. */
const namesTwice = (body: unknown): boolean =>
  /"(LEI|GIIN|listSourceOfWealth|initializeScreeningProcesses|region)".*"(lei|giin|sourcesOfWealth|screeningLists|regionOfActivity)"/s.test(
    JSON.stringify([body, reversed(body)]),
  );

describe('what is recognised without being read', () => {
  test('reads without a problem, and is decided as the whole reading is', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: mutated }, bodies, fc.anything()), (body) => {
        const { recognised, whole } = both(body);
        if (!recognised) return;
        found++;
        expect(whole?.problems).toEqual([]);
        expect(decisions(recognised)).toStrictEqual(whole && decisions(whole));
        expect(told(recognised)).toStrictEqual(whole && told(whole));
      }),
      SETTINGS,
    );
    expect(found).toBeGreaterThan(200);
  });

  test('is every body without a problem, but for names given twice', () => {
    fc.assert(
      fc.property(mutated, (body) => {
        const { recognised, whole } = both(body);
        if (whole?.problems.length === 0 && !namesTwice(body)) expect(recognised).toBeDefined();
      }),
      SETTINGS,
    );
  });

  test.each(examples.map(({ name, body }) => [name, body] as const))(
    'is %s, whatever the order of its members',
    (_, body) => {
      expect(both(body).recognised).toBeDefined();
      expect(both(reversed(body)).recognised).toBeDefined();
      expect(both(body).recognised).toBeDefined();
    },
  );

  test('may lack values, or have unknown members and other names', () => {
    const { title, ...company } = examples.at(-1)?.body as Record<string, unknown>;
    const body = {
      sourcesOfWealth: [{ code: 'INHERITANCE', shoeSize: 1 }],
      ...company,
      title,
      iSanctioned: true,
      requester: ' ',
      approvalDate: null,
      screeningLists: ['PEP', '', 'PEP'],
      listContact: [''],
    };
    const { recognised, whole } = both(body);
    expect(recognised && told(recognised)).toStrictEqual(whole && told(whole));
    expect(recognised?.flawless?.facts.initializeScreeningProcesses).toStrictEqual(['PEP', 'PEP']);
    expect(recognised && decisions(recognised)).toStrictEqual(whole && decisions(whole));
    expect(recognised?.ignored.flatMap(({ pointers }) => pointers())).toEqual([
      '/iSanctioned',
      '/listSourceOfWealth/0/shoeSize',
    ]);
  });

  test('is not decided by an absent member over one that is there', () => {
    expect(
      both({ ...examples[0]?.body, initializeScreeningProcesses: ['PEP'], screeningLists: undefined }).recognised,
    ).toBeUndefined();
  });
});
