import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDay, monthsLater, wholeMonths, formatDay } from '../src/answers/days.js';
import { compare, parseInteger, plus, times } from '../src/answers/decimal.js';

const SEED = { seed: 20261122 };

describe('comparing numbers as sent', () => {
  it.each([
    [0, '0.000', 0],
    ['-0', 0, 0],
    ['007', 7, 0],
    ['1e2', 100, 0],
    ['100', '1E+2', 0],
    [0.1, '0.10', 0],
    ['1.5', '15e-1', 0],
    [1e21, '1000000000000000000000', 0],
    ['1e400', '9'.repeat(400), 1],
    ['1e400', `1${'0'.repeat(400)}`, 0],
    ['1e-400', 0, 1],
    ['1e99999999999999999999', '2e99999999999999999998', 1],
    ['9007199254740993', '9007199254740992', 1],
    ['0.1000000000000000001', 0.1, 1],
    [4999999, 5000000, -1],
    ['-1', '-2', 1],
    ['-1e400', '1e-400', -1],
    ['0e400', '1e-9', -1],
  ] as const)('%s against %s', (first, second, sign) => {
    expect(Math.sign(compare(first, second) ?? NaN)).toBe(sign);
    expect(Math.sign(compare(second, first) ?? NaN)).toBe(sign === 0 ? 0 : -sign);
  });

  it.each([[Infinity], [NaN], ['abc'], [''], ['1.'], ['.5'], ['0x10'], [' 1'], ['1e'], ['1_000']])(
    'rejects %p as a number',
    (value) => {
      expect(compare(value, 1)).toBeUndefined();
    },
  );

  it('agrees with exact integers, whatever zeros, points and exponents they are written with', () => {
    const number = fc.record({ digits: fc.bigInt({ min: 0n, max: 10n ** 30n }), zeros: fc.nat(3), shift: fc.nat(20) });
    const shown = ({ digits, zeros, shift }: { digits: bigint; zeros: number; shift: number }) =>
      `${'0'.repeat(zeros)}${digits}.${'0'.repeat(zeros)}e${shift}`.replace('.e', 'e');
    const exact = ({ digits, shift }: { digits: bigint; shift: number }) => digits * 10n ** BigInt(shift);
    fc.assert(
      fc.property(
        number,
        number,
        (a, b) =>
          Math.sign(compare(shown(a), shown(b)) ?? NaN) === (exact(a) < exact(b) ? -1 : exact(a) > exact(b) ? 1 : 0),
      ),
      SEED,
    );
  });

  it('handles a million zeros quickly', () => {
    const zeros = '0'.repeat(1_000_000);
    expect(compare(`1${zeros}1`, `1${zeros}2`)).toBe(-1);
    expect(compare(`${zeros}x`, 1)).toBeUndefined();
    expect(parseInteger(`${zeros}5`)).toBe(5n);
  });

  it.each([
    ['5.0', 5n],
    ['-0.00', 0n],
    [5, 5],
  ])('reads %p as an integer', (value, integer) => {
    expect(parseInteger(value)).toBe(integer);
  });

  it.each([[1.5], [2 ** 53], ['1.5'], ['1.'], ['1e2'], [true], [null], ['']])('rejects %p as an integer', (value) => {
    expect(parseInteger(value)).toBeUndefined();
  });

  it('calculates with integers exactly, also beyond the safe ones', () => {
    const integer = fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.nat());
    fc.assert(
      fc.property(
        integer,
        integer,
        (a, b) =>
          BigInt(plus(a, b)) === BigInt(a) + BigInt(b) &&
          BigInt(times(a, b)) === BigInt(a) * BigInt(b) &&
          String(times(a, b)) === String(BigInt(a) * BigInt(b)),
      ),
      SEED,
    );
  });

  it.each([
    [2 ** 53 - 1, '9007199254740991', 0],
    [0.1, 1, -1],
    [1e21, 1e-7, 1],
    [-0, 0, 0],
  ])('compares the numbers %p and %p by their digits', (first, second, sign) => {
    expect(Math.sign(compare(first, second) ?? NaN)).toBe(sign);
  });

  it.each([[NaN], [Infinity]])('does not compare %p', (value) => {
    expect(compare(value, 1)).toBeUndefined();
  });
});

describe('days', () => {
  it.each([
    ['2024-02-29', '2024-02-29'],
    ['2000-02-29', '2000-02-29'],
    ['2026-12-31', '2026-12-31'],
    ['2026-03-02T23:59:59.000-11:00', '2026-03-02'],
    ['2026-03-02t10:00:00,5z', '2026-03-02'],
    ['2016-12-31T23:59:60Z', '2016-12-31'],
    ['0001-01-01', '0001-01-01'],
  ])('reads %s as %s', (text, day) => {
    const read = parseDay(text);
    expect(read && formatDay(read)).toBe(day);
  });

  it.each([
    ['2026-02-29'],
    ['1900-02-29'],
    ['2026-04-31'],
    ['2026-12-32'],
    ['2026-13-01'],
    ['2026-00-10'],
    ['2026-01-00'],
    ['2026-1-1'],
    ['2026-01-01 10:00'],
    ['20260101'],
    ['+012026-01-01'],
  ])('rejects %s as a day', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  it.each([
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-11-22', 60, '2031-11-22'],
  ])('%s and %i months is %s', (from, months, to) => {
    const day = parseDay(from);
    expect(day && formatDay(monthsLater(day, months))).toBe(to);
  });

  it('counts the whole months that lead to a later day', () => {
    const day = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => parseDay(date.toISOString()) ?? { year: 0, month: 0, day: 0 });
    fc.assert(
      fc.property(day, fc.nat(600), (from, months) => wholeMonths(from, monthsLater(from, months)) === months),
      SEED,
    );
    fc.assert(
      fc.property(day, day, (from, to) => {
        const months = wholeMonths(from, to);
        return (
          formatDay(monthsLater(from, months)) <= formatDay(to) &&
          formatDay(monthsLater(from, months + 1)) > formatDay(to)
        );
      }),
      SEED,
    );
  });
});
