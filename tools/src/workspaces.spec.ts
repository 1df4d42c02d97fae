import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readJson, workspacesIn } from './repository.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const workspaces = workspacesIn(root);

interface Manifest {
  readonly version?: string;
  readonly license?: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

test('the repository has workspaces', () => {
  expect(workspaces).toEqual(expect.arrayContaining(['packages/domain', 'apps/api', 'bench', 'tools']));
});

describe.each(workspaces)('%s', (workspace) => {
  const manifest = readJson(`${root}/${workspace}/package.json`) as Manifest;

  test('has the version of the product', () => {
    expect(manifest.version).toBe((readJson(`${root}/package.json`) as Manifest).version);
  });

  test('states the licence of the LICENSE file', () => {
    expect(readFileSync(`${root}/LICENSE`, 'utf8')).toMatch(/^\s*Apache License\s+Version 2\.0, January 2004/);
    expect(manifest.license).toBe('Apache-2.0');
  });

  test('is type-checked with its tests, linted and tested', () => {
    const { include } = readJson(`${root}/${workspace}/tsconfig.json`) as { include: string[] };
    expect(manifest.scripts).toMatchObject({
      typecheck: 'tsc --noEmit -p tsconfig.json',
      lint: 'eslint .',
      test: expect.stringContaining('jest'),
    });
    const folders = ['src', 'test', 'baselines'].filter((folder) => existsSync(`${root}/${workspace}/${folder}`));
    expect(include).toEqual(expect.arrayContaining(folders));
  });
});
