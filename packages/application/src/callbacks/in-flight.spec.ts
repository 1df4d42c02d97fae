import { expect, test } from '@jest/globals';
import { CAUTIOUS_ATTEMPTS, InFlight } from './in-flight.js';

const LIMIT = 5;

/** How many get in. */
const fill = (inFlight: InFlight, receiver: string): number => {
  let inside = 0;
  while (inFlight.enter(receiver)) inside++;
  return inside;
};

test('few attempts are made at a receiver until it answered, and again after one that hung', () => {
  const inFlight = new InFlight(LIMIT);
  expect(fill(inFlight, 'one')).toBe(CAUTIOUS_ATTEMPTS);
  inFlight.leave('one', 'answered');
  expect(fill(inFlight, 'one')).toBe(LIMIT - CAUTIOUS_ATTEMPTS + 1);
  inFlight.leave('one', 'hung');
  expect(inFlight.enter('one')).toBe(false);
  for (let left = LIMIT - 1; left > 0; left--) inFlight.leave('one', 'hung');
  expect(fill(inFlight, 'one')).toBe(CAUTIOUS_ATTEMPTS);
});

test('what broke on our side says nothing of a receiver', () => {
  const inFlight = new InFlight(LIMIT);
  fill(inFlight, 'one');
  inFlight.leave('one', 'broke');
  expect(fill(inFlight, 'one')).toBe(1);
  inFlight.leave('one', 'answered');
  inFlight.leave('one', 'broke');
  expect(fill(inFlight, 'one')).toBe(LIMIT - CAUTIOUS_ATTEMPTS + 2);
});

test('what one receiver did says nothing of another', () => {
  const inFlight = new InFlight(LIMIT);
  fill(inFlight, 'one');
  expect(fill(inFlight, 'other')).toBe(CAUTIOUS_ATTEMPTS);
});

test('a limit below the caution holds', () => expect(fill(new InFlight(1), 'one')).toBe(1));
