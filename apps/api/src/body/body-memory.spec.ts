import { Socket } from 'node:net';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Overloaded } from '@aml-customer/application';
import { BodyMemory } from './body-memory.js';

const SECOND = 1000;
const KIB = 1024;

let now: number;
beforeEach(() => {
  now = 0;
});

const from = (remoteAddress: string) => ({
  socket: Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress }),
});
/** Memory of which one address may take all. */
const memoryOf = (total: number, { perAddress = total, perConnection = total } = {}) => {
  const memory = new BodyMemory({ total, perAddress, perConnection }, () => now);
  return { reserve: (request = from('192.0.2.1')) => memory.reserve(request) };
};

test('bodies reserve memory for arrived bytes, not for announced ones', () => {
  const memory = memoryOf(10);
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
  const memory = memoryOf(10);
  const body = memory.reserve();
  for (const bytes of [4, 6]) body.take(bytes);
  body.release();
  body.release();
  memory.reserve().take(10);
  expect(() => memory.reserve().take(1)).toThrow(Overloaded);
});

test('a client address and a connection have a share, which leaves room for others', () => {
  const memory = memoryOf(10, { perAddress: 7, perConnection: 4 });
  const connection = from('192.0.2.1');
  memory.reserve(connection).take(3);
  expect(() => memory.reserve(connection).take(2)).toThrow(Overloaded);
  memory.reserve().take(4);
  expect(() => memory.reserve().take(1)).toThrow(Overloaded);
  memory.reserve(from('192.0.2.2')).take(3);
  expect(() => memory.reserve(from('192.0.2.3')).take(1)).toThrow(Overloaded);
});

describe('a body that arrives too slowly', () => {
  const lossOf = (body: ReturnType<BodyMemory['reserve']>) => {
    const loss = { isLost: false };
    body.onLost(() => (loss.isLost = true));
    return loss;
  };

  test('loses its memory to others after the grace period, and gets none again', () => {
    const memory = memoryOf(100 * KIB);
    const stalled = memory.reserve();
    const loss = lossOf(stalled);
    stalled.take(65 * KIB);
    now = 2.9 * SECOND;
    expect(() => memory.reserve().take(40 * KIB)).toThrow(Overloaded);
    now = 8 * SECOND;
    memory.reserve().take(40 * KIB);
    expect(loss.isLost).toBe(true);
    expect(() => stalled.take(1)).toThrow(Overloaded);
    stalled.release();
    expect(() => memory.reserve().take(100 * KIB)).toThrow(Overloaded);
  });

  test('keeps it while there is room', () => {
    const memory = memoryOf(100 * KIB);
    const stalled = memory.reserve();
    const loss = lossOf(stalled);
    stalled.take(10 * KIB);
    now = 50 * SECOND;
    memory.reserve().take(90 * KIB);
    stalled.expect(0);
    expect(loss.isLost).toBe(false);
  });

  test('cannot keep it by a byte from time to time', () => {
    const memory = memoryOf(1000 * KIB);
    const dripping = memory.reserve();
    dripping.take(100 * KIB);
    for (now = 0; now < 20 * SECOND; now += SECOND) dripping.take(1);
    memory.reserve().take(950 * KIB);
    expect(() => dripping.take(1)).toThrow(Overloaded);
  });

  test('is not one that arrives at the least rate, or has arrived in full', () => {
    const memory = memoryOf(1000 * KIB);
    const [steady, complete] = [memory.reserve(), memory.reserve()];
    complete.take(100 * KIB);
    complete.complete();
    for (; now < 20 * SECOND; now += SECOND) steady.take(20 * KIB);
    expect(() => memory.reserve().take(550 * KIB)).toThrow(Overloaded);
    steady.take(KIB);
    complete.take(KIB);
  });

  test('of another address keeps it if the address of the new body has used its share', () => {
    const memory = memoryOf(100 * KIB, { perAddress: 60 * KIB });
    const stalled = memory.reserve(from('192.0.2.2'));
    const loss = lossOf(stalled);
    stalled.take(30 * KIB);
    now = 30 * SECOND;
    memory.reserve().take(60 * KIB);
    expect(() => memory.reserve().take(KIB)).toThrow(Overloaded);
    expect(loss.isLost).toBe(false);
  });
});
