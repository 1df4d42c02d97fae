import { expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { Metrics } from '../operation/metrics.js';
import { createLog, droppedLines } from './log.js';

test('dropped lines are counted, and reported once there is room again', async () => {
  const lines: string[] = [];
  const destination = Object.assign(new EventEmitter(), { write: (line: string) => void lines.push(line) });
  createLog('info', destination);
  const before = droppedLines();
  destination.emit('drain');
  for (const text of ['Petraitis\n', 'Petraitis\nPetraitis\n']) destination.emit('drop', text);
  expect(lines).toEqual([]);
  for (let n = 0; n < 2; n++) destination.emit('drain');
  await turn();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ level: 'warn', lines: 3, msg: expect.stringContaining('dropped') }),
  ]);
  expect(droppedLines() - before).toBe(3);
  expect(await new Metrics().registry.metrics()).toContain(`aml_customer_log_lines_dropped_total ${droppedLines()}`);
});
