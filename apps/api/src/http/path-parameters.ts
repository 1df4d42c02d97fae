import { NotFoundException } from '@nestjs/common';

/** Returns the value. @throws NotFoundException if it is undefined */
export function foundOr404<T>(value: T | undefined): T {
  if (value === undefined) throw new NotFoundException();
  return value;
}

/** A key, trimmed as messages are. @throws NotFoundException if no stored key can equal it */
export function keyParameter(text: string): string {
  const key = text.trim();
  return foundOr404(/^[^\p{Cc}]{1,256}$/u.test(key) ? key : undefined);
}

/** An id that the database assigned, a positive 64-bit integer. @throws NotFoundException for any other text */
export const idParameter = (text: string): string => foundOr404(/^[1-9]\d{0,17}$/.test(text) ? text : undefined);
