import { afterEach, expect, jest, test } from '@jest/globals';
import { CAUTIOUS_ATTEMPTS, InFlight } from './in-flight.js';

const LIMIT = 5;
const limits = { perReceiver: LIMIT, atHung: 3, waitMs: 0 };
const patient = { perReceiver: LIMIT, atHung: 3, waitMs: 100 };
const FAST = 10;
const SLOW = 1000;

afterEach(() => {
  jest.useRealTimers();
});

/** Starts attempts up to the limit; returns how many. */
const fill = async (inFlight: InFlight, receiver: string): Promise<number> => {
  let inside = 0;
  while (await inFlight.enter(receiver)) inside++;
  return inside;
};

/** Lets a receiver end one attempt, so that it has the full limit, and starts as many as that. */
const occupy = async (inFlight: InFlight, receiver: string, ms: number): Promise<void> => {
  await inFlight.enter(receiver);
  inFlight.leave(receiver, 'answered', ms);
  for (let n = 0; n < LIMIT; n++) expect(await inFlight.enter(receiver)).toBe(true);
};

test('a receiver gets few attempts until it answers, and again after a timeout', async () => {
  const inFlight = new InFlight(limits);
  expect(await fill(inFlight, 'one')).toBe(CAUTIOUS_ATTEMPTS);
  inFlight.leave('one', 'answered', FAST);
  expect(await fill(inFlight, 'one')).toBe(LIMIT - CAUTIOUS_ATTEMPTS + 1);
  inFlight.leave('one', 'timed-out', SLOW);
  expect(await inFlight.enter('one')).toBe(false);
  for (let left = LIMIT - 1; left > 0; left--) inFlight.leave('one', 'timed-out', SLOW);
  expect(await fill(inFlight, 'one')).toBe(CAUTIOUS_ATTEMPTS);
});

test('an internal error does not change the limit of a receiver', async () => {
  const inFlight = new InFlight(limits);
  await fill(inFlight, 'one');
  inFlight.leave('one', 'internal-error', FAST);
  expect(await fill(inFlight, 'one')).toBe(1);
  inFlight.leave('one', 'answered', FAST);
  inFlight.leave('one', 'internal-error', FAST);
  expect(await fill(inFlight, 'one')).toBe(LIMIT - CAUTIOUS_ATTEMPTS + 2);
});

test('receivers are limited independently', async () => {
  const inFlight = new InFlight(limits);
  await fill(inFlight, 'one');
  expect(await fill(inFlight, 'other')).toBe(CAUTIOUS_ATTEMPTS);
});

test('a limit below the cautious one applies', async () =>
  expect(await fill(new InFlight({ ...limits, perReceiver: 1 }), 'one')).toBe(1));

test('receivers that hang share a limit', async () => {
  const inFlight = new InFlight(limits);
  for (const receiver of ['one', 'two']) {
    await inFlight.enter(receiver);
    inFlight.leave(receiver, 'timed-out', SLOW);
  }
  expect([await fill(inFlight, 'one'), await fill(inFlight, 'two'), await fill(inFlight, 'new')]).toEqual([2, 1, 2]);
  inFlight.leave('one', 'timed-out', SLOW);
  expect(await fill(inFlight, 'two')).toBe(1);
  inFlight.leave('two', 'answered', FAST);
  expect([await fill(inFlight, 'two'), await fill(inFlight, 'one')]).toEqual([LIMIT - 1, 1]);
});

test('attempts at a receiver that answers fast wait for their turn, in order', async () => {
  const inFlight = new InFlight(patient);
  await occupy(inFlight, 'one', FAST);
  const started: string[] = [];
  const waiting = ['first', 'second'].map((name) =>
    inFlight.enter('one').then((isStarted) => started.push(`${name} ${isStarted}`)),
  );
  inFlight.leave('one', 'answered', FAST);
  await waiting[0];
  expect(started).toEqual(['first true']);
  inFlight.leave('one', 'answered', FAST);
  await waiting[1];
  expect(started).toEqual(['first true', 'second true']);
});

test('the answer of a new receiver starts those that wait for it', async () => {
  const inFlight = new InFlight(patient);
  for (let n = 0; n < CAUTIOUS_ATTEMPTS; n++) await inFlight.enter('new');
  const waiting = Array.from({ length: LIMIT - 1 }, () => inFlight.enter('new'));
  inFlight.leave('new', 'answered', FAST);
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => true));
  expect(inFlight.aheadMs('new')).toBe(0);
});

test('no more wait than a receiver can serve in time', async () => {
  const inFlight = new InFlight(patient);
  await occupy(inFlight, 'one', FAST);
  // The average of 5 ms, which is assumed, and 10 ms with the weight of a tenth.
  const most = Math.floor((patient.waitMs * LIMIT) / 5.5);
  const waiting = Array.from({ length: most }, () => inFlight.enter('one'));
  expect(await inFlight.enter('one')).toBe(false);
  inFlight.leave('one', 'timed-out', SLOW);
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => false));
});

test('none waits for a receiver that is slow, and those refused return when their round is expected', async () => {
  const inFlight = new InFlight(patient);
  await occupy(inFlight, 'one', 20 * SLOW);
  const average = 5 + 0.1 * (20 * SLOW - 5);
  for (let n = 0; n < 2 * LIMIT; n++) {
    expect(await inFlight.enter('one')).toBe(false);
    expect(inFlight.aheadMs('one')).toBe(Math.ceil((n + 1) / LIMIT) * average);
  }
});

test('those that wait for a receiver are refused when it hangs', async () => {
  const inFlight = new InFlight(patient);
  await occupy(inFlight, 'one', FAST);
  const waiting = inFlight.enter('one');
  inFlight.leave('one', 'timed-out', SLOW);
  expect(await waiting).toBe(false);
  expect(inFlight.aheadMs('one')).toBe(1000);
});

test('an attempt is refused when it has waited for too long', async () => {
  jest.useFakeTimers();
  const inFlight = new InFlight(patient);
  await occupy(inFlight, 'one', FAST);
  const waiting = inFlight.enter('one');
  jest.advanceTimersByTime(patient.waitMs);
  expect(await waiting).toBe(false);
  expect(inFlight.aheadMs('one')).toBe(5.5);
});
