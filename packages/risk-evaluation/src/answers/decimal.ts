import type { Numeric } from '@aml-customer/domain';

/** The number 0.digits × 10^point, without leading or trailing zeros; zero has no digits. */
interface Digits {
  readonly negative: boolean;
  readonly digits: string;
  readonly point: bigint;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Compares two numbers as sent: negative if the first is smaller, undefined if either is not a number. Compares digits,
 * so a number of a thousand digits is not rounded and an exponent such as `1e400` is not expanded
 * (docs/contract/contract.md, "Reading the values").
 */
export function compare(first: Numeric, second: Numeric): number | undefined {
  // Finite numbers are in the order of their shortest decimals, so their digits need not be compared.
  if (typeof first === 'number' && typeof second === 'number')
    return Number.isFinite(first) && Number.isFinite(second) ? order(first, second) : undefined;
  const [a, b] = [digitsOf(first), digitsOf(second)];
  if (!a || !b) return undefined;
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  return a.negative ? magnitude(b, a) : magnitude(a, b);
}

const order = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

function magnitude(a: Digits, b: Digits): number {
  if (a.digits === '' || b.digits === '') return a.digits.length - b.digits.length;
  if (a.point !== b.point) return a.point < b.point ? -1 : 1;
  return a.digits === b.digits ? 0 : a.digits < b.digits ? -1 : 1;
}

function digitsOf(value: Numeric): Digits | undefined {
  const match = DECIMAL.exec(String(value));
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const all = whole + fraction;
  const start = all.length - all.replace(/^0+/, '').length;
  const digits = all.slice(start, endOf(all));
  return { negative: sign === '-' && digits !== '', digits, point: BigInt(exponent) + BigInt(whole.length - start) };
}

/** Index of the trailing zeros. A loop, because an end-anchored regular expression takes quadratic time. */
function endOf(digits: string): number {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end--;
  return end;
}

/** An exact integer: a bigint beyond the safe integers. Numbers are much faster to add up. */
export type Integer = number | bigint;

/** Parses an integer as sent, such as `5` or `"5.0"`, without loss of precision; undefined if it is not an integer. */
export function parseInteger(value: unknown): Integer | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  const [, integer] = (typeof value === 'string' && /^(-?\d+)(?:\.0+)?$/.exec(value)) || [];
  return integer === undefined ? undefined : BigInt(integer);
}

/** Adds two integers exactly. */
export function plus(one: Integer, other: Integer): Integer {
  const sum = typeof one === 'number' && typeof other === 'number' ? one + other : NaN;
  return Number.isSafeInteger(sum) ? sum : BigInt(one) + BigInt(other);
}

/** Multiplies two integers exactly. */
export function times(one: Integer, other: Integer): Integer {
  const product = typeof one === 'number' && typeof other === 'number' ? one * other : NaN;
  return Number.isSafeInteger(product) ? product : BigInt(one) * BigInt(other);
}
