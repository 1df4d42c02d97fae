import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { nameOf, revisionOf } from './revision.js';

let folder: string;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aml-customer-revision-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=n', '-c', 'user.email=e', ...args]);
  git('init', '-q');
  for (const path of ['bench/src/main.ts', 'bench/results/published.json', 'docs/performance.md', 'docs/batch.md'])
    write(path, 'committed');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the measured revision', () => {
  test('is a commit, even if its results were just written', () => {
    write('bench/results/published.json', 'anew');
    write('docs/performance.md', 'anew');
    const revision = revisionOf(join(folder, 'bench'));
    expect(revision).toEqual({ commit: expect.stringMatching(/^[0-9a-f]{7,}$/), changed: [] });
    expect(nameOf(revision)).toBe(revision.commit);
  });

  test.each(['docs/batch.md', 'bench/src/new.ts'])('is marked as dirty if %s differs', (path) => {
    write(path, 'anew');
    const revision = revisionOf(join(folder, 'bench'));
    expect(revision.changed).toEqual([expect.stringContaining(path)]);
    expect(nameOf(revision)).toBe(`${revision.commit}-dirty`);
  });
});
