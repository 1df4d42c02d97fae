import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readJson, workspacesIn } from './repository.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const workspaces = workspacesIn(root);

interface Manifest {
  readonly license?: string;
  readonly files?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
}
const manifestOf = (workspace: string) => readJson(`${root}/${workspace}/package.json`) as Manifest;

/** The files of the tarball that `npm pack` would write. */
function packed(workspace: string): readonly string[] {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
  const output = execFileSync('npm', args, { cwd: `${root}/${workspace}`, encoding: 'utf8' });
  const [{ files }] = JSON.parse(output) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path);
}

/** The sources that a map names and that its tarball lacks. */
function missingSources(workspace: string, map: string, files: ReadonlySet<string>): readonly string[] {
  const { sources, sourcesContent } = readJson(`${root}/${workspace}/${map}`) as Record<string, string[] | undefined>;
  if (sourcesContent) return [];
  return (sources ?? []).map((source) => join(map, '..', source)).filter((source) => !files.has(source));
}

test('the repository has workspaces', () => {
  expect(workspaces).toEqual(expect.arrayContaining(['packages/domain', 'apps/api', 'bench', 'tools']));
});

describe.each(workspaces)('%s', (workspace) => {
  test('states the licence of the LICENSE file', () => {
    expect(readFileSync(`${root}/LICENSE`, 'utf8')).toMatch(/^\s*Apache License\s+Version 2\.0, January 2004/);
    expect(manifestOf(workspace).license).toBe('Apache-2.0');
  });

  test('is type-checked with its tests, linted and tested', () => {
    const { include } = readJson(`${root}/${workspace}/tsconfig.json`) as { include: string[] };
    expect(manifestOf(workspace).scripts).toMatchObject({
      'type-check': 'tsc --noEmit -p tsconfig.json',
      lint: 'eslint .',
      test: expect.stringContaining('jest'),
    });
    const folders = ['src', 'test', 'baselines'].filter((folder) => existsSync(`${root}/${workspace}/${folder}`));
    expect(include).toEqual(expect.arrayContaining(folders));
  });

  test('packs what it builds, without build state, specs or maps that lack their source', () => {
    const files = packed(workspace);
    expect(files.filter((file) => /^dist\/.*\.js$/.test(file))).not.toEqual([]);
    expect(files.filter((file) => /\.tsbuildinfo$|\.spec\./.test(file))).toEqual([]);
    const all = new Set(files);
    const maps = files.filter((file) => file.endsWith('.map'));
    expect(maps.flatMap((map) => missingSources(workspace, map, all))).toEqual([]);
  });
});
