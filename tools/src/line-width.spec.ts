import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { filesIn } from './repository.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const MAX_COLUMNS = 120;
const MAX_SHARE = 0.01;

/** Generators own the layout of the files that prettier ignores. */
const ignored = readFileSync(`${root}/.prettierignore`, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const isIgnored = (file: string): boolean => ignored.some((path) => file === path || file.startsWith(path));

test(`at most ${MAX_SHARE * 100} % of all lines are over ${MAX_COLUMNS} columns`, () => {
  const files = filesIn(root).filter((file) => /\.(ts|mjs|sql|md|json)$/.test(file) && !isIgnored(file));
  const counts = files.map((file) => {
    const lines = readFileSync(`${root}/${file}`, 'utf8').split('\n');
    return { file, lines: lines.length, wide: lines.filter((line) => line.length > MAX_COLUMNS).length };
  });
  const lines = counts.reduce((total, count) => total + count.lines, 0);
  const wide = counts.reduce((total, count) => total + count.wide, 0);
  const worst = counts
    .filter((count) => count.wide > 0)
    .sort((a, b) => b.wide - a.wide)
    .slice(0, 20)
    .map((count) => `${count.wide} in ${count.file}`);
  expect({ lines: lines > 10_000, worst: wide > lines * MAX_SHARE ? worst : [] }).toEqual({ lines: true, worst: [] });
});
