import { expect, test } from '@jest/globals';
import { CAUTIOUS_ATTEMPTS, InFlight } from './in-flight.js';

const LIMIT = 5;
const limits = { perReceiver: LIMIT, atHung: 3 };

/** Starts attempts up to the limit; returns how many. */
const fill = (inFlight: InFlight, receiver: string): number => {
  let inside = 0;
  while (inFlight.enter(receiver)) inside++;
  return inside;
};

test('a receiver gets few attempts until it answers, and again after a timeout', () => {
  const inFlight = new InFlight(limits);
  expect(fill(inFlight, 'one')).toBe(CAUTIOUS_ATTEMPTS);
  inFlight.leave('one', 'answered');
  expect(fill(inFlight, 'one')).toBe(LIMIT - CAUTIOUS_ATTEMPTS + 1);
  inFlight.leave('one', 'timed-out');
  expect(inFlight.enter('one')).toBe(false);
  for (let left = LIMIT - 1; left > 0; left--) inFlight.leave('one', 'timed-out');
  expect(fill(inFlight, 'one')).toBe(CAUTIOUS_ATTEMPTS);
});

test('an internal error does not change the limit of a receiver', () => {
  const inFlight = new InFlight(limits);
  fill(inFlight, 'one');
  inFlight.leave('one', 'internal-error');
  expect(fill(inFlight, 'one')).toBe(1);
  inFlight.leave('one', 'answered');
  inFlight.leave('one', 'internal-error');
  expect(fill(inFlight, 'one')).toBe(LIMIT - CAUTIOUS_ATTEMPTS + 2);
});

test('receivers are limited independently', () => {
  const inFlight = new InFlight(limits);
  fill(inFlight, 'one');
  expect(fill(inFlight, 'other')).toBe(CAUTIOUS_ATTEMPTS);
});

test('a limit below the cautious one applies', () =>
  expect(fill(new InFlight({ perReceiver: 1, atHung: 3 }), 'one')).toBe(1));

test('receivers that hang share a limit', () => {
  const inFlight = new InFlight(limits);
  for (const receiver of ['one', 'two']) {
    inFlight.enter(receiver);
    inFlight.leave(receiver, 'timed-out');
  }
  expect([fill(inFlight, 'one'), fill(inFlight, 'two'), fill(inFlight, 'new')]).toEqual([2, 1, 2]);
  inFlight.leave('one', 'timed-out');
  expect(fill(inFlight, 'two')).toBe(1);
  inFlight.leave('two', 'answered');
  expect([fill(inFlight, 'two'), fill(inFlight, 'one')]).toEqual([LIMIT - 1, 1]);
});
