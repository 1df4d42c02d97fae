import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { CallbackSender } from '@aml-customer/application';
import { openQueue, type Queue } from './queue.js';

jest.setTimeout(60_000);
const EVENTS = 24;
const receivers = {
  of: async () => ({ url: 'https://receiver.example/', mode: 'binary', secrets: ['none'] }) as const,
};
let queue: Queue;
beforeEach(async () => {
  queue = await openQueue();
});
afterEach(() => queue.close());

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

test('no event is lost while workers and writers race, and the order per customer is kept', async () => {
  const { taken, sender } = aMoodyReceiver();
  for (let n = 0; n < 2; n++) await queue.work({ receivers, sender, pauses: Array.from({ length: 40 }, () => 0.02) });
  const customers = await Promise.all(Array.from({ length: 8 }, (_, n) => queue.customer(`C-${n}`)));
  const written = await Promise.all(
    customers.map(async (customer) => {
      const ids: string[] = [];
      for (let n = 0; n < EVENTS; n++) ids.push(await queue.write(customer));
      return [customer, ids] as const;
    }),
  );
  while ((await queue.undelivered()) > 0);
  expect(taken).toEqual(new Map(written));
});

test('a stopping worker finishes and records the deliveries in progress', async () => {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
  const sender: CallbackSender = {
    send: async () => {
      ask();
      await mayAnswer;
      return { delivered: true, outcome: 'status-204' };
    },
  };
  await queue.work({ receivers, sender });
  await queue.write(await queue.customer('C'));
  await asked;
  const stopped = queue.stop();
  answer();
  await stopped;
  expect(await queue.undelivered()).toBe(0);
  expect(await queue.database.query('select id, locked_by, last_error from graphile_worker._private_jobs')).toEqual([]);
});
