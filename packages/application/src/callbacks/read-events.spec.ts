import { expect, test } from '@jest/globals';
import { CallbackEvents, type EventCause } from './events.js';
import { MemoryStore } from '../memory/memory-store.js';
import { MemoryCallbacks } from './callbacks.memory.js';
import { ReadEvents } from './read-events.js';

const events = new CallbackEvents();
const cause: EventCause = {
  id: 'evt-1',
  time: new Date('2026-03-01T10:00:00Z'),
  communicationNumber: 'Pranešimas Nr. 1',
  customerExtId: 'Klientas 100%',
};

function setUp() {
  const callbacks = new MemoryCallbacks(new MemoryStore({ now: () => cause.time }));
  callbacks.append(events.scoringPending(cause, 'customer', { initialRiskLevel: 'HIGH' }), { customer: 'C' });
  callbacks.append(events.customerUpdated({ ...cause, id: 'evt-2' }, { riskLevel: 'HIGH' }), { customer: 'C' });
  return { callbacks, read: new ReadEvents({ events: callbacks, deliveries: callbacks }) };
}

const pending = {
  type: 'app.amlyze.customer.riskmanagement.kyc_scoring.pending',
  source: 'Pranešimas Nr. 1',
  subject: 'Klientas 100%',
  data: { initialRiskLevel: 'HIGH' },
  id: 'evt-1',
  time: '2026-03-01T10:00:00.000Z',
};

test("polling returns a message's events, with source and subject as sent", async () => {
  expect(await setUp().read.polled('Pranešimas Nr. 1')).toStrictEqual({ events: [pending], errors: [] });
});

test.each(['MSG-unknown', 'customer'])('polling for the unknown number %j returns an empty list', async (number) => {
  expect(await setUp().read.polled(number)).toStrictEqual({ events: [], errors: [] });
});

test('the feed has every event and a cursor', async () => {
  const { read } = setUp();
  expect(await read.feed(undefined, 1)).toStrictEqual({ events: [pending], cursor: '1' });
  expect(await read.feed('1', 10)).toMatchObject({
    events: [{ id: 'evt-2', source: 'customer', type: 'com.amlyze.customer.updated' }],
    cursor: '2',
  });
  expect(await read.feed('nonsense', 10)).toBeUndefined();
  expect(
    await new ReadEvents({ events: new MemoryCallbacks(), deliveries: new MemoryCallbacks() }).feed(undefined, 10),
  ).toStrictEqual({ events: [] });
});

test('deliveries are listed by state, without the data of their events', async () => {
  const { callbacks, read } = setUp();
  const head = await callbacks.claim('C', { deliveries: 1, leaseMs: 20_000 });
  if (head.kind === 'claimed')
    await callbacks.record(head.claim, [{ state: 'FAILED', attempts: 12, lastOutcome: 'status-500' }]);
  const { data: _, ...event } = pending;
  expect(await read.deliveries('FAILED', undefined, 10)).toStrictEqual({
    deliveries: [{ ...event, state: 'FAILED', attempts: 12, lastOutcome: 'status-500' }],
    cursor: '1',
  });
  expect(await read.deliveries('PENDING', undefined, 10)).toMatchObject({
    deliveries: [{ id: 'evt-2', state: 'PENDING', attempts: 0, nextAttemptAt: '2026-03-01T10:00:00.000Z' }],
  });
  expect(await read.deliveries('FAILED', 'nonsense', 10)).toBeUndefined();
});
