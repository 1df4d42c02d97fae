import {
  CallbackEvents,
  consequencesOf,
  type AddressedEvent,
  type Assessment,
  type Assessments,
  type CustomerReader,
  type CustomerRegister,
  type CustomerState,
  type Deliveries,
} from '@aml-customer/application';
import type { Flags } from '@aml-customer/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toCreate, toUpdate } from './an-intent.js';
import { TEST_MODEL } from './test-model.js';

/** The adapters under test, on one store that names events by the published prefixes. */
export interface UpdatesUnderTest {
  readonly customers: CustomerRegister & CustomerReader;
  readonly assessments: Assessments;
  readonly deliveries: Deliveries;
  /** The key by which `deliveries` knows a customer. */
  readonly customerKey: (extId: string) => Promise<string>;
  readonly tearDown: () => Promise<void>;
}

/** The customer's assessment when the update arrives. */
const ASSESSMENTS = ['none', 'QUEUED', 'PENDING', 'PENDING lead', 'COMPLETED'] as const;

interface UpdateCase {
  readonly name: string;
  readonly before: CustomerState & { readonly riskLevel: 'LOW' };
  readonly after: Omit<CustomerState, 'riskLevel'> & { readonly riskLevel?: 'LOW' | 'HIGH' };
  readonly assessment: (typeof ASSESSMENTS)[number];
}

const FLAG_NAMES = [
  'pep',
  'sanctioned',
  'inAdverseMedia',
  'inInternalList',
  'familyPep',
] as const satisfies readonly (keyof Flags)[];
const flagValues = (flag: keyof Flags): readonly Flags[] => [{}, { [flag]: true }, { [flag]: false }];

const updateCase = (before: Flags, after: UpdateCase['after'], assessment: UpdateCase['assessment']): UpdateCase => ({
  name: JSON.stringify([before, after, assessment]),
  before: { status: 'ACTIVE', riskLevel: 'LOW', flags: before },
  after,
  assessment,
});

/** Every combination of a changed flag, status and risk level with every state of the assessment. */
const CASES: readonly UpdateCase[] = [
  ...ASSESSMENTS.flatMap((assessment) =>
    (['ACTIVE', 'SUSPENDED'] as const).flatMap((status) =>
      ([undefined, 'LOW', 'HIGH'] as const).flatMap((riskLevel) =>
        flagValues('pep').flatMap((before) =>
          flagValues('pep').map((flags) =>
            updateCase(before, { status, flags, ...(riskLevel && { riskLevel }) }, assessment),
          ),
        ),
      ),
    ),
  ),
  ...FLAG_NAMES.slice(1).flatMap((flag) =>
    flagValues(flag).flatMap((before) =>
      flagValues(flag).map((flags) => updateCase(before, { status: 'ACTIVE', flags }, 'none')),
    ),
  ),
];

const events = new CallbackEvents();
const risk = {
  level: 'HIGH',
  score: 61,
  needsDecision: false,
  nextReview: '2097-03-01',
  model: TEST_MODEL,
  explanation: {},
} as const;

/**
 * Compares an adapter with the rule in `consequencesOf`: the same events in the same order to the same requesters, and
 * the same superseded assessments, for all cases.
 */
export function updateConsequencesContract(name: string, setUp: () => Promise<UpdatesUnderTest>): void {
  describe(`${name} applies the consequences of updates`, () => {
    let adapters: UpdatesUnderTest;
    beforeAll(async () => void (adapters = await setUp()));
    afterAll(() => adapters.tearDown());

    test(`as the rule does, in ${CASES.length} cases`, async () => {
      const results = await Promise.all(CASES.map((updateCase) => resultOf(updateCase, adapters)));
      for (const { name: caseName, expected, actual } of results)
        expect({ caseName, ...actual }).toEqual({ caseName, ...expected });
    });

    test('each of several updates supersedes the assessment of the one before', async () => {
      const follow = { assessment: true };
      await adapters.customers.store(toCreate({ number: 'series-1', extId: 'series', follow }), '{}');
      for (const n of [2, 3, 4])
        await adapters.customers.store(toUpdate({ number: `series-${n}`, extId: 'series', follow }), '{}');
      expect((await adapters.assessments.ofCustomer('series'))?.map(({ state }) => state)).toEqual([
        'QUEUED',
        'SUPERSEDED',
        'SUPERSEDED',
        'SUPERSEDED',
      ]);
      expect((await deliveredEvents('series', adapters)).map(({ event }) => event.communicationNumber)).toEqual([
        'series-1',
        'series-2',
        'series-3',
      ]);
    });
  });
}

async function resultOf(updateCase: UpdateCase, adapters: UpdatesUnderTest) {
  const { name, before, after } = updateCase;
  const { customers, assessments } = adapters;
  const earlier = await prepare(updateCase, adapters);
  await customers.store(toUpdate({ number: `${name} 2`, extId: name, requester: 'second', customer: after }), '{}');
  const { superseded, events: expectedEvents } = consequencesOf(
    {
      customerExtId: name,
      requester: 'second',
      at: (await customers.find(name))?.updatedAt ?? new Date(0),
      before,
      after: { ...after, riskLevel: after.riskLevel ?? before.riskLevel },
      assessments: earlier.map(({ risk: assessed, ...assessment }) => ({
        ...assessment,
        requester: 'first',
        ...(assessed && { riskLevel: assessed.level }),
      })),
    },
    { events, newId: () => expect.any(String) as unknown as string },
  );
  const states = (all: readonly Assessment[]) => all.map(({ id, state }) => ({ id, state }));
  return {
    name,
    expected: {
      events: expectedEvents,
      assessments: states(
        earlier.map((assessment) =>
          superseded.includes(assessment.id) ? { ...assessment, state: 'SUPERSEDED' as const } : assessment,
        ),
      ),
    },
    actual: {
      events: await deliveredEvents(name, adapters),
      assessments: states((await assessments.ofCustomer(name)) ?? []),
    },
  };
}

/** Registers the customer and brings its assessment into the state of the case; returns the assessments. */
async function prepare(
  { name, before, assessment }: UpdateCase,
  { customers, assessments }: UpdatesUnderTest,
): Promise<readonly Assessment[]> {
  const customer = { ...before, ...(assessment === 'PENDING lead' && { lead: true as const }) };
  const follow = { assessment: assessment !== 'none' };
  await customers.store(toCreate({ number: `${name} 1`, extId: name, requester: 'first', customer, follow }), '{}');
  const [queued] = (await assessments.ofCustomer(name)) ?? [];
  if (!queued || assessment === 'QUEUED') return queued ? [queued] : [];
  const completedAt = (await assessments.open(queued.id))?.customerUpdatedAt ?? new Date(0);
  await assessments.conclude(queued.id, {
    seen: { state: 'QUEUED' },
    events: [],
    ...(assessment === 'COMPLETED'
      ? {
          assessment: { state: 'COMPLETED', risk, finalRiskLevel: before.riskLevel, completedAt },
          customer: { riskLevel: before.riskLevel, status: before.status },
        }
      : { assessment: { state: 'PENDING', risk } }),
  });
  return (await assessments.ofCustomer(name)) ?? [];
}

/** Delivers all events of a customer; returns them in order. */
export async function deliveredEvents(
  extId: string,
  { deliveries, customerKey }: Pick<UpdatesUnderTest, 'deliveries' | 'customerKey'>,
): Promise<readonly AddressedEvent[]> {
  const key = await customerKey(extId);
  const found: AddressedEvent[] = [];
  for (;;) {
    const next = await deliveries.claim(key, { deliveries: 1, leaseMs: 60_000 });
    if (next.kind !== 'claimed') return found;
    const [{ event, requester }] = next.claim.deliveries;
    found.push({ event, ...(requester !== undefined && { requester }) });
    await deliveries.record(next.claim, [{ state: 'DELIVERED', attempts: 1, lastOutcome: 'status-200' }]);
  }
}
