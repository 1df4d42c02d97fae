import type { Belonging, CallbackEvent, Deliveries, DeliveryClaim, EventLog } from '@aml-customer/application';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/**
 * What a contract test works with. `append` writes an event as the transaction that caused it does; `customer` names a
 * customer of its own to each test; `pass` lets time pass for it, in seconds: what was to come comes sooner, or the
 * clock goes on.
 */
export interface CallbacksUnderTest {
  readonly deliveries: Deliveries;
  readonly eventLog: EventLog;
  readonly append: (event: CallbackEvent, belonging: Belonging) => Promise<void>;
  readonly customer: (name: string) => Promise<string>;
  readonly pass: (customer: string, seconds: number) => Promise<void>;
  readonly tearDown: () => Promise<void>;
}

/** Leases and pauses, in seconds: far longer than a test takes. */
const LONG = 3600;
const LONG_MS = LONG * 1000;
const AT = new Date('2026-03-01T10:00:00.000Z');
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
let last = 0;

/** A new event; each has an id of its own. */
export const anEvent = (communicationNumber = 'MSG-1'): CallbackEvent => ({
  id: uuid(++last),
  type: 'app.amlyze.test',
  communicationNumber,
  subject: 'Klientas 100%',
  time: AT,
  data: { initialRiskLevel: 'HIGH' },
});

/**
 * The tests that every adapter of {@link Deliveries} and {@link EventLog} passes; set up once, and each test has a
 * customer of its own.
 */
export function callbacksContract(name: string, setUp: () => Promise<CallbacksUnderTest>): void {
  describe(`${name} keeps the contract of Deliveries and EventLog`, () => {
    let adapter: CallbacksUnderTest;
    beforeAll(async () => void (adapter = await setUp()));
    afterAll(() => adapter.tearDown());
    const used = (): CallbacksUnderTest => adapter;

    describe('a claim', () => claiming(used));
    describe('sending again', () => redelivering(used));
    describe('the log', () => logging(used));
  });
}

/** Appends events to the line of a customer of its own. */
async function line(used: () => CallbacksUnderTest, name: string, count: number, requester?: string) {
  const customer = await used().customer(name);
  const events = Array.from({ length: count }, () => anEvent(name));
  for (const event of events) await used().append(event, { customer, ...(requester !== undefined && { requester }) });
  const claimNext = () => used().deliveries.claimNext(customer, LONG_MS);
  const claim = async (): Promise<DeliveryClaim> => {
    const head = await claimNext();
    if (head.kind !== 'claimed') throw new Error(`Not claimed: ${head.kind}`);
    return head.claim;
  };
  const pass = (seconds: number) => used().pass(customer, seconds);
  return { customer, events, claimNext, claim, pass };
}

function claiming(used: () => CallbacksUnderTest): void {
  test('has the event, who asked for it, and what was done before', async () => {
    const {
      events: [event],
      claim,
    } = await line(used, 'has', 1, 'Šakà');
    expect(await claim()).toEqual({ event, requester: 'Šakà', attempts: 0, lease: expect.any(String) });
  });

  test('is of the head alone, until that arrived', async () => {
    const { events, claimNext, claim } = await line(used, 'head', 2);
    const first = await claim();
    expect(await claimNext()).toMatchObject({ kind: 'not-before' });
    expect(
      await used().deliveries.record(first, { state: 'DELIVERED', attempts: 1, lastOutcome: 'status-204' }),
    ).toEqual({ state: 'DELIVERED', attempts: 1, lastOutcome: 'status-204' });
    expect((await claim()).event).toEqual(events[1]);
  });

  test('waits for the time of a retry, and then for its lease', async () => {
    const { claimNext, claim, pass } = await line(used, 'retry', 2);
    const progress = await used().deliveries.record(await claim(), {
      state: 'PENDING',
      attempts: 1,
      pauseMs: 2 * LONG_MS,
      lastOutcome: 'timeout',
    });
    expect(progress).toEqual({
      state: 'PENDING',
      attempts: 1,
      nextAttemptAt: expect.any(Date),
      lastOutcome: 'timeout',
    });
    expect(await claimNext()).toEqual({ kind: 'not-before', time: progress?.nextAttemptAt });
    await pass(LONG);
    expect(await claimNext()).toMatchObject({ kind: 'not-before' });
    await pass(LONG);
    expect(await claim()).toMatchObject({ attempts: 1, lastOutcome: 'timeout' });
    expect(await claimNext()).toMatchObject({ kind: 'not-before' });
    await pass(LONG);
    expect(await claim()).toMatchObject({ attempts: 1 });
  });

  test('and what is due are judged by the clock of the store, whatever the time of an event says', async () => {
    const customer = await used().customer('clock');
    const ahead = { ...anEvent('clock'), time: new Date('2996-03-01T10:00:00Z') };
    await used().append(ahead, { customer });
    expect(await used().deliveries.claimNext(customer, LONG_MS)).toMatchObject({
      kind: 'claimed',
      claim: { event: ahead },
    });
  });

  test('passes over what has finally failed, and ends with the line', async () => {
    const { events, claimNext, claim } = await line(used, 'failed', 2);
    await used().deliveries.record(await claim(), { state: 'FAILED', attempts: 12, lastOutcome: 'dns' });
    const second = await claim();
    expect(second.event.id).toBe(events[1]?.id);
    await used().deliveries.record(second, { state: 'DELIVERED', attempts: 1, lastOutcome: 'status-200' });
    expect(await claimNext()).toEqual({ kind: 'none' });
  });

  test('that was overtaken writes nothing down', async () => {
    const {
      events: [event],
      claim,
      pass,
    } = await line(used, 'overtaken', 1);
    const slow = await claim();
    await pass(LONG);
    const fast = await claim();
    expect(slow.lease).not.toBe(fast.lease);
    expect(
      await used().deliveries.record(slow, { state: 'PENDING', attempts: 1, pauseMs: 1, lastOutcome: 'timeout' }),
    ).toBeUndefined();
    expect(
      await used().deliveries.record(fast, { state: 'DELIVERED', attempts: 1, lastOutcome: 'status-200' }),
    ).toMatchObject({ state: 'DELIVERED' });
    expect(
      await used().deliveries.record(slow, { state: 'FAILED', attempts: 1, lastOutcome: 'timeout' }),
    ).toBeUndefined();
    expect(await used().deliveries.find(event?.id ?? '')).toEqual({
      event,
      state: 'DELIVERED',
      attempts: 1,
      lastOutcome: 'status-200',
    });
  });

  test('one of 16 that race has the head', async () => {
    const { claimNext } = await line(used, 'race', 3);
    const heads = await Promise.all(Array.from({ length: 16 }, () => claimNext()));
    expect(heads.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    expect(heads.filter(({ kind }) => kind === 'not-before')).toHaveLength(15);
  });

  test('16 that race deliver a line in its order, each event once', async () => {
    const { events, claimNext } = await line(used, 'order', 12);
    const delivered: string[] = [];
    const work = async (): Promise<void> => {
      for (;;) {
        const head = await claimNext();
        if (head.kind === 'none') return;
        if (head.kind === 'not-before') continue;
        delivered.push(head.claim.event.id);
        await used().deliveries.record(head.claim, { state: 'DELIVERED', attempts: 1, lastOutcome: 'status-200' });
      }
    };
    await Promise.all(Array.from({ length: 16 }, work));
    expect(delivered).toEqual(events.map(({ id }) => id));
  });
}

function redelivering(used: () => CallbacksUnderTest): void {
  test('starts what has finally failed from the beginning, in its old place', async () => {
    const {
      events: [event],
      claim,
    } = await line(used, 'again', 2);
    await used().deliveries.record(await claim(), { state: 'FAILED', attempts: 12, lastOutcome: 'status-500' });
    expect(await used().deliveries.redeliver(event?.id ?? '')).toBe(true);
    expect(await used().deliveries.find(event?.id ?? '')).toEqual({
      event,
      state: 'PENDING',
      attempts: 0,
      nextAttemptAt: expect.any(Date),
      lastOutcome: 'status-500',
    });
    expect(await claim()).toMatchObject({ event: { id: event?.id }, attempts: 0 });
  });

  test('makes a waiting one due, and its attempts go on counting', async () => {
    const {
      events: [event],
      claim,
    } = await line(used, 'waiting', 1);
    await used().deliveries.record(await claim(), {
      state: 'PENDING',
      attempts: 7,
      pauseMs: LONG_MS,
      lastOutcome: 'dns',
    });
    await used().deliveries.redeliver(event?.id ?? '');
    expect(await claim()).toMatchObject({ attempts: 7 });
  });

  test('does not start a second attempt beside one under way', async () => {
    const {
      events: [event],
      claim,
      claimNext,
    } = await line(used, 'beside', 1);
    await claim();
    await used().deliveries.redeliver(event?.id ?? '');
    expect(await claimNext()).toMatchObject({ kind: 'not-before' });
  });

  test.each(['nothing', '00000000-0000-4000-8000-ffffffffffff', ''])('knows no event %j', async (id) => {
    expect([await used().deliveries.redeliver(id), await used().deliveries.find(id)]).toEqual([false, undefined]);
  });
}

function logging(used: () => CallbacksUnderTest): void {
  test('has the events of a message in their order, as they were written, and none of an unknown number', async () => {
    const { events, customer } = await line(used, 'log Pranešimas Nr. 1', 3);
    const { communicationNumber: _, ...updated } = anEvent();
    await used().append(updated, { customer });
    expect(await used().eventLog.causedBy('log Pranešimas Nr. 1')).toEqual(events);
    for (const number of ['log unknown', 'customer', 'nul\0', '\ud800'])
      expect(await used().eventLog.causedBy(number)).toEqual([]);
    expect(await used().deliveries.find(updated.id)).toEqual({
      event: updated,
      state: 'PENDING',
      attempts: 0,
      nextAttemptAt: expect.any(Date),
    });
  });

  test('is read to its end by cursor, and from there on', async () => {
    const read = async (cursor: string | undefined) => (await used().eventLog.after(cursor, 1000)) ?? { items: [] };
    await line(used, 'end', 1);
    const { cursor: end } = await read(undefined);
    const { events, customer } = await line(used, 'cursor', 3);
    const firstTwo = await used().eventLog.after(end, 2);
    expect(firstTwo?.items).toEqual(events.slice(0, 2));
    const third = await read(firstTwo?.cursor);
    expect(third.items).toEqual(events.slice(2));
    expect(await read(third.cursor)).toEqual({ items: [], cursor: third.cursor });
    const later = anEvent();
    await used().append(later, { customer });
    expect((await read(third.cursor)).items).toEqual([later]);
  });

  test.each(['x', '-1', '1.5', '', '999999999', '9'.repeat(30)])('gave out no cursor %j', async (cursor) => {
    expect([await used().eventLog.after(cursor, 2), await used().deliveries.list('FAILED', cursor, 2)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('lists deliveries by state, part by part', async () => {
    const before = (await used().deliveries.list('FAILED', undefined, 1000))?.items.length ?? 0;
    const { events, claim } = await line(used, 'list', 3);
    for (let i = 0; i < events.length; i += 1)
      await used().deliveries.record(await claim(), { state: 'FAILED', attempts: 12, lastOutcome: 'tls' });
    const all = await used().deliveries.list('FAILED', undefined, before + 1);
    expect(all?.items.at(-1)).toEqual({ event: events[0], state: 'FAILED', attempts: 12, lastOutcome: 'tls' });
    const rest = await used().deliveries.list('FAILED', all?.cursor, 10);
    expect(rest?.items.map(({ event }) => event)).toEqual(events.slice(1));
    expect(await used().deliveries.list('FAILED', rest?.cursor, 10)).toEqual({ items: [], cursor: rest?.cursor });
  });
}
