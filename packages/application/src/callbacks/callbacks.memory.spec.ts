import { describe, expect, test } from '@jest/globals';
import type { CallbackEvent } from './event.js';
import type { Deliveries, DeliveryOutcome, DeliveryProgress, DueDelivery } from './ports.js';
import { MemoryStore } from '../memory/memory-store.js';
import { MemoryCallbacks } from './callbacks.memory.js';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 1, 10, 0, seconds));
const event = (id: string, communicationNumber = 'MSG-1'): CallbackEvent => ({
  id,
  type: 'scored',
  communicationNumber,
  subject: 'C',
  time: at(0),
  data: { initialRiskLevel: 'LOW' },
});

const clock = { time: at(0) };

function written(...events: readonly [id: string, customer: string][]): MemoryCallbacks {
  clock.time = at(0);
  const callbacks = new MemoryCallbacks(new MemoryStore({ now: () => clock.time }));
  for (const [id, customer] of events) callbacks.append(event(id), { customer, requester: 'core' });
  return callbacks;
}

const CLAIM = { deliveries: 1, leaseMs: 20_000 };

const claimNext = (deliveries: Deliveries, now: Date, customer = 'C') => {
  clock.time = now;
  return deliveries.claim(customer, CLAIM);
};

/** Claims the first delivery of the customer's queue, with a function that records its outcome. */
async function claim(deliveries: Deliveries, now: Date, customer = 'C'): Promise<DueDelivery & Recording> {
  const head = await claimNext(deliveries, now, customer);
  if (head.kind !== 'claimed') throw new Error(`not claimed: ${head.kind}`);
  const { claim: claimed } = head;
  return {
    ...claimed.deliveries[0],
    record: async (outcome) => (await deliveries.record(claimed, [outcome]))?.progress[0],
  };
}

interface Recording {
  readonly record: (outcome: DeliveryOutcome) => Promise<DeliveryProgress | undefined>;
}

describe('a claim', () => {
  test("is for the customer's first pending event", async () => {
    const callbacks = written(['other', 'D'], ['first', 'C'], ['second', 'C']);
    const first = await claim(callbacks, at(0));
    expect(first).toMatchObject({ event: event('first'), requester: 'core', attempts: 0 });
    await first.record({ state: 'DELIVERED', attempts: 1, lastOutcome: 'status-200' });
    expect((await claim(callbacks, at(1))).event.id).toBe('second');
  });

  test('excludes other workers from all events of the customer until its lease ends', async () => {
    const callbacks = written(['first', 'C'], ['second', 'C']);
    await claim(callbacks, at(0));
    expect(await claimNext(callbacks, at(19))).toEqual({ kind: 'not-before', time: at(20) });
    expect((await claim(callbacks, at(20))).event.id).toBe('first');
  });

  test('waits for the next attempt of a failed event, and later events wait with it', async () => {
    const callbacks = written(['first', 'C'], ['second', 'C']);
    await (
      await claim(callbacks, at(0))
    ).record({
      state: 'PENDING',
      attempts: 1,
      pauseMs: 5_000,
      lastOutcome: 'timeout',
    });
    expect(await claimNext(callbacks, at(4))).toEqual({ kind: 'not-before', time: at(5) });
    expect(await claim(callbacks, at(5))).toMatchObject({
      event: { id: 'first' },
      attempts: 1,
      lastOutcome: 'timeout',
    });
  });

  test('skips events that have finally failed', async () => {
    const callbacks = written(['first', 'C'], ['second', 'C']);
    await (await claim(callbacks, at(0))).record({ state: 'FAILED', attempts: 12, lastOutcome: 'dns' });
    expect((await claim(callbacks, at(1))).event.id).toBe('second');
  });

  test('is not possible if nothing is pending', async () => {
    expect(await written(['other', 'D']).claim('C', CLAIM)).toEqual({ kind: 'none' });
  });

  test('that was replaced records nothing', async () => {
    const callbacks = written(['first', 'C']);
    const slow = await claim(callbacks, at(0));
    const fast = await claim(callbacks, at(20));
    expect(
      await slow.record({ state: 'PENDING', attempts: 1, pauseMs: 10_000, lastOutcome: 'timeout' }),
    ).toBeUndefined();
    expect(await fast.record({ state: 'DELIVERED', attempts: 1, lastOutcome: 'status-200' })).toEqual({
      state: 'DELIVERED',
      attempts: 1,
      lastOutcome: 'status-200',
    });
    expect(await slow.record({ state: 'FAILED', attempts: 1, lastOutcome: 'timeout' })).toBeUndefined();
    expect(await callbacks.find('first')).toMatchObject({ state: 'DELIVERED' });
  });
});

describe('sending again', () => {
  test('restarts a failed event in its old place', async () => {
    const callbacks = written(['first', 'C'], ['second', 'C']);
    await (await claim(callbacks, at(0))).record({ state: 'FAILED', attempts: 12, lastOutcome: 'status-500' });
    clock.time = at(60);
    expect(await callbacks.redeliver('first')).toBe(true);
    expect(await callbacks.find('first')).toEqual({
      event: event('first'),
      state: 'PENDING',
      attempts: 0,
      nextAttemptAt: at(60),
      lastOutcome: 'status-500',
    });
    expect(await claim(callbacks, at(60))).toMatchObject({ event: { id: 'first' }, attempts: 0 });
  });

  test('makes a waiting event due and keeps counting its attempts', async () => {
    const callbacks = written(['first', 'C']);
    await (
      await claim(callbacks, at(0))
    ).record({
      state: 'PENDING',
      attempts: 7,
      pauseMs: 7_200_000,
      lastOutcome: 'dns',
    });
    clock.time = at(60);
    await callbacks.redeliver('first');
    expect(await claim(callbacks, at(60))).toMatchObject({ attempts: 7 });
  });

  test('does not start a second attempt during a running one', async () => {
    const callbacks = written(['first', 'C']);
    await claim(callbacks, at(0));
    clock.time = at(1);
    await callbacks.redeliver('first');
    expect(await claimNext(callbacks, at(1))).toEqual({ kind: 'not-before', time: at(20) });
  });

  test('returns false for an unknown event', async () => expect(await written().redeliver('first')).toBe(false));
});

describe('the log', () => {
  test('has the events of a message in order, and none for an unknown number', async () => {
    const callbacks = written(['a', 'C'], ['b', 'C']);
    callbacks.append(event('c', 'MSG-2'), { customer: 'C' });
    expect((await callbacks.causedBy('MSG-1')).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await callbacks.causedBy('MSG-3')).toEqual([]);
  });

  test('is read to its end by cursor, and continued from there', async () => {
    const callbacks = written(['a', 'C'], ['b', 'D'], ['c', 'C']);
    const ids = async (cursor?: string) => {
      const page = await callbacks.after(cursor, 2);
      return [page?.items.map(({ id }) => id), page?.cursor] as const;
    };
    expect(await ids()).toEqual([['a', 'b'], '2']);
    expect(await ids('2')).toEqual([['c'], '3']);
    expect(await ids('3')).toEqual([[], '3']);
    callbacks.append(event('d'), { customer: 'C' });
    expect(await ids('3')).toEqual([['d'], '4']);
  });

  test.each(['x', '-1', '1.5', '', '9'])('rejects the cursor %j', async (cursor) =>
    expect(await written(['a', 'C']).after(cursor, 2)).toBeUndefined(),
  );

  test('lists deliveries by state', async () => {
    const callbacks = written(['a', 'C'], ['b', 'D'], ['c', 'E']);
    await (await claim(callbacks, at(0))).record({ state: 'FAILED', attempts: 12, lastOutcome: 'tls' });
    await (await claim(callbacks, at(0), 'E')).record({ state: 'FAILED', attempts: 12, lastOutcome: 'tls' });
    const page = await callbacks.list('FAILED', undefined, 1);
    expect(page).toEqual({
      items: [{ event: event('a'), state: 'FAILED', attempts: 12, lastOutcome: 'tls' }],
      cursor: '1',
    });
    expect((await callbacks.list('FAILED', page?.cursor, 1))?.items.map((delivery) => delivery.event.id)).toEqual([
      'c',
    ]);
  });
});
