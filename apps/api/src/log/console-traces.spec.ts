import { expect, test } from '@jest/globals';
import { dropConsoleTraces } from './console-traces.js';

test('a traced error is not printed', () => {
  const printed: unknown[] = [];
  const target = { trace: (...values: unknown[]) => void printed.push(values) };
  dropConsoleTraces(target);
  target.trace(new Error('duplicate key (name)=(Jonas)'));
  expect(printed).toEqual([]);
});
