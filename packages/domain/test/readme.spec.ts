import { expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('the program in the README is the example, and prints what the README shows', async () => {
  expect(readme).toContain(readFileSync(new URL('readme-example.ts', import.meta.url), 'utf8'));
  const log = jest.spyOn(console, 'log').mockImplementation(() => {});
  await import('./readme-example.js');
  const output = log.mock.calls.map((words) => words.join(' ')).join('\n');
  expect(readme).toContain(`\`\`\`\n${output}\n\`\`\``);
});
