/** The result of checking a number; `lossy` means that parsing the JSON number has already lost digits. */
export type Verdict = 'valid' | 'malformed' | 'lossy';

const OFFSET_HOUR = '(?:0\\d|1[0-8])';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const SECONDS = '(?:[0-5]\\d|60)(?:[.,]\\d+)?';
const DATE_TIME = new RegExp(`^.{10}[Tt]${TIME}(?::${SECONDS})?(?:[Zz]|[+-]${OFFSET_HOUR}(?::?[0-5]\\d)?)$`);
const TIMESTAMP = new RegExp(`^.{10} ${TIME}:[0-5]\\d\\.\\d{3}(?:Z|[+-]${OFFSET_HOUR}:?[0-5]\\d)$`);
const INTEGER = /^-?\d+(?:\.0+)?$/;
const DECIMAL = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Whether text is `yyyy-MM-dd` or an ISO 8601 date-time with offset, of a day that exists. */
export const isDate = (text: string): boolean =>
  beginsWithDay(text) &&
  (text.length === 10 || (DATE_TIME.test(text) && (!text.startsWith(':60', 16) || isLeapSecond(text))));

/**
 * Whether the seconds 60 of a date-time are a leap second: UTC adds one only after 23:59:59 of the last day of a month
 * (ITU-R TF.460). The months that had one are not listed here, because future ones are announced at short notice.
 */
function isLeapSecond(text: string): boolean {
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  const utcMinute = digits(text, 11, 13) * 60 + digits(text, 14, 16) - offsetMinutes(text);
  const daysLater = (utcMinute + 1) / MINUTES_PER_DAY - 1;
  // The offset moves the UTC date by at most one day, and day 0 is the last day of the previous month.
  return Number.isInteger(daysLater) && [0, daysIn(year, month)].includes(day + daysLater);
}
const MINUTES_PER_DAY = 24 * 60;

/** The offset from UTC of a valid date-time. */
function offsetMinutes(text: string): number {
  const [, sign = '', hours = '', minutes = '0'] = /([+-])(\d\d):?(\d\d)?$/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Whether text is `yyyy-MM-dd HH:mm:ss.SSS`, followed by `+0300`, `+03:00` or `Z`, of a day that exists. */
export const isTimestamp = (text: string): boolean => beginsWithDay(text) && TIMESTAMP.test(text);

/**
 * Whether text begins with a day that exists. Digit by digit, since matching groups of a regular expression is slow.
 */
function beginsWithDay(text: string): boolean {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  return text.charCodeAt(4) === HYPHEN && text.charCodeAt(7) === HYPHEN && year > 0 && isDayOf(day, year, month);
}
const HYPHEN = 0x2d;

/** Every month has 28 days. */
const isDayOf = (day: number, year: number, month: number): boolean =>
  day > 0 && (day <= 28 ? month > 0 && month <= 12 : day <= daysIn(year, month));

/** The number in a part of the text; -1 if the part has other characters than digits. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

const DAYS = [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return DAYS[month - 1] ?? 0;
}

/** Checks an integer that came as a JSON number or as a string; a JSON number beyond 2^53 - 1 is lossy. */
export function integer(value: number | string): Verdict {
  if (typeof value === 'string') return INTEGER.test(value) ? 'valid' : 'malformed';
  return Number.isInteger(value) || isOverflow(value) ? checkDigits(value) : 'malformed';
}

/** Checks a decimal that came as a JSON number or as a string; it is lossy on the same condition as an integer. */
export function decimal(value: number | string): Verdict {
  if (typeof value === 'string') return DECIMAL.test(value) ? 'valid' : 'malformed';
  return Number.isNaN(value) ? 'malformed' : checkDigits(value);
}

const checkDigits = (value: number): Verdict =>
  isOverflow(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)) ? 'lossy' : 'valid';

/** A JSON number beyond the range of doubles, such as `1e400`, is parsed as infinity. */
const isOverflow = (value: number): boolean => Math.abs(value) === Infinity;

/** Whether a number is below zero. A string is checked digit by digit, since it can exceed the range of doubles. */
export const isNegative = (value: number | string): boolean =>
  typeof value === 'string' ? value.startsWith('-') && /[1-9]/.test(value.split(/e/i)[0] ?? '') : value < 0;

/** Whether a number is from 0 to 100. */
export const isPercentage = (value: number | string): boolean => !isNegative(value) && Number(value) <= 100;

/** Whether a value is a boolean, or `true` or `false` as a string. */
export const isBoolean = (value: unknown): value is boolean | 'true' | 'false' =>
  typeof value === 'boolean' || value === 'true' || value === 'false';

/**
 * Whether text has nothing visible: it is empty, or consists of white space, control, format and other invisible
 * characters. NUL does not count, so that it is rejected wherever it stands.
 */
export const isBlank = (text: string): boolean => !isVisible(text.charCodeAt(0)) && !VISIBLE.test(text);
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]|\0/u;

/** Whether a character is ASCII or a Latin letter, and visible. Most text begins with one, which saves a search. */
const isVisible = (first: number): boolean => (first > 0x20 && first < 0x7f) || (first >= 0xc0 && first < 0x250);

/** Whether text has neither NUL characters nor unpaired surrogates, so that every system can store and compare it. */
export const isWellFormed = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Whether text has a control character (C0, DEL, C1). */
export const hasControl = (text: string): boolean => CONTROL.test(text);
const CONTROL = new RegExp('[\\u0000-\\u001f\\u007f-\\u009f]');
