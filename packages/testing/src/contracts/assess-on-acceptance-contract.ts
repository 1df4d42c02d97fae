import {
  CallbackEvents,
  consequencesOf,
  isApplicable,
  resultOf,
  stateAsked,
  type AssessedLevel,
  type Assessments,
  type CustomerReader,
  type CustomerRegister,
  type Deliveries,
  type EarlierAssessment,
  type ImmediateAssessment,
  type RiskModels,
} from '@aml-customer/application';
import { CUSTOMER_STATUSES, FLAGS, type CustomerStatus, type Flags, type Intent } from '@aml-customer/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toCreate, toUpdate } from './an-intent.js';
import { TEST_MODEL } from './test-model.js';
import { reach, SCENARIOS } from './before-message-contract.js';
import { deliveredEvents } from './update-consequences-contract.js';

/**
 * The adapters under test, on one store where {@link TEST_MODEL} is active, with the setting `lowering: person` and
 * the published event types.
 */
export interface AssessedOnAcceptanceUnderTest {
  readonly customers: CustomerRegister & CustomerReader;
  readonly assessments: Assessments;
  readonly riskModels: RiskModels;
  readonly deliveries: Deliveries;
  /** The key by which `deliveries` knows a customer. */
  readonly customerKey: (extId: string) => Promise<string>;
  readonly tearDown: () => Promise<void>;
}

const events = new CallbackEvents();

interface Values extends Partial<Omit<ImmediateAssessment, 'risk'>> {
  readonly needsDecision?: boolean;
}

const immediate = (level: AssessedLevel, { needsDecision = false, ...values }: Values = {}): ImmediateAssessment => ({
  risk: {
    level,
    score: 42.5,
    needsDecision,
    nextReview: '2097-03-01',
    model: TEST_MODEL,
    explanation: { because: 'Ąžuolas "1.25"' },
  },
  status: 'ACTIVE',
  requiresNoScreening: false,
  fourEyes: true,
  ...values,
});

/** Every result of an assessment of a new customer, and what its message asks for. */
const REGISTRATIONS = (['PENDING', 'COMPLETED'] as const).flatMap((state) =>
  CUSTOMER_STATUSES.flatMap((requested) =>
    ([undefined, true] as const).flatMap((lead) =>
      [{}, { pep: true, sanctioned: false, familyPep: true }].map((flags) => ({
        name: JSON.stringify([state, requested, lead, flags]),
        assessment: immediate(state === 'PENDING' ? 'HIGH' : 'LOW', {
          needsDecision: state === 'PENDING',
          status: state === 'COMPLETED' && requested === 'PENDING' && !lead ? 'ACTIVE' : requested,
        }),
        customer: { status: requested, flags, ...(lead && { lead }) },
      })),
    ),
  ),
);

/** The messages with which each scenario goes on: their flags and their results. */
const NEXT = [
  {},
  Object.fromEntries(FLAGS.map((flag) => [flag, true])),
  ...FLAGS.map((flag) => ({ [flag]: true })),
].flatMap((flags: Flags) =>
  [
    immediate('LOW'),
    immediate('HIGH'),
    immediate('EXTREME'),
    immediate('EXTREME', { needsDecision: true, status: 'CLOSED' }),
  ].map((assessment) => ({ flags, assessment })),
);

/**
 * Compares an adapter with the rules for messages that are assessed before they are stored: `isApplicable`,
 * `consequencesOf` and `statusOnAcceptance`.
 */
export function assessOnAcceptanceContract(name: string, setUp: () => Promise<AssessedOnAcceptanceUnderTest>): void {
  describe(`${name} stores assessments with their messages`, () => {
    let adapters: AssessedOnAcceptanceUnderTest;
    beforeAll(async () => void (adapters = await setUp()));
    afterAll(() => adapters.tearDown());
    const latest = async (extId: string) => {
      const [summary] = (await adapters.assessments.ofCustomer(extId)) ?? [];
      return (await adapters.assessments.open(summary?.id ?? ''))?.assessment;
    };

    test(`of new customers, in ${REGISTRATIONS.length} cases`, async () => {
      for (const registration of REGISTRATIONS) {
        const { name: extId, assessment, customer } = registration;
        const intent = toCreate({ number: extId, extId, requester: 'CRM', customer, follow: { assessment: true } });
        expect(await adapters.customers.store(intent, '{}', assessment)).toBe('assessed');
        const version = await adapters.customers.find(extId);
        const { state, finalRiskLevel } = resultOf(assessment);
        expect(version).toMatchObject({
          version: 1,
          cause: 'MESSAGE',
          customerStatus: assessment.status,
          riskLevel: finalRiskLevel ?? 'NONE',
        });
        const at = version?.updatedAt;
        expect(await latest(extId)).toEqual({
          ...{ id: version?.assessmentId, state, customerExtId: extId, version: 1 },
          ...{ communicationNumber: extId, createdAt: at, lead: customer.lead ?? false },
          ...{ risk: assessment.risk, assessedAt: at, fourEyes: { whenAssessed: true } },
          ...(finalRiskLevel && { finalRiskLevel, completedAt: at }),
        });
        await expectConsequences(intent, stateAsked(customer), assessment);
      }
    });

    /** Compares the events of a message that was just stored. */
    async function expectConsequences(
      { customer, message }: Intent,
      before: ReturnType<typeof stateAsked>,
      { risk, ...result }: ImmediateAssessment,
      assessments: readonly EarlierAssessment[] = [],
    ): Promise<void> {
      const { extId, lead = false, flags } = customer;
      const version = await adapters.customers.find(extId);
      const after = { status: version!.customerStatus, riskLevel: version!.riskLevel, flags };
      const { state } = resultOf({ risk, ...result });
      const expected = consequencesOf(
        {
          ...{ customerExtId: extId, requester: 'CRM', at: version!.updatedAt, before, after, assessments },
          assessed: { state, lead, riskLevel: risk.level, communicationNumber: message.communicationNumber },
        },
        { events, newId: () => expect.any(String) as unknown as string },
      );
      expect(await deliveredEvents(extId, adapters)).toEqual(expected.events);
    }

    const earlierOf = async (extId: string): Promise<readonly EarlierAssessment[]> =>
      ((await adapters.assessments.ofCustomer(extId)) ?? [])
        .map(({ risk, ...assessment }) => ({ ...assessment, ...(risk && { riskLevel: risk.level }) }))
        .reverse();

    test.each(SCENARIOS)('of updates, if they undo nothing, after $name', async ({ name: scenario, steps, before }) => {
      for (const [i, { flags, assessment }] of NEXT.entries()) {
        const extId = `${scenario} ${i}`;
        await reach(extId, steps, adapters);
        await deliveredEvents(extId, adapters);
        const stored = await adapters.customers.find(extId);
        const { customerStatus: status, riskLevel } = stored!;
        const earlier = await earlierOf(extId);
        const values = { number: `${extId} next`, extId, requester: 'CRM' };
        const customer = { flags, status: assessment.status };
        const intent = toUpdate({ ...values, customer, follow: { assessment: true } });
        const applies = isApplicable(assessment, { before, flags, outstandingScreenings: [] }, 'person');
        expect([extId, await adapters.customers.store(intent, '{}', assessment)]).toEqual([
          extId,
          applies ? 'assessed' : 'stored',
        ]);
        const after = await adapters.customers.find(extId);
        if (!applies) {
          expect([after?.riskLevel, (await latest(extId))?.state]).toEqual([riskLevel, 'QUEUED']);
          continue;
        }
        const { state, finalRiskLevel } = resultOf(assessment);
        expect(after).toMatchObject({
          version: stored!.version + 1,
          customerStatus: assessment.status,
          riskLevel: finalRiskLevel ?? riskLevel,
        });
        expect(await latest(extId)).toMatchObject({ state, ...(finalRiskLevel && { finalRiskLevel }) });
        const flagsBefore = steps.at(-1)?.flags ?? {};
        await expectConsequences(intent, { status, riskLevel, flags: flagsBefore }, assessment, earlier);
      }
    });

    test('and supersede earlier ones before they report', async () => {
      const [extId, follow] = ['superseding', { assessment: true }];
      await adapters.customers.store(
        toCreate({ number: 's1', extId, follow }),
        '{}',
        immediate('HIGH', { needsDecision: true }),
      );
      await adapters.customers.store(
        toUpdate({ number: 's2', extId, follow }),
        '{}',
        immediate('HIGH', { needsDecision: true }),
      );
      const types = (await deliveredEvents(extId, adapters)).map(({ event }) => [
        event.communicationNumber,
        event.type,
      ]);
      expect(types).toEqual([
        ['s1', 'app.amlyze.customer.riskmanagement.kyc_scoring.pending'],
        ['s1', 'app.amlyze.customer.riskmanagement.kyc_scoring.superseded'],
        ['s2', 'app.amlyze.customer.riskmanagement.kyc_scoring.pending'],
      ]);
      expect((await adapters.assessments.ofCustomer(extId))?.map(({ state }) => state)).toEqual([
        'PENDING',
        'SUPERSEDED',
      ]);
    });

    test('unless an outstanding screening keeps the customer from its status', async () => {
      for (const requiresNoScreening of [true, false]) {
        const extId = `screened ${requiresNoScreening}`;
        const status: CustomerStatus = 'PENDING';
        await adapters.customers.store(
          toCreate({ number: `${extId} 1`, extId, customer: { status }, follow: { screenings: ['PEP'] } }),
          '{}',
        );
        const update = toUpdate({ number: `${extId} 2`, extId, customer: { status }, follow: { assessment: true } });
        expect(await adapters.customers.store(update, '{}', immediate('LOW', { requiresNoScreening }))).toBe(
          requiresNoScreening ? 'stored' : 'assessed',
        );
      }
    });

    test('unless another model is active, which also refuses to conclude a queued one', async () => {
      const { riskModels, customers, assessments } = adapters;
      await riskModels.add({ ...TEST_MODEL, version: '2', data: {} }, 'Rūta');
      const store = (extId: string) =>
        customers.store(toCreate({ number: extId, extId, follow: { assessment: true } }), '{}', immediate('LOW'));
      expect(await store('same model')).toBe('assessed');
      await riskModels.activate('default', '2', 'Rūta');
      expect(await store('other model')).toBe('stored');
      const [queued] = (await assessments.ofCustomer('other model')) ?? [];
      const { risk } = immediate('LOW');
      const conclude = (version: string) =>
        assessments.conclude(queued!.id, {
          seen: { state: 'QUEUED' },
          assessment: { state: 'PENDING', risk: { ...risk, model: { ...TEST_MODEL, version } } },
          events: [],
        });
      expect([queued?.state, await conclude('1'), await conclude('2')]).toEqual(['QUEUED', false, true]);
    });
  });
}
