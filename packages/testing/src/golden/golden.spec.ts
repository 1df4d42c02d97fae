import { decide, read, SCREENING_PROCESSES } from '@aml-customer/domain';
import { referenceData } from '@aml-customer/application';
import { describe, expect, test } from '@jest/globals';
import { anInstallation } from '../installation.js';
import { documented } from './documented.js';
import { bases, bodyBefore, bodyOf, type GoldenCase } from './golden-case.js';
import { goldenCases } from './golden-cases.js';

const accepted = { kind: 'accepted', replayed: false, ignoredFields: 0 };
const stagedAt = (stage: GoldenCase['stage']): (readonly [string, GoldenCase])[] =>
  goldenCases.filter((each) => each.stage === stage).map((each) => [each.name, each]);
const withoutStatus = ({ expect: { status: _, ...problem } }: GoldenCase) => problem;

/** All problems of the message alone. */
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

test.each(Object.entries(bases))(
  'what the cases of a %s start from is accepted, its unknown fields refused',
  async (_, base) => {
    expect(await anInstallation({ unknownFields: 'reject' }).send(base)).toEqual(accepted);
  },
);

describe.each([...stagedAt('message'), ...stagedAt('store')])('%s', (_, golden) => {
  test('is answered to the letter, and stores nothing', async () => {
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

test.each(stagedAt('message'))('%s: nothing else is broken', (_, golden) => {
  expect(problemsOf(golden)).toMatchObject([withoutStatus(golden)]);
});

test('the message alone does not tell what the store and the transport know', () => {
  expect(
    new Set(
      stagedAt('store').map(
        ([
          ,
          {
            expect: { code },
          },
        ]) => code,
      ),
    ),
  ).toEqual(new Set(['C004', 'O001']));
  for (const [, golden] of stagedAt('store')) expect(problemsOf(golden)).toEqual([]);
  expect(
    stagedAt('transport').map(
      ([
        ,
        {
          expect: { code },
        },
      ]) => code,
    ),
  ).toEqual(['F005', 'F006']);
});

test('the documented lines are 60, no two alike', () => {
  expect(documented).toHaveLength(60);
  expect(new Set(documented.map(({ expect: { code, description } }) => `${code} ${description}`)).size).toBe(60);
});
