/** What a value says of itself: it reads; it does not; or its digits were lost before it could be read. */
export type Verdict = 'reads' | 'malformed' | 'lossy';

const OFFSET_HOUR = '(?:0\\d|1[0-8])';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const DATE_TIME = new RegExp(`^.{10}T${TIME}(?::[0-5]\\d(?:\\.\\d{1,9})?)?(?:Z|[+-]${OFFSET_HOUR}(?::?[0-5]\\d)?)$`);
const TIMESTAMP = new RegExp(`^.{10} ${TIME}:[0-5]\\d\\.\\d{3}(?:Z|[+-]${OFFSET_HOUR}:?[0-5]\\d)$`);
const INTEGER = /^-?\d+$/;
const DECIMAL = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Reads `yyyy-MM-dd`, or an ISO 8601 date-time with offset, of a day that exists (docs/contract/contract.md, "Reading
 * the values").
 */
export const isDate = (text: string): boolean => beginsWithDay(text) && (text.length === 10 || DATE_TIME.test(text));

/**
 * Reads `yyyy-MM-dd HH:mm:ss.SSS` followed by `+0300`, `+03:00` or `Z` (docs/contract/contract.md, "Reading the
 * values").
 */
export const isTimestamp = (text: string): boolean => beginsWithDay(text) && TIMESTAMP.test(text);

/** Whether text begins with a day that exists. Dates are many, and the groups of a match are costly. */
function beginsWithDay(text: string): boolean {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  return text[4] === '-' && text[7] === '-' && year > 0 && day > 0 && day <= daysIn(year, month);
}

/** The number that a part of the text is; NaN where it is more than digits. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

const DAYS = [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return DAYS[month - 1] ?? 0;
}

/** Judges an integer that came as a JSON number or as its digits; a number beyond 2^53 - 1 has lost digits. */
export function integer(value: number | string): Verdict {
  if (typeof value === 'string') return INTEGER.test(value) ? 'reads' : 'malformed';
  return Number.isInteger(value) || isOverflow(value) ? unlost(value) : 'malformed';
}

/** Judges a decimal that came as a JSON number or as a numeric string; the rule for lost digits is the integers'. */
export function decimal(value: number | string): Verdict {
  if (typeof value === 'string') return DECIMAL.test(value) ? 'reads' : 'malformed';
  return Number.isNaN(value) ? 'malformed' : unlost(value);
}

const unlost = (value: number): Verdict =>
  isOverflow(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)) ? 'lossy' : 'reads';

/** A JSON number beyond every double, such as `1e400`, arrives as infinity. */
const isOverflow = (value: number): boolean => Math.abs(value) === Infinity;

/** Whether a numeric value is below zero, decided on the digits: `-0` is not, and no string is too long. */
export const isNegative = (value: number | string): boolean =>
  typeof value === 'string' ? value.startsWith('-') && /[1-9]/.test(value.split(/e/i)[0] ?? '') : value < 0;

/** Whether a numeric value is a percentage, 0 to 100. */
export const isPercentage = (value: number | string): boolean => !isNegative(value) && Number(value) <= 100;

/** Reads `true`, `false`, or one of those words. */
export const isBoolean = (value: unknown): value is boolean | 'true' | 'false' =>
  typeof value === 'boolean' || value === 'true' || value === 'false';

/** Whether a string is empty or holds nothing but white space: then its member counts as absent. */
export const isBlank = (text: string): boolean => !isPlain(text.charCodeAt(0)) && text.trim() === '';

/** Most text begins with an ASCII character that is seen, and needs no search for another. */
const isPlain = (first: number): boolean => first > 0x20 && first < 0x7f;

/** Whether text can be stored and compared everywhere: no NUL character, no unpaired surrogate. */
export const isSound = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Whether text has a control character (C0, DEL, C1), which no key may hold. */
export const hasControl = (text: string): boolean => CONTROL.test(text);
const CONTROL = new RegExp('[\\u0000-\\u001f\\u007f-\\u009f]');
