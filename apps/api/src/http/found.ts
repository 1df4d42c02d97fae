import { NotFoundException } from '@nestjs/common';

/** @throws NotFoundException where there is nothing. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new NotFoundException();
  return value;
}

/** A key of a path; what no key can be is not looked for: the database has no such text. */
export function keyOf(text: string): string {
  const key = text.trim();
  return found(/^[^\p{Cc}]{1,256}$/u.test(key) ? key : undefined);
}

/** An id that the database gave out: a positive 64-bit integer. */
export const idOf = (text: string): string => found(/^[1-9]\d{0,17}$/.test(text) ? text : undefined);
