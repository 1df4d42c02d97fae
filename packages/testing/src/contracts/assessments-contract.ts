import {
  CallbackEvents,
  type Assessments,
  type Conclusion,
  type CustomerReader,
  type CustomerRegister,
  type EventLog,
  type RiskDecision,
} from '@aml-customer/application';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { toCreate, toUpdate } from './an-intent.js';

/** The adapters under test, on one store without assessments. */
export interface AssessmentsUnderTest {
  readonly assessments: Assessments;
  readonly customers: CustomerRegister & CustomerReader;
  readonly eventLog: EventLog;
  readonly tearDown: () => Promise<void>;
}

const AT = new Date('2096-03-01T10:00:00.123Z');
const risk = {
  level: 'HIGH',
  score: 61,
  needsDecision: true,
  nextReview: '2097-03-01',
  model: { id: 'default', version: '1', hash: 'abc' },
  explanation: { because: 'Ąžuolas' },
} as const;
const decision = (decidedBy: string, after = 0): RiskDecision => ({
  decisionType: 'ACCEPTED',
  finalRiskLevel: 'HIGH',
  decisionGroundCode: '02',
  comment: `Seen by ${decidedBy}`,
  decidedBy,
  authenticated: decidedBy !== 'Eglė',
  decidedAt: new Date(AT.getTime() + after),
});
const circumstances = {
  assessedAt: AT,
  waitsFor: ['LOWERED_FROM_EXTREME', 'FLAG_WITHDRAWN:isPEP'],
  fourEyes: { whenAssessed: true },
} as const;
const pending: Conclusion = {
  seen: { state: 'QUEUED' },
  assessment: { state: 'PENDING', risk, ...circumstances },
  events: [],
};
const proposal = (entry: RiskDecision, seen?: RiskDecision): Conclusion => ({
  seen: { state: 'PENDING', ...(seen && { decision: seen }) },
  assessment: { state: 'PENDING', risk, ...circumstances, decision: entry },
  entry,
  events: [],
});
const confirmation = (extId: string, first: RiskDecision, entry: RiskDecision): Conclusion => ({
  seen: { state: 'PENDING', decision: first },
  entry,
  assessment: {
    state: 'COMPLETED',
    risk,
    ...circumstances,
    fourEyes: { whenAssessed: true, whenDecided: false },
    decision: first,
    confirmedBy: entry.decidedBy,
    finalRiskLevel: 'HIGH',
    completedAt: entry.decidedAt,
  },
  customer: { riskLevel: 'HIGH', status: 'ACTIVE' },
  events: [
    new CallbackEvents().scoringCompleted(
      { id: randomUUID(), time: AT, communicationNumber: 'N', customerExtId: extId },
      'customer',
      { initialRiskLevel: 'HIGH', finalRiskLevel: 'HIGH', decisionType: 'ACCEPTED' },
    ),
  ],
});

/** The tests that every adapter of {@link Assessments} passes; no two tests share a customer. */
export function assessmentsContract(name: string, setUp: () => Promise<AssessmentsUnderTest>): void {
  describe(`${name} fulfils the contract of Assessments`, () => {
    let adapters: AssessmentsUnderTest;
    beforeAll(async () => void (adapters = await setUp()));
    afterAll(() => adapters.tearDown());
    /** Registers a PENDING customer without a risk level; returns the id of the queued assessment. */
    const queue = async (extId: string): Promise<string> => {
      const customer = { status: 'PENDING', flags: { pep: true } } as const;
      await adapters.customers.store(toCreate({ number: extId, extId, customer, follow: { assessment: true } }), '{}');
      return (await adapters.assessments.ofCustomer(extId))?.[0]?.id ?? '';
    };
    const conclude = (id: string, step: Conclusion) => adapters.assessments.conclude(id, step);
    const assessment = async (id: string) => (await adapters.assessments.open(id))?.assessment;

    test('a queued assessment can be opened, and an unknown one cannot', async () => {
      const id = await queue('opened');
      expect(await adapters.assessments.open(id)).toMatchObject({
        assessment: { id, state: 'QUEUED', customerExtId: 'opened', version: 1 },
        customerStatus: 'PENDING',
        riskLevel: 'NONE',
        flags: { pep: true },
        customerUpdatedAt: expect.any(Date),
      });
      expect(await assessment('987654')).toBeUndefined();
      expect(await conclude('987654', pending)).toBe(false);
    });

    test('a step is applied once, if the assessment is as it was seen', async () => {
      const id = await queue('once');
      expect(await conclude(id, proposal(decision('Rūta')))).toBe(false);
      expect([await conclude(id, pending), await conclude(id, pending)]).toEqual([true, false]);
      expect(await assessment(id)).toMatchObject({ state: 'PENDING', risk, ...circumstances });
      expect(await assessment(id)).not.toHaveProperty('decisions');
    });

    test('all decisions are kept in order, replaced ones included', async () => {
      const id = await queue('entries');
      const [first, second, third] = [
        decision('Rūta'),
        { ...decision('Eglė', 1), decisionType: 'REJECTED' as const },
        decision('Rūta', 2),
      ];
      const { comment: _, ...withoutComment } = third;
      for (const step of [
        pending,
        proposal(first),
        proposal(second, first),
        confirmation('entries', second, withoutComment),
      ])
        expect(await conclude(id, step)).toBe(true);
      expect(await assessment(id)).toMatchObject({
        state: 'COMPLETED',
        ...circumstances,
        fourEyes: { whenAssessed: true, whenDecided: false },
        decision: second,
        confirmedBy: 'Rūta',
        finalRiskLevel: 'HIGH',
        completedAt: withoutComment.decidedAt,
      });
      expect((await assessment(id))?.decisions).toEqual([first, second, withoutComment]);
      expect((await adapters.assessments.ofCustomer('entries'))?.[0]).toMatchObject({
        id,
        decision: second,
        risk: { ...risk, explanation: {} },
      });
      expect((await adapters.assessments.ofCustomer('entries'))?.[0]).not.toHaveProperty('decisions');
    });

    test('a step that leaves an assessment PENDING can give the customer back its former status', async () => {
      const id = await queue('restored');
      await conclude(id, { ...pending, customer: { riskLevel: 'NONE', status: 'SUSPENDED' } });
      expect(await adapters.assessments.open(id)).toMatchObject({
        assessment: { state: 'PENDING' },
        customerStatus: 'SUSPENDED',
        riskLevel: 'NONE',
        customerUpdatedAt: AT,
      });
      expect(await conclude(id, proposal(decision('Rūta')))).toBe(true);
    });

    test('of concurrent decisions one is applied', async () => {
      const id = await queue('race');
      await conclude(id, pending);
      const applied = await Promise.all(
        ['Rūta', 'Jonas', 'Eglė'].map((person) => conclude(id, proposal(decision(person)))),
      );
      expect(applied.filter(Boolean)).toHaveLength(1);
      expect((await assessment(id))?.decisions).toEqual([(await assessment(id))?.decision]);
    });

    test('completing creates a version of the customer at the same time, and writes the events', async () => {
      const id = await queue('customer');
      const [first, second] = [decision('Rūta'), decision('Jonas', 1)];
      for (const step of [pending, proposal(first)]) await conclude(id, step);
      expect(await adapters.assessments.open(id)).toMatchObject({ customerStatus: 'PENDING', riskLevel: 'NONE' });
      await conclude(id, confirmation('customer', first, second));
      expect(await adapters.assessments.open(id)).toMatchObject({
        customerStatus: 'ACTIVE',
        riskLevel: 'HIGH',
        flags: { pep: true },
        customerUpdatedAt: second.decidedAt,
      });
      expect((await adapters.customers.versions('customer'))?.map(({ cause }) => cause)).toEqual([
        'MESSAGE',
        'ASSESSMENT',
      ]);
      expect(await adapters.customers.find('customer')).toMatchObject({
        version: 2,
        customerStatus: 'ACTIVE',
        riskLevel: 'HIGH',
        title: 'Ieva Smiltė',
        communicationNumber: 'customer',
        body: '{}',
        updatedAt: second.decidedAt,
      });
      const events = (await adapters.eventLog.after(undefined, 1000))?.items ?? [];
      expect(events.filter(({ subject }) => subject === 'customer')).toMatchObject([
        { type: 'app.amlyze.customer.riskmanagement.kyc_scoring.completed' },
      ]);
    });

    test('a version names the assessment that created it, or the one that its message requested', async () => {
      const id = await queue('named');
      const { assessments, customers } = adapters;
      const step = decision('Rūta');
      for (const conclusion of [pending, proposal(step), confirmation('named', step, decision('Jonas', 1))])
        await conclude(id, conclusion);
      await customers.store(toUpdate({ number: 'named 2', extId: 'named' }), '{}');
      await customers.store(toUpdate({ number: 'named 3', extId: 'named', follow: { assessment: true } }), '{}');
      const [later] = (await assessments.ofCustomer('named')) ?? [];
      const causes = [
        { cause: 'MESSAGE', assessmentId: id },
        { cause: 'ASSESSMENT', assessmentId: id },
        { cause: 'MESSAGE' },
        { cause: 'MESSAGE', assessmentId: later?.id },
      ];
      const versions = (await customers.versions('named')) ?? [];
      expect(versions).toMatchObject(causes);
      expect(versions[2]).not.toHaveProperty('assessmentId');
      for (const [i, cause] of causes.entries()) {
        const version = await customers.find('named', i + 1);
        expect(version).toMatchObject(cause);
        expect(version?.assessmentId).toBe(cause.assessmentId);
      }
    });

    test('a step is refused after a newer message, whether it requests an assessment or not', async () => {
      for (const [extId, follow] of [
        ['replaced', { assessment: true }],
        ['replaced and imported', { assessment: false }],
      ] as const) {
        const id = await queue(extId);
        await adapters.customers.store(toUpdate({ number: `${extId} 2`, extId, follow }), '{}');
        expect((await assessment(id))?.state).toBe('SUPERSEDED');
        expect(await conclude(id, pending)).toBe(false);
        expect(await adapters.customers.versions(extId)).toHaveLength(2);
      }
    });

    test('a customer without assessments has an empty list', async () => {
      await adapters.customers.store(toCreate({ number: 'imported', extId: 'imported' }), '{}');
      expect(await adapters.assessments.ofCustomer('imported')).toEqual([]);
    });

    test('the assessments of a customer are listed; a missing customer has no list', async () => {
      const id = await queue('listed');
      expect((await adapters.assessments.ofCustomer('listed'))?.map((assessment) => assessment.id)).toEqual([id]);
      expect(await adapters.assessments.ofCustomer('nobody')).toBeUndefined();
    });

    test('waiting assessments are counted, and listed in pages', async () => {
      const before = await adapters.assessments.waiting();
      const ids = [await queue('page 1'), await queue('page 2'), await queue('page 3')];
      for (const id of ids.slice(0, 2)) await conclude(id, pending);
      expect(await adapters.assessments.waiting()).toEqual({ queued: before.queued + 1, pending: before.pending + 2 });
      const listed: string[] = [];
      for (let after: string | undefined, more = true; more;) {
        const page = await adapters.assessments.inState('PENDING', after, 1);
        listed.push(...(page?.items.map(({ id }) => id) ?? []));
        more = page?.items.length === 1;
        after = page?.cursor;
      }
      expect(listed.slice(-2)).toEqual(ids.slice(0, 2));
      expect(await adapters.assessments.inState('PENDING', 'no cursor', 1)).toBeUndefined();
    });
  });
}
