import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { CallbackSender } from '@aml-customer/application';
import { openQueue, type Queue } from './queue.js';

jest.setTimeout(60_000);
const EVENTS = 24;
let queue: Queue;
beforeAll(async () => { queue = await openQueue(); });
afterAll(() => queue.close());

/** A receiver that refuses every fourth attempt, and the ids that it took, by customer. */
function aMoodyReceiver() {
  const taken = new Map<string, string[]>();
  let attempts = 0;
  const sender: CallbackSender = {
    send: async ({ id, subject }) => {
      if (++attempts % 4 === 0) return { delivered: false, outcome: 'status-500' };
      taken.set(subject, [...(taken.get(subject) ?? []), id]);
      return { delivered: true, outcome: 'status-204' };
    },
  };
  return { taken, sender };
}

test('no event is forgotten while workers and senders race, and the order of each customer is kept', async () => {
  const { taken, sender } = aMoodyReceiver();
  const receivers = { of: async () => ({ url: 'https://receiver.example/', mode: 'binary', secrets: ['none'] }) as const };
  for (let n = 0; n < 2; n++) await queue.work({ receivers, sender, pauses: Array.from({ length: 40 }, () => 0.02) });
  const customers = await Promise.all(Array.from({ length: 8 }, (_, n) => queue.customer(`C-${n}`)));
  const written = await Promise.all(customers.map(async (customer) => {
    const ids: string[] = [];
    for (let n = 0; n < EVENTS; n++) ids.push(await queue.write(customer));
    return [customer, ids] as const;
  }));
  while ((await queue.undelivered()) > 0);
  expect(taken).toEqual(new Map(written));
});
