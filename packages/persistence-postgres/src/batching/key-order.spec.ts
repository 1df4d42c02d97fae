import { expect, it } from '@jest/globals';
import { KeyOrder, type Ordered } from './key-order.js';

interface Entry extends Ordered<Entry> {
  readonly keys: readonly string[];
}
const entry = (...keys: string[]): Entry => ({ keys, ahead: 0, behind: [] });

it('frees an entry when all earlier entries with one of its keys have left', () => {
  const order = new KeyOrder<Entry>();
  const [a, b, both] = [entry('a'), entry('b'), entry('a', 'b')];
  expect([a, b, both].map((next) => order.enter(next))).toEqual([true, true, false]);
  expect(order.leave(a)).toEqual([]);
  expect(order.leave(b)).toEqual([both]);
});

it('puts an entry behind the latest one with its key only', () => {
  const order = new KeyOrder<Entry>();
  const [first, second, third] = [entry('a'), entry('a'), entry('a')];
  for (const next of [first, second, third]) order.enter(next);
  expect(order.leave(first)).toEqual([second]);
  expect(order.leave(second)).toEqual([third]);
});

it('forgets the keys of entries that have left', () => {
  const order = new KeyOrder<Entry>();
  const first = entry('a');
  order.enter(first);
  order.leave(first);
  expect(order.enter(entry('a'))).toBe(true);
});
