import { describe, expect, jest, test } from '@jest/globals';
import {
  ATTEMPT_MS,
  BUSY_LIMIT_MS,
  BUSY_MS,
  DeliverCallbacks,
  LEASE_MS,
  type DeliveryDependencies,
} from './deliver-callbacks.js';
import type { CallbackEvent } from './event.js';
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

/**
 * A world whose time passes only by {@link World.wait}, with a receiver that answers as scripted and a ledger of what
 * reached it.
 */
function aWorld(answer: CallbackSender['send'], uses: Partial<DeliveryDependencies> = {}) {
  const clock = { time: at(0) };
  const callbacks = new MemoryCallbacks(() => clock.time);
  const ledger: string[] = [];
  const reported: unknown[] = [];
  const worker = () =>
    new DeliverCallbacks({
      deliveries: callbacks,
      receivers: { of: async () => receiver },
      sender: {
        send: (sent, ...rest) => {
          ledger.push(sent.id);
          return answer(sent, ...rest);
        },
      },
      now: () => clock.time,
      report: (failure) => reported.push(failure),
      attemptsPerReceiver: 2,
      attemptsAtHung: 50,
      ...uses,
    });
  return {
    callbacks,
    ledger,
    reported,
    clock,
    worker,
    write: (id: string, customer = 'C') => callbacks.append(event(id), { customer }),
  };
}

/** A send that goes on until it is ended. */
function aHangingSend() {
  const ends: (() => void)[] = [];
  return {
    send: () => new Promise<CallbackAttempt>((resolve) => ends.push(() => resolve(done))),
    endAll: () => ends.forEach((end) => end()),
  };
}

describe('delivering', () => {
  test("goes through a customer's events in their order, until nothing is left", async () => {
    const { write, worker, ledger } = aWorld(async () => done);
    write('first');
    write('second');
    const deliver = worker();
    expect(await deliver.deliverNext('C')).toEqual({
      comeBack: 'now',
      delivery: {
        eventId: 'first',
        receiverHost: 'receiver.example',
        state: 'DELIVERED',
        attempts: 1,
        lastOutcome: 'status-200',
      },
    });
    expect(await deliver.deliverNext('C')).toMatchObject({ comeBack: 'now', delivery: { eventId: 'second' } });
    expect(await deliver.deliverNext('C')).toEqual({ comeBack: 'never' });
    expect(ledger).toEqual(['first', 'second']);
  });

  test('after a failure comes back when the next attempt is due, and attempts nothing before', async () => {
    const { write, worker, ledger, clock } = aWorld(async () => down);
    write('first');
    write('second');
    expect(await worker().deliverNext('C')).toEqual({
      comeBack: at(5),
      delivery: {
        eventId: 'first',
        receiverHost: 'receiver.example',
        state: 'PENDING',
        attempts: 1,
        lastOutcome: 'connection-refused',
        nextAttemptAt: at(5),
      },
    });
    clock.time = at(4);
    expect(await worker().deliverNext('C')).toEqual({ comeBack: at(5) });
    expect(ledger).toEqual(['first']);
  });

  test('makes 12 attempts, keeps the event as failed, and goes on with the next one', async () => {
    const { write, worker, callbacks, ledger, clock } = aWorld(async ({ id }) => (id === 'first' ? down : done));
    write('first');
    write('second');
    const pauses: number[] = [];
    for (
      let step = await worker().deliverNext('C');
      step.comeBack !== 'never';
      step = await worker().deliverNext('C')
    ) {
      if (step.comeBack === 'now') continue;
      pauses.push((step.comeBack.getTime() - clock.time.getTime()) / 1000);
      clock.time = step.comeBack;
    }
    expect(ledger).toEqual([...Array<string>(12).fill('first'), 'second']);
    expect(pauses).toEqual([5, 30, 120, 600, 1800, 3600, 7200, 14_400, 21_600, 28_800, 43_200]);
    expect(await callbacks.find('first')).toMatchObject({
      state: 'FAILED',
      attempts: 12,
      lastOutcome: 'connection-refused',
    });
  });

  test('takes other pauses and jitter as they are given', async () => {
    const { write, worker } = aWorld(async () => down, { pauses: [100], jitter: (pause) => pause * 2 });
    write('first');
    expect((await worker().deliverNext('C')).comeBack).toEqual(at(200));
  });

  test('pauses from the end of an attempt', async () => {
    const { write, worker, clock } = aWorld(async () => {
      clock.time = at(15);
      return { delivered: false, outcome: 'timeout' };
    });
    write('first');
    expect((await worker().deliverNext('C')).comeBack).toEqual(at(20));
  });

  test('without a receiver the event has failed, holds up nobody, and counts no attempt', async () => {
    const { write, worker, callbacks, ledger } = aWorld(async () => done, { receivers: { of: async () => undefined } });
    write('first');
    expect(await worker().deliverNext('C')).toEqual({
      comeBack: 'now',
      delivery: { eventId: 'first', state: 'FAILED', attempts: 0, lastOutcome: 'no-receiver' },
    });
    expect(await callbacks.find('first')).toMatchObject({ state: 'FAILED', attempts: 0, lastOutcome: 'no-receiver' });
    expect(ledger).toEqual([]);
  });
});

describe('an attempt', () => {
  test('has one deadline from before the claim on, which is over before the lease is', async () => {
    const deadline = new AbortController().signal;
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline);
    const given: unknown[] = [];
    const { write, worker, callbacks } = aWorld(async (_, __, ___, signal) => {
      given.push(signal);
      return done;
    });
    const claimNext = jest.spyOn(callbacks, 'claimNext');
    write('first');
    await worker().deliverNext('C');
    expect([given, timeout.mock.calls, claimNext.mock.calls]).toEqual([[deadline], [[ATTEMPT_MS]], [['C', LEASE_MS]]]);
    expect(timeout.mock.invocationCallOrder[0]).toBeLessThan(claimNext.mock.invocationCallOrder[0]!);
    expect(LEASE_MS).toBeGreaterThan(ATTEMPT_MS);
    jest.restoreAllMocks();
  });
});

describe('two workers at one customer', () => {
  test('attempt an event once: the second comes back when the lease ends', async () => {
    const { send, endAll } = aHangingSend();
    const { write, worker, ledger } = aWorld(send);
    write('first');
    write('second');
    const first = worker().deliverNext('C');
    await new Promise(setImmediate);
    expect(await worker().deliverNext('C')).toEqual({ comeBack: new Date(start + LEASE_MS) });
    endAll();
    expect(await first).toMatchObject({ comeBack: 'now', delivery: { state: 'DELIVERED' } });
    expect(ledger).toEqual(['first']);
  });

  test('after a crash the other repeats the attempt, and what the dead one says later is void', async () => {
    const { send, endAll } = aHangingSend();
    const { write, worker, callbacks, ledger, clock } = aWorld(send);
    write('first');
    const slow = worker().deliverNext('C');
    clock.time = new Date(start + LEASE_MS);
    const repeated = worker().deliverNext('C');
    await new Promise(setImmediate);
    endAll();
    expect(await Promise.all([slow, repeated])).toEqual([
      { comeBack: 'now' },
      expect.objectContaining({ delivery: expect.objectContaining({ attempts: 1 }) }),
    ]);
    expect(ledger).toEqual(['first', 'first']);
    expect(await callbacks.find('first')).toMatchObject({ state: 'DELIVERED', attempts: 1 });
  });
});

describe('a receiver that hangs', () => {
  test('has no more than its share of attempts under way; what must wait counts no attempt', async () => {
    const { send, endAll } = aHangingSend();
    const { write, worker, callbacks } = aWorld(send);
    for (const customer of ['A', 'B', 'C']) write(`of ${customer}`, customer);
    const deliver = worker();
    const underWay = [deliver.deliverNext('A'), deliver.deliverNext('B')];
    await new Promise(setImmediate);
    expect(await deliver.deliverNext('C')).toEqual({ comeBack: new Date(start + BUSY_MS) });
    expect(await callbacks.find('of C')).toMatchObject({ state: 'PENDING', attempts: 0 });
    endAll();
    await Promise.all(underWay);
    write('later', 'D');
    const afterwards = deliver.deliverNext('D');
    await new Promise(setImmediate);
    endAll();
    expect(await afterwards).toMatchObject({ delivery: { state: 'DELIVERED' } });
  });

  test('is asked for the less often the more wait for it, up to a limit, until it lets one go', async () => {
    const { send, endAll } = aHangingSend();
    const { write, worker } = aWorld(send);
    const deliver = worker();
    const waiting = Array.from({ length: 200 }, (_, index) => `customer ${index}`);
    for (const customer of ['A', 'B', ...waiting, 'late', 'last']) write(`of ${customer}`, customer);
    const underWay = [deliver.deliverNext('A'), deliver.deliverNext('B')];
    await new Promise(setImmediate);
    const pauses: number[] = [];
    const pauseOf = async (customer: string) => Number((await deliver.deliverNext(customer)).comeBack) - start;
    for (const customer of waiting) pauses.push(await pauseOf(customer));
    expect(pauses).toEqual(waiting.map((_, index) => Math.min(BUSY_MS * Math.ceil((index + 1) / 2), BUSY_LIMIT_MS)));
    expect([pauses[0], pauses[2], pauses.at(-1)]).toEqual([1000, 2000, 60_000]);
    endAll();
    await Promise.all(underWay);
    const again = [deliver.deliverNext('late'), deliver.deliverNext('last')];
    await new Promise(setImmediate);
    write('another', 'another');
    expect(await pauseOf('another')).toBe(BUSY_MS);
    endAll();
    await Promise.all(again);
  });

  test('for one customer leaves the others their turn, from the first attempt on', async () => {
    const { send, endAll } = aHangingSend();
    const { write, worker, ledger } = aWorld((sent) => (sent.id === 'of A' ? send() : Promise.resolve(done)));
    const others = ['B', 'C', 'D', 'E'];
    for (const customer of ['A', ...others]) write(`of ${customer}`, customer);
    const deliver = worker();
    const hanging = deliver.deliverNext('A');
    await new Promise(setImmediate);
    for (const customer of others)
      expect(await deliver.deliverNext(customer)).toMatchObject({ delivery: { state: 'DELIVERED' } });
    expect(ledger).toEqual(['A', ...others].map((customer) => `of ${customer}`));
    endAll();
    await hanging;
  });

  test('leaves other receivers their attempts, on the same host too', async () => {
    const { send, endAll } = aHangingSend();
    const elsewhere = { ...receiver, url: `${receiver.url}/other` };
    const { callbacks, worker } = aWorld((_, to) => (to === elsewhere ? Promise.resolve(done) : send()), {
      receivers: { of: async (requester) => (requester === 'other' ? elsewhere : receiver) },
    });
    for (const customer of ['A', 'B']) callbacks.append(event(customer), { customer });
    callbacks.append(event('C'), { customer: 'C', requester: 'other' });
    const deliver = worker();
    const underWay = [deliver.deliverNext('A'), deliver.deliverNext('B')];
    expect(await deliver.deliverNext('C')).toMatchObject({ delivery: { state: 'DELIVERED' } });
    endAll();
    await Promise.all(underWay);
  });
});

test('a failure of ours is reported and counts as an attempt, so that it cannot hold up a customer for ever', async () => {
  const broken = new Error('The secret of a receiver cannot be opened');
  const { write, worker, reported, ledger } = aWorld(async () => done, {
    receivers: {
      of: async () => {
        throw broken;
      },
    },
  });
  write('first');
  expect(await worker().deliverNext('C')).toMatchObject({
    comeBack: at(5),
    delivery: { state: 'PENDING', attempts: 1, lastOutcome: 'internal-error' },
  });
  expect(reported).toEqual([broken]);
  expect(ledger).toEqual([]);
});

test('an attempt that broke on our side is no answer: its receiver has no more attempts under way than before', async () => {
  const { send, endAll } = aHangingSend();
  const { write, worker } = aWorld(({ id }) => (id === 'of A' ? Promise.reject(new Error('ours')) : send()), {
    attemptsPerReceiver: 5,
  });
  for (const customer of ['A', 'B', 'C', 'D']) write(`of ${customer}`, customer);
  const deliver = worker();
  await deliver.deliverNext('A');
  const underWay = [deliver.deliverNext('B'), deliver.deliverNext('C')];
  await new Promise(setImmediate);
  expect(await deliver.deliverNext('D')).toEqual({ comeBack: new Date(start + BUSY_MS) });
  endAll();
  await Promise.all(underWay);
});
