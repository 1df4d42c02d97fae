import {
  CallbackEvents,
  type Assessments,
  type CustomerErasure,
  type CustomerExport,
  type CustomerReader,
  type CustomerRegister,
  type EventLog,
  type FollowUps,
} from '@aml-customer/application';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { toCreate, toUpdate } from './an-intent.js';

/** The adapters under test, on one store that is empty at first. */
export interface CustomerErasureUnderTest {
  readonly customerErasure: CustomerErasure;
  readonly customers: CustomerRegister & CustomerReader;
  readonly followUps: FollowUps;
  readonly customerExport: CustomerExport;
  readonly assessments: Assessments;
  readonly eventLog: EventLog;
  readonly tearDown: () => Promise<void>;
}

const risk = {
  level: 'HIGH',
  score: 61,
  needsDecision: true,
  nextReview: '2097-03-01',
  model: { id: 'default', version: '1', hash: 'abc' },
  explanation: { because: 'Ąžuolas' },
} as const;
const by = (extId: string) => ({ customerHash: `hash of ${extId}`, erasedBy: 'Rūta' });

/** The tests that every adapter of {@link CustomerErasure} passes; no two tests share a customer. */
export function customerErasureContract(name: string, setUp: () => Promise<CustomerErasureUnderTest>): void {
  describe(`${name} fulfils the contract of CustomerErasure`, () => {
    let adapters: CustomerErasureUnderTest;
    beforeAll(async () => void (adapters = await setUp()));
    afterAll(() => adapters.tearDown());

    /** Registers a customer with two messages, three versions, a superseded and a decided assessment, and events. */
    const register = async (extId: string): Promise<void> => {
      const follow = { assessment: true, screenings: ['PEP', 'SANCTIONS'] };
      await adapters.customers.store(toCreate({ number: `${extId} 1`, extId, follow }), '{"n":1}');
      await adapters.customers.store(
        toUpdate({ number: `${extId} 2`, extId, customer: { status: 'PENDING' }, follow }),
        '{"n":2}',
      );
      await decide(extId);
    };
    const decide = async (extId: string): Promise<void> => {
      const id = (await adapters.assessments.ofCustomer(extId))?.[0]?.id ?? '';
      const completedAt = (await adapters.assessments.open(id))?.customerUpdatedAt ?? new Date(0);
      const decision = {
        decisionType: 'ACCEPTED',
        finalRiskLevel: 'HIGH',
        decisionGroundCode: '02',
        decidedBy: 'Jonas',
        authenticated: true,
        decidedAt: completedAt,
      } as const;
      await adapters.assessments.conclude(id, {
        seen: { state: 'QUEUED' },
        assessment: { state: 'COMPLETED', risk, decision, finalRiskLevel: 'HIGH', completedAt },
        entry: decision,
        customer: { riskLevel: 'HIGH', status: 'ACTIVE' },
        events: [
          new CallbackEvents().scoringCompleted(
            { id: randomUUID(), time: completedAt, communicationNumber: `${extId} 2`, customerExtId: extId },
            'customer',
            { initialRiskLevel: 'HIGH', finalRiskLevel: 'HIGH', decisionType: 'ACCEPTED' },
          ),
        ],
      });
    };
    const eventsAbout = async (extId: string) =>
      (await adapters.eventLog.after(undefined, 1000))?.items.filter(({ subject }) => subject === extId);
    /** Everything that can be read about a customer. */
    const everythingAbout = async (extId: string) => {
      const assessments = await adapters.assessments.ofCustomer(extId);
      return {
        current: await adapters.customers.find(extId),
        first: await adapters.customers.find(extId, 1),
        versions: await adapters.customers.versions(extId),
        bodies: await Promise.all([1, 2].map((n) => adapters.customers.standing(`${extId} ${n}`, extId))),
        followUps: await Promise.all([1, 2].map((n) => adapters.followUps.queuedBy(`${extId} ${n}`))),
        assessments,
        opened: await Promise.all((assessments ?? []).map(({ id }) => adapters.assessments.open(id))),
        events: await eventsAbout(extId),
        exported: (await adapters.customerExport.page(undefined, { versions: 1000, bytes: 1e6 })).versions.filter(
          ({ customerExtId }) => customerExtId === extId,
        ),
      };
    };

    test('nothing of the customer is readable, and other customers are unchanged', async () => {
      await register('other');
      const other = await everythingAbout('other');
      await register('erased');
      const ids = ((await adapters.assessments.ofCustomer('erased')) ?? []).map(({ id }) => id);
      expect(ids).toHaveLength(2);
      await adapters.customerErasure.erase('erased', by('erased'));
      expect(await everythingAbout('erased')).toEqual({
        current: undefined,
        first: undefined,
        versions: undefined,
        bodies: [{ customerExists: false }, { customerExists: false }],
        followUps: [[], []],
        assessments: undefined,
        opened: [],
        events: [],
        exported: [],
      });
      for (const id of ids) expect(await adapters.assessments.open(id)).toBeUndefined();
      for (const n of [1, 2]) expect(await adapters.eventLog.causedBy(`erased ${n}`)).toEqual([]);
      expect(await everythingAbout('other')).toEqual(other);
    });

    test('the erasure is recorded with who, when and how much', async () => {
      await register('recorded');
      const events = (await eventsAbout('recorded'))?.length ?? 0;
      expect(events).toBeGreaterThan(1);
      const erasure = await adapters.customerErasure.erase('recorded', by('recorded'));
      expect(erasure).toEqual({
        ...by('recorded'),
        erasedAt: expect.any(Date),
        removed: { versions: 3, messages: 2, assessments: 2, decisions: 1, screenings: 4, events },
      });
      expect(await adapters.customerErasure.erasuresOf('hash of recorded')).toEqual([erasure]);
      expect(await adapters.customerErasure.erasuresOf('hash of nobody')).toEqual([]);
    });

    test('the identifier and the numbers can be used again, and the new customer can be erased too', async () => {
      await register('again');
      await adapters.customerErasure.erase('again', by('again'));
      expect(await adapters.customers.store(toUpdate({ number: 'again 2', extId: 'again' }), '{}')).toBe(
        'customer-missing',
      );
      expect(await adapters.customers.store(toCreate({ number: 'again 1', extId: 'again' }), '{}')).toBe('stored');
      expect(await adapters.customers.versions('again')).toHaveLength(1);
      await adapters.customerErasure.erase('again', by('again'));
      expect(
        (await adapters.customerErasure.erasuresOf('hash of again')).map(({ removed }) => removed.versions),
      ).toEqual([3, 1]);
    });

    test.each(['nobody', 'nul\0', '\ud800', ''])('the missing customer %j is not erased or recorded', async (extId) => {
      expect(await adapters.customerErasure.erase(extId, by('missing'))).toBeUndefined();
      expect(await adapters.customerErasure.erasuresOf('hash of missing')).toEqual([]);
    });

    test('a reader of the event feed misses no event of another customer', async () => {
      await register('before');
      const { cursor } = (await adapters.eventLog.after(undefined, 1000)) ?? {};
      await register('erased meanwhile');
      await register('after');
      await adapters.customerErasure.erase('before', by('before'));
      await adapters.customerErasure.erase('erased meanwhile', by('erased meanwhile'));
      const page = await adapters.eventLog.after(cursor, 1000);
      expect(page?.items).toEqual(await eventsAbout('after'));
      expect(page?.items.length).toBeGreaterThan(1);
    });
  });
}
