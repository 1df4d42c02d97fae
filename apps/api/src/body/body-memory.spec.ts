import { expect, test } from '@jest/globals';
import { Overloaded } from '@aml-customer/application';
import { BodyMemory } from './body-memory.js';

test('bodies reserve memory for arrived bytes, not for announced ones', () => {
  const memory = new BodyMemory(10);
  const [slow, other] = [memory.reserve(), memory.reserve()];
  slow.expect(10);
  slow.take(1);
  other.expect(9);
  other.take(9);
  expect(() => slow.take(1)).toThrow(Overloaded);
  expect(() => memory.reserve().expect(1)).toThrow(Overloaded);
  memory.reserve().expect(0);
});

test('the memory of a body is released once', () => {
  const memory = new BodyMemory(10);
  const share = memory.reserve();
  for (const bytes of [4, 6]) share.take(bytes);
  share.release();
  share.release();
  memory.reserve().take(10);
  expect(() => memory.reserve().take(1)).toThrow(Overloaded);
});
