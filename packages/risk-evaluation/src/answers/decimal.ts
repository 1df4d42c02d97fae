import type { Numeric } from '@aml-customer/domain';

/** A number by its digits: 0.digits × 10^point, without zeros at either end; no digits are zero. */
interface Digits {
  readonly negative: boolean;
  readonly digits: string;
  readonly point: bigint;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Compares two numbers as sent, negative when the first is smaller; undefined where one is no number. Decided on the
 * digits, so that neither a thousand digits nor an exponent of `1e400` is rounded or multiplied out
 * (docs/contract/contract.md, "Reading the values").
 */
export function compare(first: Numeric, second: Numeric): number | undefined {
  const [a, b] = [digitsOf(first), digitsOf(second)];
  if (!a || !b) return undefined;
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  return a.negative ? magnitude(b, a) : magnitude(a, b);
}

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

/** Where trailing zeros begin; a loop, since a regular expression anchored at the end is quadratic over many zeros. */
function endOf(digits: string): number {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end--;
  return end;
}

/** An integer as sent, kept to the digit; undefined where it is none. */
export function integerIn(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : undefined;
}
