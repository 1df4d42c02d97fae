import { beforeEach, describe, expect, test } from '@jest/globals';
import { TokenGuesses } from './token-guesses.js';

describe('guesses of tokens', () => {
  let now: number;
  let guesses: TokenGuesses;
  beforeEach(() => {
    now = 5_000;
    guesses = new TokenGuesses(() => now);
  });
  const wrong = (address: string, count: number) =>
    Array.from({ length: count }, () => guesses.check(address, undefined));

  test('are answered ten in a row, then one per second', () => {
    expect(wrong('192.0.2.1', 12)).toEqual([...Array<number>(10).fill(0), 1, 1]);
    now += 1_000;
    expect(wrong('192.0.2.1', 2)).toEqual([0, 1]);
    now += 3_600_000;
    expect(wrong('192.0.2.1', 11)).toEqual([...Array<number>(10).fill(0), 1]);
  });

  test('of one address do not count for another', () => {
    wrong('192.0.2.1', 11);
    expect(wrong('192.0.2.2', 1)).toEqual([0]);
  });

  test('do not shut out a holder whose token was right from this address before', () => {
    expect(guesses.check('192.0.2.1', 'ona')).toBe(0);
    wrong('192.0.2.1', 50);
    expect(guesses.check('192.0.2.1', 'ona')).toBe(0);
    expect(guesses.check('192.0.2.1', 'jonas')).toBe(1);
    now += 1_000;
    expect(guesses.check('192.0.2.1', 'jonas')).toBe(0);
  });

  test('are remembered of the last 10,000 addresses', () => {
    wrong('192.0.2.1', 11);
    for (let i = 0; i < 9_999; i++) guesses.check(`address ${i}`, undefined);
    expect(wrong('192.0.2.1', 1)).toEqual([1]);
    guesses.check('one more', undefined);
    expect(wrong('192.0.2.1', 1)).toEqual([0]);
  });
});
