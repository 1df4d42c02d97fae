import { describe, expect, test } from '@jest/globals';
import {
  decimal,
  hasControl,
  integer,
  isBlank,
  isBoolean,
  isDate,
  isNegative,
  isPercentage,
  isWellFormed,
  isTimestamp,
} from './values.js';

describe('a date', () => {
  test.each([
    '2024-02-29',
    '2000-02-29',
    '0001-01-01',
    '9999-12-31',
    '2012-10-01T09:45:00.000+02:00',
    '2012-10-01T09:45:00Z',
    '2012-10-01T09:45Z',
    '2012-10-01T09:45:00.123456789-03:30',
    '2012-10-01T23:59:59+0200',
    '2012-10-01T00:00:00+02',
    '2012-10-01T00:00:00-18:00',
  ])('is valid: %s', (text) => expect(isDate(text)).toBe(true));

  test.each([
    '',
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '0000-01-01',
    '2024-1-1',
    '24-01-01',
    '2024/01/01',
    '20240101',
    '01-02-2024',
    ' 2024-01-01',
    '2024-01-01 ',
    '2024-01-01\n',
    '+002024-01-01',
    '2024-W01-1',
    '٢٠٢٤-٠١-٠١',
    '2024-01-01x',
    '2024-01-01T10:00:00',
    '2024-01-01T10Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01T23:60:00Z',
    '2024-01-01T23:59:60Z',
    '2024-01-01T10:00:00+19:00',
    '2024-01-01T10:00:00+02:60',
    '2024-01-01 10:00:00Z',
    '2024-01-01t10:00:00z',
    '2023-02-29T10:00:00Z',
    '2024-01-01T10:00:00.Z',
  ])('is not valid: %j', (text) => expect(isDate(text)).toBe(false));

  test.each([
    [1, 31],
    [2, 28],
    [3, 31],
    [4, 30],
    [5, 31],
    [6, 30],
    [7, 31],
    [8, 31],
    [9, 30],
    [10, 31],
    [11, 30],
    [12, 31],
  ])('month %i has %i days', (month, days) => {
    const on = (day: number) => isDate(`2023-${String(month).padStart(2, '0')}-${day}`);
    expect([on(days), on(days + 1)]).toEqual([true, false]);
  });
});

describe('a timestamp', () => {
  test.each([
    '2024-02-29 23:59:59.999+0300',
    '2024-02-29 00:00:00.000+03:00',
    '2024-02-29 12:30:00.001Z',
    '2024-02-29 12:30:00.001-1130',
  ])('is valid: %s', (text) => expect(isTimestamp(text)).toBe(true));

  test.each([
    '',
    '2024-02-29',
    '2024-02-29T12:30:00.001Z',
    '2024-02-29 12:30:00Z',
    '2024-02-29 12:30:00.01Z',
    '2024-02-29 12:30:00.0001Z',
    '2024-02-29 12:30:00.001',
    '2024-02-29 12:30:00.001 Z',
    '2024-02-29 12:30:00.001+03',
    '2023-02-29 12:30:00.001Z',
    '2024-02-29 25:30:00.001Z',
    '2024-02-29 12:30:00.001Z\n',
  ])('is not valid: %j', (text) => expect(isTimestamp(text)).toBe(false));
});

describe('numbers', () => {
  test.each([
    [0, 'valid'],
    [-7, 'valid'],
    [3.0, 'valid'],
    [2 ** 53 - 1, 'valid'],
    [-(2 ** 53 - 1), 'valid'],
    ['0', 'valid'],
    ['-12', 'valid'],
    ['007', 'valid'],
    ['9007199254740993', 'valid'],
    ['9'.repeat(5000), 'valid'],
    [2 ** 53, 'lossy'],
    [-(2 ** 53), 'lossy'],
    [1e300, 'lossy'],
    [Infinity, 'lossy'],
    [-Infinity, 'lossy'],
    [0.5, 'malformed'],
    ['1.0', 'malformed'],
    ['1e3', 'malformed'],
    ['+5', 'malformed'],
    [' 5', 'malformed'],
    ['5\n', 'malformed'],
    ['0x10', 'malformed'],
    ['', 'malformed'],
    ['-', 'malformed'],
    ['٣', 'malformed'],
    ['1 000', 'malformed'],
    ['Infinity', 'malformed'],
  ] as const)('integer %p: %s', (value, verdict) => expect(integer(value)).toBe(verdict));

  test.each([
    [0.1, 'valid'],
    [-2.5, 'valid'],
    [5e-324, 'valid'],
    ['0.10', 'valid'],
    ['-2.50', 'valid'],
    ['1e400', 'valid'],
    ['1.5E-3', 'valid'],
    ['12345678901234567890.123456789', 'valid'],
    [2 ** 53, 'lossy'],
    [1e21, 'lossy'],
    [Infinity, 'lossy'],
    ['.5', 'malformed'],
    ['5.', 'malformed'],
    ['1,5', 'malformed'],
    ['1e', 'malformed'],
    ['NaN', 'malformed'],
    ['', 'malformed'],
    ['--1', 'malformed'],
  ] as const)('decimal %p: %s', (value, verdict) => expect(decimal(value)).toBe(verdict));

  test.each([
    [-1, true],
    ['-0.001', true],
    ['-1e-400', true],
    ['-10', true],
    [0, false],
    [-0, false],
    ['-0', false],
    ['-0.00', false],
    ['-0e5', false],
    ['12', false],
  ] as const)('%p is negative: %s', (value, negative) => expect(isNegative(value)).toBe(negative));

  test.each([
    [0, true],
    [100, true],
    ['100', true],
    ['0', true],
    [101, false],
    ['101', false],
    [-1, false],
    ['-1', false],
    ['9'.repeat(400), false],
  ] as const)('%p is a percentage: %s', (value, percentage) => expect(isPercentage(value)).toBe(percentage));
});

describe('other values', () => {
  test.each([
    [true, true],
    [false, true],
    ['true', true],
    ['false', true],
    ['TRUE', false],
    ['yes', false],
    [1, false],
    [0, false],
    [null, false],
    ['', false],
  ])('%p is a boolean: %s', (value, boolean) => expect(isBoolean(value)).toBe(boolean));

  test.each([
    ['', true],
    ['   ', true],
    ['\t\r\n', true],
    ['\u00a0\u3000', true],
    ['.', false],
    ['\0', false],
    ['\u200b', false],
  ])('%j is blank: %s', (text, blank) => expect(isBlank(text)).toBe(blank));

  test.each([
    ['', true],
    ['Ąžuolas 🌳', true],
    ['\ud83c\udf33', true],
    ['a\0b', false],
    ['\ud83c', false],
    ['\udf33\ud83c', false],
    ['x\udf33', false],
  ])('%j is well-formed: %s', (text, wellFormed) => expect(isWellFormed(text)).toBe(wellFormed));

  test.each([
    ['plain ąč 1', false],
    ['\u00a0', false],
    ['a\tb', true],
    ['\u001f', true],
    ['\u007f', true],
    ['\u0085', true],
    ['\u009f', true],
    ['\u00a1', false],
  ])('%j has a control character: %s', (text, control) => expect(hasControl(text)).toBe(control));
});
