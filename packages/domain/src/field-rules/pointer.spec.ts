import { expect, test } from '@jest/globals';
import { pointerTo, stepsOf } from './pointer.js';

test('a pointer leads through members of any name, and tells them again', () => {
  const members = ['a', '', '~', '/', '~1', '~01', '0'];
  const pointer = members.reduce<string>(pointerTo, '');
  expect(pointer).toBe('/a//~0/~1/~01/~001/0');
  expect([stepsOf(pointer), stepsOf('')]).toEqual([members, []]);
});
