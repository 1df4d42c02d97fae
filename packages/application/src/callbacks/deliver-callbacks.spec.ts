import { describe, expect, jest, test } from '@jest/globals';
import {
  ATTEMPT_MS,
  BUSY_LIMIT_MS,
  BUSY_MS,
  CLAIM_MS,
  DeliverCallbacks,
  DELIVERIES_PER_CLAIM,
  LEASE_MS,
  START_MS,
  type DeliveryDependencies,
} from './deliver-callbacks.js';
import type { CallbackEvent } from './event.js';
import { MemoryStore } from '../memory/memory-store.js';
import { MemoryCallbacks } from './callbacks.memory.js';
import type { CallbackAttempt, CallbackSender, Receiver } from './ports.js';

const start = Date.UTC(2026, 2, 1, 10);
const at = (seconds: number): Date => new Date(start + seconds * 1000);
const receiver: Receiver = {
  url: 'https://receiver.example/in',
  mode: 'binary',
  secrets: ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
};
const done: CallbackAttempt = { delivered: true, outcome: 'status-200' };
const down: CallbackAttempt = { delivered: false, outcome: 'connection-refused' };
const event = (id: string): CallbackEvent => ({
  id,
  type: 'scored',
  communicationNumber: 'MSG-1',
  subject: 'C',
  time: at(0),
  data: { initialRiskLevel: 'LOW' },
});

/** Workers with a clock that the test sets, a scripted receiver, and a list of the events that were sent to it. */
function setUp(answer: CallbackSender['send'], uses: Partial<DeliveryDependencies> = {}) {
  const clock = { time: at(0) };
  const callbacks = new MemoryCallbacks(new MemoryStore({ now: () => clock.time }));
  const sentIds: string[] = [];
  const failures: unknown[] = [];
  const worker = () =>
    new DeliverCallbacks({
      deliveries: callbacks,
      receivers: { of: async () => receiver },
      sender: {
        send: (sent, ...rest) => {
          sentIds.push(sent.id);
          return answer(sent, ...rest);
        },
      },
      now: () => clock.time,
      onFailure: (failure) => failures.push(failure),
      attemptsPerReceiver: 2,
      attemptsAtHung: 50,
      waitMs: 0,
      ...uses,
    });
  return {
    callbacks,
    sentIds,
    failures,
    clock,
    worker,
    write: (id: string, customer = 'C') => callbacks.append(event(id), { customer }),
  };
}

/** A send that hangs until `endAll`. */
function aHangingSend() {
  const ends: (() => void)[] = [];
  return {
    send: () => new Promise<CallbackAttempt>((resolve) => ends.push(() => resolve(done))),
    endAll: () => ends.forEach((end) => end()),
  };
}

describe('delivering', () => {
  test("sends a customer's events in order until none is pending", async () => {
    const { write, worker, sentIds } = setUp(async () => done);
    write('first');
    write('second');
    const deliver = worker();
    const delivered = {
      receiverHost: 'receiver.example',
      state: 'DELIVERED',
      attempts: 1,
      lastOutcome: 'status-200',
    };
    expect(await deliver.deliverNext('C')).toEqual({
      checkAgain: 'never',
      deliveries: [
        { eventId: 'first', ...delivered },
        { eventId: 'second', ...delivered },
      ],
    });
    expect(await deliver.deliverNext('C')).toEqual({ checkAgain: 'never', deliveries: [] });
    expect(sentIds).toEqual(['first', 'second']);
  });

  test('continues with the next ones after as many as a claim has', async () => {
    const { write, worker, sentIds } = setUp(async () => done);
    const ids = Array.from({ length: DELIVERIES_PER_CLAIM + 1 }, (_, n) => `event ${n}`);
    for (const id of ids) write(id);
    const deliver = worker();
    const steps = [await deliver.deliverNext('C'), await deliver.deliverNext('C')];
    expect(steps.map(({ checkAgain, deliveries }) => [checkAgain, deliveries.length])).toEqual([
      ['now', DELIVERIES_PER_CLAIM],
      ['never', 1],
    ]);
    expect(sentIds).toEqual(ids);
  });

  test('stops at an event that is not delivered', async () => {
    const { write, worker, callbacks, sentIds } = setUp(async ({ id }) => (id === 'second' ? down : done));
    for (const id of ['first', 'second', 'third']) write(id);
    expect(await worker().deliverNext('C')).toMatchObject({
      checkAgain: at(5),
      deliveries: [
        { eventId: 'first', state: 'DELIVERED' },
        { eventId: 'second', state: 'PENDING', attempts: 1 },
      ],
    });
    expect(sentIds).toEqual(['first', 'second']);
    expect(await callbacks.find('third')).toMatchObject({ state: 'PENDING', attempts: 0 });
  });

  test('does not start an event so late that its attempt could outlast the claim', async () => {
    const { write, worker, sentIds, clock } = setUp(async () => {
      clock.time = new Date(clock.time.getTime() + START_MS);
      return done;
    });
    for (const id of ['first', 'second', 'third']) write(id);
    expect(await worker().deliverNext('C')).toMatchObject({
      checkAgain: 'now',
      deliveries: [{ eventId: 'first' }, { eventId: 'second' }],
    });
    expect(sentIds).toEqual(['first', 'second']);
  });

  test('looks up the receiver of a requester once per claim', async () => {
    const lookedUp: unknown[] = [];
    const of = async (requester?: string) => {
      lookedUp.push(requester);
      return receiver;
    };
    const { callbacks, worker, sentIds } = setUp(async () => done, { receivers: { of } });
    for (const [id, requester] of Object.entries({ first: 'core', second: 'other', third: 'core' }))
      callbacks.append(event(id), { customer: 'C', requester });
    await worker().deliverNext('C');
    expect([lookedUp, sentIds]).toEqual([
      ['core', 'other'],
      ['first', 'second', 'third'],
    ]);
  });

  test('waits for the next attempt after a failure', async () => {
    const { write, worker, sentIds, clock } = setUp(async () => down);
    write('first');
    write('second');
    expect(await worker().deliverNext('C')).toEqual({
      checkAgain: at(5),
      deliveries: [
        {
          eventId: 'first',
          receiverHost: 'receiver.example',
          state: 'PENDING',
          attempts: 1,
          lastOutcome: 'connection-refused',
          nextAttemptAt: at(5),
        },
      ],
    });
    clock.time = at(4);
    expect(await worker().deliverNext('C')).toEqual({ checkAgain: at(5), deliveries: [] });
    expect(sentIds).toEqual(['first']);
  });

  test('marks an event as failed after 12 attempts and continues with the next', async () => {
    const { write, worker, callbacks, sentIds, clock } = setUp(async ({ id }) => (id === 'first' ? down : done));
    write('first');
    write('second');
    const pauses: number[] = [];
    for (
      let step = await worker().deliverNext('C');
      step.checkAgain !== 'never';
      step = await worker().deliverNext('C')
    ) {
      if (step.checkAgain === 'now') continue;
      pauses.push((step.checkAgain.getTime() - clock.time.getTime()) / 1000);
      clock.time = step.checkAgain;
    }
    expect(sentIds).toEqual([...Array<string>(12).fill('first'), 'second']);
    expect(pauses).toEqual([5, 30, 120, 600, 1800, 3600, 7200, 14_400, 21_600, 28_800, 43_200]);
    expect(await callbacks.find('first')).toMatchObject({
      state: 'FAILED',
      attempts: 12,
      lastOutcome: 'connection-refused',
    });
  });

  test('uses the configured pauses and jitter', async () => {
    const { write, worker } = setUp(async () => down, { pauses: [100], jitter: (pause) => pause * 2 });
    write('first');
    expect((await worker().deliverNext('C')).checkAgain).toEqual(at(200));
  });

  test.each([
    ['longer than the pause', 90, 90],
    ['shorter than the pause', 1, 5],
    ['of more than a day', 100_000, 86_400],
  ])('waits as long as the receiver asks, between the pause and a day: %s', async (_, asked, waited) => {
    const busy: CallbackAttempt = { delivered: false, outcome: 'status-503', retryAfterMs: asked * 1000 };
    const { write, worker } = setUp(async () => busy);
    write('first');
    expect(await worker().deliverNext('C')).toMatchObject({ checkAgain: at(waited) });
  });

  test('counts the pause from the end of the attempt', async () => {
    const { write, worker, clock } = setUp(async () => {
      clock.time = at(15);
      return { delivered: false, outcome: 'timeout' };
    });
    write('first');
    expect((await worker().deliverNext('C')).checkAgain).toEqual(at(20));
  });

  test('without a receiver marks the event as failed without an attempt', async () => {
    const { write, worker, callbacks, sentIds } = setUp(async () => done, { receivers: { of: async () => undefined } });
    write('first');
    expect(await worker().deliverNext('C')).toEqual({
      checkAgain: 'never',
      deliveries: [{ eventId: 'first', state: 'FAILED', attempts: 0, lastOutcome: 'no-receiver' }],
    });
    expect(await callbacks.find('first')).toMatchObject({ state: 'FAILED', attempts: 0, lastOutcome: 'no-receiver' });
    expect(sentIds).toEqual([]);
  });
});

describe('an attempt', () => {
  test('has one deadline that starts before the claim and ends before the lease', async () => {
    const deadline = new AbortController().signal;
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline);
    const signals: unknown[] = [];
    const { write, worker, callbacks } = setUp(async (_, __, ___, signal) => {
      signals.push(signal);
      return done;
    });
    const claim = jest.spyOn(callbacks, 'claim');
    write('first');
    await worker().deliverNext('C');
    expect([signals, timeout.mock.calls, claim.mock.calls]).toEqual([
      [deadline],
      [[CLAIM_MS]],
      [['C', { deliveries: DELIVERIES_PER_CLAIM, leaseMs: LEASE_MS }]],
    ]);
    expect(timeout.mock.invocationCallOrder[0]).toBeLessThan(claim.mock.invocationCallOrder[0]!);
    expect(CLAIM_MS).toBe(START_MS + ATTEMPT_MS);
    expect(LEASE_MS).toBeGreaterThan(CLAIM_MS);
    jest.restoreAllMocks();
  });
});

describe('two workers at one customer', () => {
  test('attempt an event once: the second waits until the lease ends', async () => {
    const { send, endAll } = aHangingSend();
    const { write, worker, sentIds } = setUp(send);
    write('first');
    write('second');
    const first = worker().deliverNext('C');
    await new Promise(setImmediate);
    expect(await worker().deliverNext('C')).toEqual({ checkAgain: new Date(start + LEASE_MS), deliveries: [] });
    endAll();
    await new Promise(setImmediate);
    expect(await worker().deliverNext('C')).toEqual({ checkAgain: new Date(start + LEASE_MS), deliveries: [] });
    endAll();
    expect(await first).toMatchObject({
      checkAgain: 'never',
      deliveries: [{ state: 'DELIVERED' }, { state: 'DELIVERED' }],
    });
    expect(sentIds).toEqual(['first', 'second']);
  });

  test('after a crash the other repeats the attempt, and a late outcome of the first is ignored', async () => {
    const { send, endAll } = aHangingSend();
    const { write, worker, callbacks, sentIds, clock } = setUp(send);
    write('first');
    const slow = worker().deliverNext('C');
    clock.time = new Date(start + LEASE_MS);
    const repeated = worker().deliverNext('C');
    await new Promise(setImmediate);
    endAll();
    expect(await Promise.all([slow, repeated])).toEqual([
      { checkAgain: 'now', deliveries: [] },
      expect.objectContaining({ deliveries: [expect.objectContaining({ attempts: 1 })] }),
    ]);
    expect(sentIds).toEqual(['first', 'first']);
    expect(await callbacks.find('first')).toMatchObject({ state: 'DELIVERED', attempts: 1 });
  });
});

describe('a receiver that hangs', () => {
  test('gets a limited number of concurrent attempts; waiting counts as no attempt', async () => {
    const { send, endAll } = aHangingSend();
    const { write, worker, callbacks } = setUp(send);
    for (const customer of ['A', 'B', 'C']) write(`of ${customer}`, customer);
    const deliver = worker();
    const running = [deliver.deliverNext('A'), deliver.deliverNext('B')];
    await new Promise(setImmediate);
    expect(await deliver.deliverNext('C')).toEqual({ checkAgain: new Date(start + BUSY_MS), deliveries: [] });
    expect(await callbacks.find('of C')).toMatchObject({ state: 'PENDING', attempts: 0 });
    endAll();
    await Promise.all(running);
    write('later', 'D');
    const afterwards = deliver.deliverNext('D');
    await new Promise(setImmediate);
    endAll();
    expect(await afterwards).toMatchObject({ deliveries: [{ state: 'DELIVERED' }] });
  });

  test('is checked less often the more deliveries wait for it, up to a limit, until an attempt ends', async () => {
    const { send, endAll } = aHangingSend();
    const { write, worker } = setUp(send);
    const deliver = worker();
    const waiting = Array.from({ length: 200 }, (_, index) => `customer ${index}`);
    for (const customer of ['A', 'B', ...waiting, 'late', 'last']) write(`of ${customer}`, customer);
    const running = [deliver.deliverNext('A'), deliver.deliverNext('B')];
    await new Promise(setImmediate);
    const pauses: number[] = [];
    const pauseOf = async (customer: string) => Number((await deliver.deliverNext(customer)).checkAgain) - start;
    for (const customer of waiting) pauses.push(await pauseOf(customer));
    expect(pauses).toEqual(waiting.map((_, index) => Math.min(BUSY_MS * Math.ceil((index + 1) / 2), BUSY_LIMIT_MS)));
    expect([pauses[0], pauses[2], pauses.at(-1)]).toEqual([1000, 2000, 60_000]);
    endAll();
    await Promise.all(running);
    const again = [deliver.deliverNext('late'), deliver.deliverNext('last')];
    await new Promise(setImmediate);
    write('another', 'another');
    expect(await pauseOf('another')).toBe(BUSY_MS);
    endAll();
    await Promise.all(again);
  });

  test('that answers in time is waited for', async () => {
    const { send, endAll } = aHangingSend();
    const { write, worker, sentIds } = setUp(send, { attemptsPerReceiver: 1, waitMs: 60_000 });
    for (const customer of ['A', 'B']) write(`of ${customer}`, customer);
    const deliver = worker();
    const running = [deliver.deliverNext('A'), deliver.deliverNext('B')];
    await new Promise(setImmediate);
    expect(sentIds).toEqual(['of A']);
    endAll();
    await running[0];
    await new Promise(setImmediate);
    expect(sentIds).toEqual(['of A', 'of B']);
    endAll();
    expect(await Promise.all(running)).toMatchObject([
      { deliveries: [{ state: 'DELIVERED' }] },
      { deliveries: [{ state: 'DELIVERED' }] },
    ]);
  });

  test('for one customer does not block the others, from the first attempt on', async () => {
    const { send, endAll } = aHangingSend();
    const { write, worker, sentIds } = setUp((sent) => (sent.id === 'of A' ? send() : Promise.resolve(done)));
    const others = ['B', 'C', 'D', 'E'];
    for (const customer of ['A', ...others]) write(`of ${customer}`, customer);
    const deliver = worker();
    const hanging = deliver.deliverNext('A');
    await new Promise(setImmediate);
    for (const customer of others)
      expect(await deliver.deliverNext(customer)).toMatchObject({ deliveries: [{ state: 'DELIVERED' }] });
    expect(sentIds).toEqual(['A', ...others].map((customer) => `of ${customer}`));
    endAll();
    await hanging;
  });

  test('does not block other receivers, even on the same host', async () => {
    const { send, endAll } = aHangingSend();
    const elsewhere = { ...receiver, url: `${receiver.url}/other` };
    const { callbacks, worker } = setUp((_, to) => (to === elsewhere ? Promise.resolve(done) : send()), {
      receivers: { of: async (requester) => (requester === 'other' ? elsewhere : receiver) },
    });
    for (const customer of ['A', 'B']) callbacks.append(event(customer), { customer });
    callbacks.append(event('C'), { customer: 'C', requester: 'other' });
    const deliver = worker();
    const running = [deliver.deliverNext('A'), deliver.deliverNext('B')];
    expect(await deliver.deliverNext('C')).toMatchObject({ deliveries: [{ state: 'DELIVERED' }] });
    endAll();
    await Promise.all(running);
  });
});

test('an internal failure is reported and counts as an attempt', async () => {
  const broken = new Error('The secret of a receiver cannot be opened');
  const { write, worker, failures, sentIds } = setUp(async () => done, {
    receivers: {
      of: async () => {
        throw broken;
      },
    },
  });
  write('first');
  expect(await worker().deliverNext('C')).toMatchObject({
    checkAgain: at(5),
    deliveries: [{ state: 'PENDING', attempts: 1, lastOutcome: 'internal-error' }],
  });
  expect(failures).toEqual([broken]);
  expect(sentIds).toEqual([]);
});

test('an internal failure is not an answer: the limit of the receiver stays', async () => {
  const { send, endAll } = aHangingSend();
  const { write, worker } = setUp(({ id }) => (id === 'of A' ? Promise.reject(new Error('internal')) : send()), {
    attemptsPerReceiver: 5,
  });
  for (const customer of ['A', 'B', 'C', 'D']) write(`of ${customer}`, customer);
  const deliver = worker();
  await deliver.deliverNext('A');
  const running = [deliver.deliverNext('B'), deliver.deliverNext('C')];
  await new Promise(setImmediate);
  expect(await deliver.deliverNext('D')).toEqual({ checkAgain: new Date(start + BUSY_MS), deliveries: [] });
  endAll();
  await Promise.all(running);
});
