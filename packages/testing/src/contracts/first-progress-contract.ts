import {
  firstProgress,
  type CustomerRegister,
  type Deliveries,
  type DeliveryProgress,
  type EventLog,
  type ReceiverStore,
} from '@aml-customer/application';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { toCreate, toUpdate } from './an-intent.js';

/** The adapters under test, on one store of an installation without a default receiver. */
export interface SettlingUnderTest {
  readonly customers: CustomerRegister;
  readonly eventLog: EventLog;
  readonly deliveries: Deliveries;
  readonly receivers: ReceiverStore;
  readonly tearDown: () => Promise<void>;
}

/** Compares an adapter with the rule in `firstProgress`, in an installation without a default receiver. */
export function firstProgressContract(name: string, setUp: () => Promise<SettlingUnderTest>): void {
  describe(`${name} settles events that nobody receives`, () => {
    let adapters: SettlingUnderTest;
    beforeAll(async () => void (adapters = await setUp()));
    afterEach(() => adapters.receivers.remove('anybody', 'Rūta'));
    afterAll(() => adapters.tearDown());

    const addReceiver = () =>
      adapters.receivers.change(
        'anybody',
        () => ({
          url: 'https://receiver.example',
          mode: 'binary',
          secrets: [Buffer.alloc(32).toString('base64')],
        }),
        'Rūta',
      );
    const create = (extId: string) =>
      adapters.customers.store(toCreate({ number: `${extId} 1`, extId, customer: { riskLevel: 'LOW' } }), '{}');
    const changeLevel = (extId: string, n: number) =>
      adapters.customers.store(
        toUpdate({ number: `${extId} ${n}`, extId, customer: { riskLevel: n % 2 === 0 ? 'HIGH' : 'LOW' } }),
        '{}',
      );
    const progressOf = async (extId: string): Promise<DeliveryProgress[]> => {
      const events = (await adapters.eventLog.after(undefined, 1000))?.items.filter(({ subject }) => subject === extId);
      const deliveries = await Promise.all((events ?? []).map(({ id }) => adapters.deliveries.find(id)));
      return deliveries.flatMap((delivery) => {
        if (!delivery) return [];
        const { event: _, ...progress } = delivery;
        return [progress];
      });
    };

    test.each(
      [false, true].flatMap((hasOwnReceivers) =>
        [false, true].map((hasPendingEvents) => ({ hasOwnReceivers, hasPendingEvents })),
      ),
    )('as the rule does: %j', async (situation) => {
      const { hasOwnReceivers, hasPendingEvents } = situation;
      const extId = JSON.stringify(situation);
      await create(extId);
      if (hasPendingEvents) {
        await addReceiver();
        await changeLevel(extId, 2);
        await adapters.receivers.remove('anybody', 'Rūta');
      }
      if (hasOwnReceivers) await addReceiver();
      await changeLevel(extId, 3 - Number(!hasPendingEvents));
      const expected = firstProgress({ hasDefaultReceiver: false, ...situation }, new Date(0));
      const progress = await progressOf(extId);
      expect(progress).toHaveLength(hasPendingEvents ? 2 : 1);
      expect(progress.at(-1)).toEqual({
        ...expected,
        ...(expected.nextAttemptAt && { nextAttemptAt: expect.any(Date) }),
      });
    });
  });
}
