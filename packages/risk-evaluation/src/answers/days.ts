/** A day of the calendar, without a time zone. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Parses the calendar day of a date or date-time, ignoring the time and the offset. Returns undefined unless that day
 * exists.
 */
export function parseDay(text: string): Day | undefined {
  if (text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return undefined;
  if (text.length !== 10 && text[10] !== 'T' && text[10] !== 't') return undefined;
  const [year, month, day] = [numberAt(text, 0, 4), numberAt(text, 5, 7), numberAt(text, 8, 10)];
  return year >= 0 && day > 0 && day <= daysIn(year, month) ? { year, month, day } : undefined;
}

const HYPHEN = 45;

/** The digits of a text as a number; negative if one is not a digit. */
function numberAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let index = from; index < to; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** Formats a day as `yyyy-MM-dd`. */
export const formatDay = ({ year, month, day }: Day): string =>
  `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;

/** Adds months to a day. In a shorter month it is the last day, so 29 February becomes 28 February. */
export function monthsLater({ year, month, day }: Day, months: number): Day {
  const total = year * 12 + (month - 1) + months;
  const later = { year: Math.floor(total / 12), month: (total % 12) + 1 };
  return { ...later, day: Math.min(day, daysIn(later.year, later.month)) };
}

/** Counts the whole months from one day to another; negative if the second is earlier. */
export function wholeMonths(from: Day, to: Day): number {
  const months = (to.year - from.year) * 12 + (to.month - from.month);
  return to.day < Math.min(from.day, daysIn(to.year, to.month)) ? months - 1 : months;
}

const padded = (value: number, length: number): string => String(value).padStart(length, '0');

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
