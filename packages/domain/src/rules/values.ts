/** What a value says of itself: it reads; it does not; or its digits were lost before it could be read. */
export type Verdict = 'reads' | 'malformed' | 'lossy';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-](\d{2})(?::?(\d{2}))?)$/;
const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})\.\d{3}(?:Z|[+-](\d{2}):?(\d{2}))$/;
const INTEGER = /^-?\d+$/;
const DECIMAL = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Reads `yyyy-MM-dd`, or an ISO 8601 date-time with offset, of a day that exists (contract.md, "Reading the values"). */
export const isDate = (text: string): boolean => exists(DATE.exec(text) ?? DATE_TIME.exec(text));

/** Reads `yyyy-MM-dd HH:mm:ss.SSS` followed by `+0300`, `+03:00` or `Z` (contract.md, "Reading the values"). */
export const isTimestamp = (text: string): boolean => exists(TIMESTAMP.exec(text));

function exists(match: RegExpExecArray | null): boolean {
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, offsetHour = 0, offsetMinute = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return year > 0 && day > 0 && day <= daysIn(year, month) && hour < 24 && minute < 60 && second < 60 && offsetHour <= 18 && offsetMinute < 60;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
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

const unlost = (value: number): Verdict => (isOverflow(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)) ? 'lossy' : 'reads');

/** A JSON number beyond every double, such as `1e400`, arrives as infinity. */
const isOverflow = (value: number): boolean => Math.abs(value) === Infinity;

/** Whether a numeric value is below zero, decided on the digits: `-0` is not, and no string is too long. */
export const isNegative = (value: number | string): boolean =>
  typeof value === 'string' ? value.startsWith('-') && /[1-9]/.test(value.split(/e/i)[0] ?? '') : value < 0;

/** Whether a numeric value is a percentage, 0 to 100. */
export const isPercentage = (value: number | string): boolean => !isNegative(value) && Number(value) <= 100;

/** Reads `true`, `false`, or one of those words. */
export const isBoolean = (value: unknown): boolean => typeof value === 'boolean' || value === 'true' || value === 'false';

/** Whether a string is empty or holds nothing but white space: then its member counts as absent. */
export const isBlank = (text: string): boolean => text.trim() === '';

/** Whether text can be stored and compared everywhere: no NUL character, no unpaired surrogate. */
export const isSound = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Whether text has a control character (C0, DEL, C1), which no key may hold. */
export const hasControl = (text: string): boolean => CONTROL.test(text);
const CONTROL = new RegExp('[\\u0000-\\u001f\\u007f-\\u009f]');
