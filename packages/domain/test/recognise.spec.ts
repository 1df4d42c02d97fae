import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { decide, type ReferenceData } from '../src/customer/decide.js';
import { examples } from '../src/customer/examples.js';
import { read, readInFull, type Reading } from '../src/customer/read.js';
import { recognisersSource } from '../src/customer/recognisers-source.js';
import { bodies, mutated, reversed } from './bodies.js';

const SETTINGS = { seed: 20_261_122, numRuns: 2000, endOnFailure: true };
jest.setTimeout(120_000); // A busy machine is slow.

const NO_LEADS: ReferenceData = { knows: () => true, isLead: () => false };
const SOME_UNKNOWN: ReferenceData = {
  knows: (_, code) => code !== 'NOWHERE',
  isLead: (category) => category === 'LEAD',
};
const ONLY_LITHUANIA: ReferenceData = {
  knows: (list, code) => list !== 'country' || code === 'LT',
  isLead: (category) => category === 'ORG',
};

/** The reading by the fast path, if it recognises the body, and the full reading, if the body is readable. */
const bothReadings = (body: unknown): { recognised?: Reading; full?: Reading } => {
  const [recognised, full] = [read(body), readInFull(body)];
  return { ...('valid' in recognised && { recognised }), ...(!('unreadable' in full) && { full }) };
};
/** The content of a reading in a form that can be compared. */
const contentOf = ({ message, problems, uses, ignored }: Reading) => ({
  message,
  problems,
  uses: uses.map(({ codeList, code, at }) => [codeList, code, at]),
  ignored: ignored.flatMap(({ pointers }) => pointers()),
});
const decisions = (reading: Reading) =>
  [NO_LEADS, SOME_UNKNOWN, ONLY_LITHUANIA].flatMap((reference) => [
    decide(reading, reference),
    decide(reading, reference, 'reject'),
  ]);

/** Whether a field may be present under two names: only the full reading compares their values. */
const hasTwoNames = (body: unknown): boolean =>
  /"(LEI|GIIN|listSourceOfWealth|initializeScreeningProcesses|region)".*"(lei|giin|sourcesOfWealth|screeningLists|regionOfActivity)"/s.test(
    JSON.stringify([body, reversed(body)]),
  );

test('the generated recognisers follow from the table: npm run docs writes them', () => {
  const file = new URL('../src/customer/recognisers.ts', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(recognisersSource());
});

describe('a body that the fast path recognises', () => {
  test('has no problems, and the same content and decision as its full reading', () => {
    let recognisedBodies = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: mutated }, bodies, fc.anything()), (body) => {
        const { recognised, full } = bothReadings(body);
        if (!recognised) return;
        recognisedBodies++;
        expect(full?.problems).toEqual([]);
        expect(decisions(recognised)).toStrictEqual(full && decisions(full));
        expect(contentOf(recognised)).toStrictEqual(full && contentOf(full));
      }),
      SETTINGS,
    );
    expect(recognisedBodies).toBeGreaterThan(200);
  });

  test('is every body without problems, except with two names for one field', () => {
    fc.assert(
      fc.property(mutated, (body) => {
        const { recognised, full } = bothReadings(body);
        if (full?.problems.length === 0 && !hasTwoNames(body)) expect(recognised).toBeDefined();
      }),
      SETTINGS,
    );
  });

  test.each(examples.map(({ name, body }) => [name, body] as const))(
    'can be the example %s, in any order of its members',
    (_, body) => {
      expect(bothReadings(body).recognised).toBeDefined();
      expect(bothReadings(reversed(body)).recognised).toBeDefined();
      expect(bothReadings(body).recognised).toBeDefined();
    },
  );

  test('can have absent values, unknown members and aliases', () => {
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
    const { recognised, full } = bothReadings(body);
    expect(recognised && contentOf(recognised)).toStrictEqual(full && contentOf(full));
    expect(recognised?.valid?.facts.initializeScreeningProcesses).toStrictEqual(['PEP', 'PEP']);
    expect(recognised && decisions(recognised)).toStrictEqual(full && decisions(full));
    expect(recognised?.ignored.flatMap(({ pointers }) => pointers())).toEqual([
      '/iSanctioned',
      '/listSourceOfWealth/0/shoeSize',
    ]);
  });

  test('never has an undefined alias beside its main name', () => {
    expect(
      bothReadings({ ...examples[0]?.body, initializeScreeningProcesses: ['PEP'], screeningLists: undefined })
        .recognised,
    ).toBeUndefined();
  });
});
