/** A day of the calendar, without a time zone. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})(?:$|T)/;

/**
 * Reads the day that a date or a date-time names as it is written, whatever its offset; undefined where it names none
 * that exists.
 */
export function dayIn(text: string): Day | undefined {
  const [year = 0, month = 0, day = 0] = WRITTEN.exec(text)?.slice(1).map(Number) ?? [];
  return day > 0 && day <= daysIn(year, month) ? { year, month, day } : undefined;
}

/** Writes a day as `yyyy-MM-dd`. */
export const written = ({ year, month, day }: Day): string =>
  `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;

/** The day so many months later; where that month is shorter, its last day, so that 29 February becomes 28 February. */
export function monthsLater({ year, month, day }: Day, months: number): Day {
  const count = year * 12 + (month - 1) + months;
  const then = { year: Math.floor(count / 12), month: (count % 12) + 1 };
  return { ...then, day: Math.min(day, daysIn(then.year, then.month)) };
}

/** How many whole months lie between two days; negative where the second comes first. */
export function wholeMonths(from: Day, to: Day): number {
  const months = (to.year - from.year) * 12 + (to.month - from.month);
  return to.day < Math.min(from.day, daysIn(to.year, to.month)) ? months - 1 : months;
}

const padded = (value: number, length: number): string => String(value).padStart(length, '0');

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
