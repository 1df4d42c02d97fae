import { afterEach, expect, test } from '@jest/globals';
import {
  DeliverCallbacks,
  MemoryCallbacks,
  MemoryStore,
  OwnOrDefaultReceiver,
  MemoryReceivers,
  type DeliveryDependencies,
} from '@aml-customer/application';
import { HttpCallbackSender } from '../src/http-callback-sender.js';
import { anEvent, at, NOW, SECRETS } from './events.js';
import { verify } from './receiver-example.js';
import { aReceiver, stopServers } from './servers.js';

afterEach(stopServers);

/** An installation with one receiver and a manual clock. */
function anInstallation(port: number) {
  const clock = { time: NOW };
  const callbacks = new MemoryCallbacks(new MemoryStore({ now: () => clock.time }));
  const uses: DeliveryDependencies = {
    deliveries: callbacks,
    receivers: new OwnOrDefaultReceiver(new MemoryReceivers(), at(port)),
    sender: new HttpCallbackSender({ allowedNetworks: ['127.0.0.0/8'] }),
    now: () => clock.time,
    onFailure: (failure) => {
      throw failure;
    },
    attemptsPerReceiver: 2,
    attemptsAtHung: 50,
    waitMs: 0,
  };
  const worker = new DeliverCallbacks(uses);
  const deliverAll = async (customer: string): Promise<void> => {
    for (
      let step = await worker.deliverNext(customer);
      step.checkAgain !== 'never';
      step = await worker.deliverNext(customer)
    ) {
      if (step.checkAgain instanceof Date) clock.time = step.checkAgain;
    }
  };
  return { callbacks, clock, deliverAll };
}

test('a receiver that recovers gets every event of the source, in order, verified', async () => {
  const answers = [503, 204, 500, 302, 429, 204, 204];
  const { port, received } = await aReceiver((_, response) => response.writeHead(answers.shift() ?? 204).end());
  const { callbacks, clock, deliverAll } = anInstallation(port);
  const numbers = ['Pranešimas Nr. 1', '100%', '%20'];
  numbers.forEach((number, index) =>
    callbacks.append({ ...anEvent(number), id: `evt-${index + 1}` }, { customer: 'C' }),
  );
  await deliverAll('C');
  const ledger = received.map(
    ({ headers, body }) => verify(headers, body, [SECRETS[0]], clock.time.getTime()) as { id: string; source: string },
  );
  expect(ledger.map(({ id }) => id)).toEqual(['evt-1', 'evt-1', 'evt-2', 'evt-2', 'evt-2', 'evt-2', 'evt-3']);
  expect([...new Set(ledger.map(({ source }) => source))]).toEqual(numbers);
});

test('a failed event is visible, and arrives with the same id when it is redelivered', async () => {
  const isUp = { now: false };
  const { port, received } = await aReceiver((_, response) => response.writeHead(isUp.now ? 204 : 500).end());
  const { callbacks, deliverAll } = anInstallation(port);
  callbacks.append({ ...anEvent(), id: 'evt-1' }, { customer: 'C' });
  await deliverAll('C');
  expect(await callbacks.find('evt-1')).toMatchObject({ state: 'FAILED', attempts: 12, lastOutcome: 'status-500' });
  isUp.now = true;
  await callbacks.redeliver('evt-1');
  await deliverAll('C');
  expect(await callbacks.find('evt-1')).toMatchObject({ state: 'DELIVERED', attempts: 1 });
  expect(new Set(received.map(({ headers }) => headers['ce-id']))).toEqual(new Set(['evt-1']));
  expect(received).toHaveLength(13);
});
