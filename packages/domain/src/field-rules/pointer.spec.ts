import { expect, test } from '@jest/globals';
import { pointerTo, stepsOf } from './pointer.js';

test('a pointer is built from and split into members of any name', () => {
  const members = ['a', '', '~', '/', '~1', '~01', '0'];
  const pointer = members.reduce<string>(pointerTo, '');
  expect(pointer).toBe('/a//~0/~1/~01/~001/0');
  expect([stepsOf(pointer), stepsOf('')]).toEqual([members, []]);
});
