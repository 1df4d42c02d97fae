import { CallbackEvents, type Assessments, type Conclusion, type RiskDecision } from '@aml-customer/application';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

/**
 * What a contract test works with: an adapter without assessments, how to queue one of a new customer, PENDING with
 * level NONE and politically exposed, by its id, and how to leave it.
 */
export interface AssessmentsUnderTest {
  readonly assessments: Assessments;
  readonly queue: (customerExtId: string) => Promise<string>;
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
  decidedAt: new Date(AT.getTime() + after),
});
const pending: Conclusion = { seen: { state: 'QUEUED' }, assessment: { state: 'PENDING', risk }, events: [] };
const proposal = (entry: RiskDecision, seen?: RiskDecision): Conclusion => ({
  seen: { state: 'PENDING', ...(seen && { decision: seen }) },
  assessment: { state: 'PENDING', risk, decision: entry },
  entry,
  events: [],
});
const confirmation = (extId: string, first: RiskDecision, entry: RiskDecision): Conclusion => ({
  seen: { state: 'PENDING', decision: first },
  entry,
  assessment: {
    state: 'COMPLETED',
    risk,
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

/** The tests that every adapter of {@link Assessments} passes; set up once, as no two tests share a customer. */
export function assessmentsContract(name: string, setUp: () => Promise<AssessmentsUnderTest>): void {
  describe(`${name} keeps the contract of Assessments`, () => {
    let adapter: AssessmentsUnderTest;
    beforeAll(async () => void (adapter = await setUp()));
    afterAll(() => adapter.tearDown());
    const conclude = (id: string, step: Conclusion) => adapter.assessments.conclude(id, step);
    const assessment = async (id: string) => (await adapter.assessments.open(id))?.assessment;

    test('one that is queued is opened, and nothing else', async () => {
      const id = await adapter.queue('opened');
      expect(await adapter.assessments.open(id)).toMatchObject({
        assessment: { id, state: 'QUEUED', customerExtId: 'opened', version: 1 },
        customerStatus: 'PENDING',
        riskLevel: 'NONE',
        flags: { pep: true },
        customerUpdatedAt: expect.any(Date),
      });
      expect(await assessment('987654')).toBeUndefined();
      expect(await conclude('987654', pending)).toBe(false);
    });

    test('a step is applied once, to the assessment as it was seen', async () => {
      const id = await adapter.queue('once');
      expect(await conclude(id, proposal(decision('Rūta')))).toBe(false);
      expect([await conclude(id, pending), await conclude(id, pending)]).toEqual([true, false]);
      expect(await assessment(id)).toMatchObject({ state: 'PENDING', risk });
      expect(await assessment(id)).not.toHaveProperty('decisions');
    });

    test('every decision is kept in its order, whatever took its place', async () => {
      const id = await adapter.queue('entries');
      const [first, second, third] = [
        decision('Rūta'),
        { ...decision('Jonas', 1), decisionType: 'REJECTED' as const },
        decision('Rūta', 2),
      ];
      const { comment: _, ...silent } = third;
      for (const step of [pending, proposal(first), proposal(second, first), confirmation('entries', second, silent)])
        expect(await conclude(id, step)).toBe(true);
      expect(await assessment(id)).toMatchObject({
        state: 'COMPLETED',
        decision: second,
        confirmedBy: 'Rūta',
        finalRiskLevel: 'HIGH',
        completedAt: silent.decidedAt,
      });
      expect((await assessment(id))?.decisions).toEqual([first, second, silent]);
      expect((await adapter.assessments.ofCustomer('entries'))?.[0]).toMatchObject({
        id,
        decision: second,
        risk: { ...risk, explanation: {} },
      });
      expect((await adapter.assessments.ofCustomer('entries'))?.[0]).not.toHaveProperty('decisions');
    });

    test('of decisions that saw the same, one is kept', async () => {
      const id = await adapter.queue('race');
      await conclude(id, pending);
      const applied = await Promise.all(['Rūta', 'Jonas', 'Eglė'].map((who) => conclude(id, proposal(decision(who)))));
      expect(applied.filter(Boolean)).toHaveLength(1);
      expect((await assessment(id))?.decisions).toEqual([(await assessment(id))?.decision]);
    });

    test('the customer changes with the assessment, at the same instant', async () => {
      const id = await adapter.queue('customer');
      const [first, second] = [decision('Rūta'), decision('Jonas', 1)];
      for (const step of [pending, proposal(first)]) await conclude(id, step);
      expect(await adapter.assessments.open(id)).toMatchObject({ customerStatus: 'PENDING', riskLevel: 'NONE' });
      await conclude(id, confirmation('customer', first, second));
      expect(await adapter.assessments.open(id)).toMatchObject({
        customerStatus: 'ACTIVE',
        riskLevel: 'HIGH',
        flags: { pep: true },
        customerUpdatedAt: second.decidedAt,
      });
    });

    test('those of a customer are listed, and there is no list of nobody', async () => {
      const id = await adapter.queue('listed');
      expect((await adapter.assessments.ofCustomer('listed'))?.map((each) => each.id)).toEqual([id]);
      expect(await adapter.assessments.ofCustomer('nobody')).toBeUndefined();
    });

    test('what waits is counted, and listed in pages', async () => {
      const before = await adapter.assessments.waiting();
      const ids = [await adapter.queue('page 1'), await adapter.queue('page 2'), await adapter.queue('page 3')];
      for (const id of ids.slice(0, 2)) await conclude(id, pending);
      expect(await adapter.assessments.waiting()).toEqual({ queued: before.queued + 1, pending: before.pending + 2 });
      const listed: string[] = [];
      for (let after: string | undefined, more = true; more;) {
        const page = await adapter.assessments.inState('PENDING', after, 1);
        listed.push(...(page?.items.map(({ id }) => id) ?? []));
        more = page?.items.length === 1;
        after = page?.cursor;
      }
      expect(listed.slice(-2)).toEqual(ids.slice(0, 2));
      expect(await adapter.assessments.inState('PENDING', 'no cursor', 1)).toBeUndefined();
    });
  });
}
