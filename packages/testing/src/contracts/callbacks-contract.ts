import type {
  CallbackEvent,
  Deliveries,
  DeliveryOutcome,
  EventLog,
  EventRouting,
  QueueClaim,
} from '@aml-customer/application';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/** The adapters under test, on one store. */
export interface CallbacksUnderTest {
  readonly deliveries: Deliveries;
  readonly eventLog: EventLog;
  /** Writes an event as the transaction of its cause does. */
  readonly append: (event: CallbackEvent, routing: EventRouting) => Promise<void>;
  /** Registers a customer and returns its key. */
  readonly customer: (name: string) => Promise<string>;
  /** Advances the clock for a customer's deliveries, in seconds. */
  readonly advance: (customer: string, seconds: number) => Promise<void>;
  readonly tearDown: () => Promise<void>;
}

/** Leases and pauses, in seconds: far longer than a test takes. */
const LONG = 3600;
const LONG_MS = LONG * 1000;
const AT = new Date('2026-03-01T10:00:00.000Z');
const DELIVERED: DeliveryOutcome = { state: 'DELIVERED', attempts: 1, lastOutcome: 'status-200' };
const FAILED: DeliveryOutcome = { state: 'FAILED', attempts: 12, lastOutcome: 'dns' };
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
let last = 0;

/** A new event with a unique id. */
export const anEvent = (communicationNumber = 'MSG-1'): CallbackEvent => ({
  id: uuid(++last),
  type: 'app.amlyze.test',
  communicationNumber,
  subject: 'Klientas 100%',
  time: AT,
  data: { initialRiskLevel: 'HIGH' },
});

/** The tests that every adapter of {@link Deliveries} and {@link EventLog} passes; no two tests share a customer. */
export function callbacksContract(name: string, setUp: () => Promise<CallbacksUnderTest>): void {
  describe(`${name} fulfils the contract of Deliveries and EventLog`, () => {
    let underTest: CallbacksUnderTest;
    beforeAll(async () => void (underTest = await setUp()));
    afterAll(() => underTest.tearDown());
    const adapter = (): CallbacksUnderTest => underTest;

    describe('a claim', () => claiming(adapter));
    describe('sending again', () => redelivering(adapter));
    describe('the log', () => logging(adapter));
  });
}

/** Registers a customer and appends events to its queue. */
async function queueOf(adapter: () => CallbacksUnderTest, name: string, count: number, requester?: string) {
  const customer = await adapter().customer(name);
  const events = Array.from({ length: count }, () => anEvent(name));
  for (const event of events)
    await adapter().append(event, { customer, ...(requester !== undefined && { requester }) });
  const claimNext = (deliveries = 1) => adapter().deliveries.claim(customer, { deliveries, leaseMs: LONG_MS });
  const claim = async (deliveries = 1): Promise<QueueClaim> => {
    const head = await claimNext(deliveries);
    if (head.kind !== 'claimed') throw new Error(`Not claimed: ${head.kind}`);
    return head.claim;
  };
  const record = (claimed: QueueClaim, ...outcomes: DeliveryOutcome[]) =>
    adapter().deliveries.record(claimed, outcomes);
  const advance = (seconds: number) => adapter().advance(customer, seconds);
  return { customer, events, claimNext, claim, record, advance };
}

const eventsOf = ({ deliveries }: QueueClaim): CallbackEvent[] => deliveries.map(({ event }) => event);

function claiming(adapter: () => CallbacksUnderTest): void {
  test('contains the event, its requester, and the number of attempts', async () => {
    const {
      customer,
      events: [event],
      claim,
    } = await queueOf(adapter, 'has', 1, 'Šakà');
    expect(await claim()).toEqual({
      customer,
      deliveries: [{ key: expect.any(String), event, requester: 'Šakà', attempts: 0 }],
      lease: expect.any(String),
    });
  });

  test('is for the first event until it is delivered', async () => {
    const { events, claimNext, claim, record } = await queueOf(adapter, 'head', 2);
    const first = await claim();
    expect(await claimNext()).toMatchObject({ kind: 'not-before' });
    expect(await record(first, { ...DELIVERED, lastOutcome: 'status-204' })).toEqual({
      progress: [{ state: 'DELIVERED', attempts: 1, lastOutcome: 'status-204' }],
      hasMore: true,
    });
    expect(eventsOf(await claim())).toEqual(events.slice(1));
  });

  test('waits for the time of a retry, and then for the lease', async () => {
    const { claimNext, claim, record, advance } = await queueOf(adapter, 'retry', 2);
    const recorded = await record(await claim(2), {
      state: 'PENDING',
      attempts: 1,
      pauseMs: 2 * LONG_MS,
      lastOutcome: 'timeout',
    });
    expect(recorded).toEqual({
      progress: [{ state: 'PENDING', attempts: 1, nextAttemptAt: expect.any(Date), lastOutcome: 'timeout' }],
      hasMore: true,
    });
    expect(await claimNext()).toEqual({ kind: 'not-before', time: recorded?.progress[0]?.nextAttemptAt });
    await advance(LONG);
    expect(await claimNext()).toMatchObject({ kind: 'not-before' });
    await advance(LONG);
    expect(await claim()).toMatchObject({ deliveries: [{ attempts: 1, lastOutcome: 'timeout' }] });
    expect(await claimNext()).toMatchObject({ kind: 'not-before' });
    await advance(LONG);
    expect(await claim()).toMatchObject({ deliveries: [{ attempts: 1 }] });
  });

  test('is for several events in order, up to a limit, and excludes other workers from all of them', async () => {
    const { events, claimNext, claim, record } = await queueOf(adapter, 'several', 5);
    const first = await claim(3);
    expect(eventsOf(first)).toEqual(events.slice(0, 3));
    expect(await claimNext(3)).toMatchObject({ kind: 'not-before' });
    expect(await record(first, DELIVERED, FAILED, DELIVERED)).toEqual({
      progress: [DELIVERED, FAILED, DELIVERED],
      hasMore: true,
    });
    const second = await claim(3);
    expect(eventsOf(second)).toEqual(events.slice(3));
    expect(await record(second, DELIVERED, DELIVERED)).toEqual({ progress: [DELIVERED, DELIVERED], hasMore: false });
    const deliveries = await Promise.all(events.map(({ id }) => adapter().deliveries.find(id)));
    expect(deliveries).toEqual(
      [DELIVERED, FAILED, DELIVERED, DELIVERED, DELIVERED].map((outcome, i) => ({ event: events[i], ...outcome })),
    );
  });

  test('whose later events were not attempted leaves them as they are', async () => {
    const { events, claim, record } = await queueOf(adapter, 'part', 3);
    expect(await record(await claim(3), DELIVERED)).toEqual({ progress: [DELIVERED], hasMore: true });
    expect(await adapter().deliveries.find(events[1]!.id)).toMatchObject({ state: 'PENDING', attempts: 0 });
    expect(await claim(3)).toMatchObject({ deliveries: events.slice(1).map((event) => ({ event, attempts: 0 })) });
  });

  test('records the time of a retry behind events that were delivered', async () => {
    const { events, claim, claimNext, record } = await queueOf(adapter, 'behind', 3);
    const retry: DeliveryOutcome = { state: 'PENDING', attempts: 1, pauseMs: LONG_MS, lastOutcome: 'timeout' };
    const recorded = await record(await claim(3), DELIVERED, retry);
    const { pauseMs: _, ...progress } = retry;
    expect(recorded).toEqual({
      progress: [DELIVERED, { ...progress, nextAttemptAt: expect.any(Date) }],
      hasMore: true,
    });
    expect(await claimNext(3)).toEqual({ kind: 'not-before', time: recorded?.progress[1]?.nextAttemptAt });
    expect(await adapter().deliveries.find(events[1]!.id)).toEqual({ event: events[1], ...recorded?.progress[1] });
  });

  test('ends before an event that is not due', async () => {
    const { events, claim, record } = await queueOf(adapter, 'ends', 3);
    await record(await claim(), DELIVERED);
    await record(await claim(), { state: 'PENDING', attempts: 1, pauseMs: LONG_MS, lastOutcome: 'dns' });
    await adapter().deliveries.redeliver(events[0]!.id);
    expect(eventsOf(await claim(3))).toEqual(events.slice(0, 1));
  });

  test('ends before an event that another worker attempts', async () => {
    const { events, claim, record } = await queueOf(adapter, 'attempted', 3);
    await record(await claim(), DELIVERED);
    const other = await claim(2);
    await adapter().deliveries.redeliver(events[0]!.id);
    expect(eventsOf(await claim(3))).toEqual(events.slice(0, 1));
    expect(await record(other, DELIVERED, DELIVERED)).toMatchObject({ progress: [DELIVERED, DELIVERED] });
  });

  test('knows of events that were written after it', async () => {
    const { customer, claim, record } = await queueOf(adapter, 'written', 1);
    const claimed = await claim(3);
    await adapter().append(anEvent(), { customer });
    expect(await record(claimed, DELIVERED)).toMatchObject({ hasMore: true });
  });

  test('depends on the clock of the store, not on the time of the event', async () => {
    const customer = await adapter().customer('clock');
    const ahead = { ...anEvent('clock'), time: new Date('2996-03-01T10:00:00Z') };
    await adapter().append(ahead, { customer });
    expect(await adapter().deliveries.claim(customer, { deliveries: 1, leaseMs: LONG_MS })).toMatchObject({
      kind: 'claimed',
      claim: { deliveries: [{ event: ahead }] },
    });
  });

  test('skips failed events, and is impossible when none is pending', async () => {
    const { events, claimNext, claim, record } = await queueOf(adapter, 'failed', 2);
    await record(await claim(), FAILED);
    const second = await claim();
    expect(eventsOf(second)).toEqual(events.slice(1));
    await record(second, DELIVERED);
    expect(await claimNext()).toEqual({ kind: 'none' });
  });

  test('that was replaced records nothing', async () => {
    const { events, claim, record, advance } = await queueOf(adapter, 'overtaken', 2);
    const slow = await claim(2);
    await advance(LONG);
    const fast = await claim(2);
    expect(slow.lease).not.toBe(fast.lease);
    expect(await record(slow, { state: 'PENDING', attempts: 1, pauseMs: 1, lastOutcome: 'timeout' })).toBeUndefined();
    expect(await record(slow, FAILED, FAILED)).toBeUndefined();
    expect(await record(fast, DELIVERED, DELIVERED)).toEqual({ progress: [DELIVERED, DELIVERED], hasMore: false });
    expect(await record(slow, FAILED, FAILED)).toBeUndefined();
    expect(await Promise.all(events.map(({ id }) => adapter().deliveries.find(id)))).toEqual(
      events.map((event) => ({ event, ...DELIVERED })),
    );
  });

  test('is granted to one of 16 concurrent workers', async () => {
    const { claimNext } = await queueOf(adapter, 'race', 3);
    const heads = await Promise.all(Array.from({ length: 16 }, () => claimNext()));
    expect(heads.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    expect(heads.filter(({ kind }) => kind === 'not-before')).toHaveLength(15);
  });

  test('16 concurrent workers deliver a queue in order, each event once', async () => {
    const { events, claimNext, record } = await queueOf(adapter, 'order', 12);
    const delivered: string[] = [];
    const work = async (deliveries: number): Promise<void> => {
      for (;;) {
        const head = await claimNext(deliveries);
        if (head.kind === 'none') return;
        if (head.kind === 'not-before') continue;
        delivered.push(...eventsOf(head.claim).map(({ id }) => id));
        await record(head.claim, ...head.claim.deliveries.map(() => DELIVERED));
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, n) => work(1 + (n % 3))));
    expect(delivered).toEqual(events.map(({ id }) => id));
  });
}

function redelivering(adapter: () => CallbacksUnderTest): void {
  test('restarts a failed event in its old place', async () => {
    const {
      events: [event],
      claim,
      record,
    } = await queueOf(adapter, 'again', 2);
    await record(await claim(), { ...FAILED, lastOutcome: 'status-500' });
    expect(await adapter().deliveries.redeliver(event?.id ?? '')).toBe(true);
    expect(await adapter().deliveries.find(event?.id ?? '')).toEqual({
      event,
      state: 'PENDING',
      attempts: 0,
      nextAttemptAt: expect.any(Date),
      lastOutcome: 'status-500',
    });
    expect(await claim()).toMatchObject({ deliveries: [{ event: { id: event?.id }, attempts: 0 }] });
  });

  test('makes a waiting event due and keeps counting its attempts', async () => {
    const {
      events: [event],
      claim,
      record,
    } = await queueOf(adapter, 'waiting', 1);
    await record(await claim(), { state: 'PENDING', attempts: 7, pauseMs: LONG_MS, lastOutcome: 'dns' });
    await adapter().deliveries.redeliver(event?.id ?? '');
    expect(await claim()).toMatchObject({ deliveries: [{ attempts: 7 }] });
  });

  test('does not start a second attempt during a running one', async () => {
    const {
      events: [event],
      claim,
      claimNext,
    } = await queueOf(adapter, 'beside', 1);
    await claim();
    await adapter().deliveries.redeliver(event?.id ?? '');
    expect(await claimNext()).toMatchObject({ kind: 'not-before' });
  });

  test.each(['nothing', '00000000-0000-4000-8000-ffffffffffff', ''])('does not know the event %j', async (id) => {
    expect([await adapter().deliveries.redeliver(id), await adapter().deliveries.find(id)]).toEqual([false, undefined]);
  });
}

function logging(adapter: () => CallbacksUnderTest): void {
  test('has the events of a message in order, as written, and none for an unknown number', async () => {
    const { events, customer } = await queueOf(adapter, 'log Pranešimas Nr. 1', 3);
    const { communicationNumber: _, ...updated } = anEvent();
    await adapter().append(updated, { customer });
    expect(await adapter().eventLog.causedBy('log Pranešimas Nr. 1')).toEqual(events);
    for (const number of ['log unknown', 'customer', 'nul\0', '\ud800'])
      expect(await adapter().eventLog.causedBy(number)).toEqual([]);
    expect(await adapter().deliveries.find(updated.id)).toEqual({
      event: updated,
      state: 'PENDING',
      attempts: 0,
      nextAttemptAt: expect.any(Date),
    });
  });

  test('is read to its end by cursor, and continued from there', async () => {
    const read = async (cursor: string | undefined) => (await adapter().eventLog.after(cursor, 1000)) ?? { items: [] };
    await queueOf(adapter, 'end', 1);
    const { cursor: end } = await read(undefined);
    const { events, customer } = await queueOf(adapter, 'cursor', 3);
    const firstTwo = await adapter().eventLog.after(end, 2);
    expect(firstTwo?.items).toEqual(events.slice(0, 2));
    const third = await read(firstTwo?.cursor);
    expect(third.items).toEqual(events.slice(2));
    expect(await read(third.cursor)).toEqual({ items: [], cursor: third.cursor });
    const later = anEvent();
    await adapter().append(later, { customer });
    expect((await read(third.cursor)).items).toEqual([later]);
  });

  test.each(['x', '-1', '1.5', '', '999999999', '9'.repeat(30)])('rejects the cursor %j', async (cursor) => {
    expect([await adapter().eventLog.after(cursor, 2), await adapter().deliveries.list('FAILED', cursor, 2)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('lists deliveries by state, in pages', async () => {
    const before = (await adapter().deliveries.list('FAILED', undefined, 1000))?.items.length ?? 0;
    const { events, claim, record } = await queueOf(adapter, 'list', 3);
    await record(await claim(3), ...events.map(() => ({ ...FAILED, lastOutcome: 'tls' as const })));
    const all = await adapter().deliveries.list('FAILED', undefined, before + 1);
    expect(all?.items.at(-1)).toEqual({ event: events[0], state: 'FAILED', attempts: 12, lastOutcome: 'tls' });
    const rest = await adapter().deliveries.list('FAILED', all?.cursor, 10);
    expect(rest?.items.map(({ event }) => event)).toEqual(events.slice(1));
    expect(await adapter().deliveries.list('FAILED', rest?.cursor, 10)).toEqual({ items: [], cursor: rest?.cursor });
  });
}
