import { expect, test } from '@jest/globals';
import { Overloaded } from '@aml-customer/application';
import { BodyRoom } from './body-room.js';

test('bodies reserve memory for arrived bytes, not for announced ones', () => {
  const room = new BodyRoom(10);
  const [slow, other] = [room.share(), room.share()];
  slow.expect(10);
  slow.take(1);
  other.expect(9);
  other.take(9);
  expect(() => slow.take(1)).toThrow(Overloaded);
  expect(() => room.share().expect(1)).toThrow(Overloaded);
  room.share().expect(0);
});

test('the memory of a body is released once', () => {
  const room = new BodyRoom(10);
  const share = room.share();
  for (const bytes of [4, 6]) share.take(bytes);
  share.giveBack();
  share.giveBack();
  room.share().take(10);
  expect(() => room.share().take(1)).toThrow(Overloaded);
});
