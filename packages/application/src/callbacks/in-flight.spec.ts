import { expect, test } from '@jest/globals';
import { CAUTIOUS_ATTEMPTS, InFlight } from './in-flight.js';

const LIMIT = 5;
const limits = { perReceiver: LIMIT, atHung: 3 };

/** How many get in. */
const fill = (inFlight: InFlight, receiver: string): number => {
  let inside = 0;
  while (inFlight.enter(receiver)) inside++;
  return inside;
};

test('few attempts are made at a receiver until it answered, and again after one that hung', () => {
  const inFlight = new InFlight(limits);
  expect(fill(inFlight, 'one')).toBe(CAUTIOUS_ATTEMPTS);
  inFlight.leave('one', 'answered');
  expect(fill(inFlight, 'one')).toBe(LIMIT - CAUTIOUS_ATTEMPTS + 1);
  inFlight.leave('one', 'hung');
  expect(inFlight.enter('one')).toBe(false);
  for (let left = LIMIT - 1; left > 0; left--) inFlight.leave('one', 'hung');
  expect(fill(inFlight, 'one')).toBe(CAUTIOUS_ATTEMPTS);
});

test('what broke on our side says nothing of a receiver', () => {
  const inFlight = new InFlight(limits);
  fill(inFlight, 'one');
  inFlight.leave('one', 'broke');
  expect(fill(inFlight, 'one')).toBe(1);
  inFlight.leave('one', 'answered');
  inFlight.leave('one', 'broke');
  expect(fill(inFlight, 'one')).toBe(LIMIT - CAUTIOUS_ATTEMPTS + 2);
});

test('what one receiver did says nothing of another', () => {
  const inFlight = new InFlight(limits);
  fill(inFlight, 'one');
  expect(fill(inFlight, 'other')).toBe(CAUTIOUS_ATTEMPTS);
});

test('a limit below the caution holds', () => expect(fill(new InFlight({ perReceiver: 1, atHung: 3 }), 'one')).toBe(1));

test('those that are known to hang share their places, and leave the others to who answers', () => {
  const inFlight = new InFlight(limits);
  for (const receiver of ['one', 'two']) {
    inFlight.enter(receiver);
    inFlight.leave(receiver, 'hung');
  }
  expect([fill(inFlight, 'one'), fill(inFlight, 'two'), fill(inFlight, 'new')]).toEqual([2, 1, 2]);
  inFlight.leave('one', 'hung');
  expect(fill(inFlight, 'two')).toBe(1);
  inFlight.leave('two', 'answered');
  expect([fill(inFlight, 'two'), fill(inFlight, 'one')]).toEqual([LIMIT - 1, 1]);
});
