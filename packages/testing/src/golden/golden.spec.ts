import { decide, read, SCREENING_PROCESSES } from '@aml-customer/domain';
import { referenceData } from '@aml-customer/application';
import { describe, expect, test } from '@jest/globals';
import { anInstallation } from '../installation.js';
import { documented } from './documented.js';
import { bases, bodyBefore, bodyOf, type GoldenCase } from './golden-case.js';
import { goldenCases } from './golden-cases.js';

const accepted = { kind: 'accepted', replayed: false, ignoredFields: 0 };
const casesOfStage = (stage: GoldenCase['stage']): (readonly [string, GoldenCase])[] =>
  goldenCases.filter((golden) => golden.stage === stage).map((golden) => [golden.name, golden]);
const withoutStatus = ({ expect: { status: _, ...problem } }: GoldenCase) => problem;

/** All problems that the domain finds in the body of a case. */
function problemsOf(golden: GoldenCase): readonly object[] {
  const reading = read(bodyOf(golden, 'all'));
  if ('unreadable' in reading) return [reading.unreadable];
  const decision = decide(
    reading,
    referenceData(anInstallation().classifiers.entries(), SCREENING_PROCESSES),
    golden.unknownFields,
  );
  return 'rejected' in decision ? decision.rejected : [];
}

test.each(Object.entries(bases))('the base of the %s cases is accepted and has no unknown fields', async (_, base) => {
  expect(await anInstallation({ unknownFields: 'reject' }).send(base)).toEqual(accepted);
});

describe.each([...casesOfStage('message'), ...casesOfStage('store')])('%s', (_, golden) => {
  test('is rejected with the exact sentence, and stores nothing', async () => {
    const { send, customers } = anInstallation(golden);
    const before = bodyBefore(golden, 'one');
    if (before) expect(await send(before)).toEqual(accepted);
    const outcome = await send(bodyOf(golden, 'one'));
    expect(outcome).toMatchObject({
      kind: golden.expect.code === 'F003' ? 'unreadable' : 'rejected',
      problem: withoutStatus(golden),
    });
    expect(await customers.find('golden-customer-one')).toEqual(
      golden.before?.customer === 'same' ? expect.objectContaining({ version: 1 }) : undefined,
    );
  });
});

test.each(casesOfStage('message'))('%s: breaks no other rule', (_, golden) => {
  expect(problemsOf(golden)).toMatchObject([withoutStatus(golden)]);
});

test.each(casesOfStage('store'))('%s: the message alone breaks no rule', (_, golden) => {
  expect(problemsOf(golden)).toEqual([]);
});

test('the cases of the transport have structural rules and an HTTP status of an error', () => {
  const cases = casesOfStage('transport').map(([, golden]) => golden);
  expect(cases).not.toEqual([]);
  expect(cases.filter(({ expect: { rule, status } }) => rule !== '#structure' || status < 400)).toEqual([]);
});

test('no two documented cases have the same line', () => {
  const lines = documented.map(({ expect: { code, description } }) => `${code} ${description}`);
  expect(lines.filter((line, i) => lines.indexOf(line) !== i)).toEqual([]);
});
