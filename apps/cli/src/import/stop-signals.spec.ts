import { expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { stopAt } from './stop-signals.js';

test('the first signal stops, its copy forwarded by npm is ignored, and a later one ends', () => {
  const [signals, ends] = [new EventEmitter(), [] as number[]];
  let now = 7000;
  const stop = stopAt(
    signals,
    (code) => ends.push(code),
    () => now,
  );
  expect(stop.aborted).toBe(false);
  signals.emit('SIGINT');
  now += 499;
  signals.emit('SIGINT');
  expect([stop.aborted, ends]).toEqual([true, []]);
  now += 1;
  signals.emit('SIGINT');
  signals.emit('SIGTERM');
  expect(ends).toEqual([130, 143]);
});
