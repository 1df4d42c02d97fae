import { expect, test } from '@jest/globals';
import { readRetryAfter } from './retry-after.js';

const now = new Date('2026-03-01T10:00:00.000Z');

test.each<[string | undefined, number | undefined]>([
  ['0', 0],
  ['120', 120_000],
  [' 7 ', 7_000],
  ['Sun, 01 Mar 2026 10:01:30 GMT', 90_000],
  ['Sunday, 01-Mar-26 10:01:30 GMT', 90_000],
  ['Sun Mar  1 10:01:30 2026', 90_000],
  ['Sun, 01 Mar 2026 09:00:00 GMT', 0],
  ['9'.repeat(400), Infinity],
  [undefined, undefined],
  ['', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['2026-03-01T10:01:30Z', undefined],
  ['Sun, 99 Mar 2026 10:01:30 GMT', undefined],
])('a Retry-After of %j asks to wait %p ms', (header, wait) => {
  expect(readRetryAfter(header, now)).toBe(wait);
});
