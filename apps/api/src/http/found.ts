import { NotFoundException } from '@nestjs/common';

/** @throws NotFoundException for undefined */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new NotFoundException();
  return value;
}

/** The key in a path. Text that cannot be a key is 404 without a query, since the database would reject it. */
export function keyOf(text: string): string {
  const key = text.trim();
  return found(/^[^\p{Cc}]{1,256}$/u.test(key) ? key : undefined);
}

/** The id in a path: a positive 64-bit integer. */
export const idOf = (text: string): string => found(/^[1-9]\d{0,17}$/.test(text) ? text : undefined);
