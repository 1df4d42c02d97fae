import { expect, test } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { LinesPerTurn } from './lines-per-turn.js';

const setUp = () => {
  const writes: string[] = [];
  const output = { write: (text: string) => void writes.push(text), flushSync: () => void writes.push('flushed') };
  return { writes, lines: new LinesPerTurn(output) };
};

test('the lines of one turn of the event loop are written together, in their order', async () => {
  const { writes, lines } = setUp();
  for (const line of ['a\n', 'b\n']) lines.write(line);
  expect(writes).toEqual([]);
  await turn();
  lines.write('c\n');
  await turn();
  expect(writes).toEqual(['a\nb\n', 'c\n']);
});

test('a fatal line is written immediately, after the lines before it', () => {
  const { writes, lines } = setUp();
  for (const line of ['a\n', 'fatal\n']) lines.write(line);
  lines.flushSync();
  expect(writes).toEqual(['a\nfatal\n', 'flushed']);
});

test('the lines of the last turn are passed on before any other listener of the exit runs', () => {
  const before = process.listeners('exit');
  const { writes, lines } = setUp();
  lines.write('a\n');
  const [first] = process.listeners('exit');
  expect(before).not.toContain(first);
  first?.call(process, 0);
  expect(writes).toEqual(['a\n']);
});
