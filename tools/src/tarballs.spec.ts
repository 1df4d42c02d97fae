import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Tarball {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

/** The contents of every package's tarball as npm packs it now. */
function tarballs(): readonly Tarball[] {
  const { stdout, stderr } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--workspaces'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!stdout) throw new Error(stderr);
  const packed = JSON.parse(stdout) as readonly Tarball[] | Record<string, Tarball>;
  return Object.values(packed);
}

describe('the tarball of a package', () => {
  const packed = tarballs().filter(({ files }) => files.some(({ path }) => path.startsWith('dist/')));
  const folderOf = (name: string) => join(root, 'node_modules', name);

  test('is made for every package that has an export', () => {
    expect(packed.map(({ name }) => name)).toEqual(
      expect.arrayContaining(
        ['domain', 'application', 'risk-evaluation', 'callbacks'].map((each) => `@aml-customer/${each}`),
      ),
    );
  });

  test.each(packed.map(({ name, files }) => [name, files] as const))('%s holds no build state', (_, files) => {
    expect(files.filter(({ path }) => path.endsWith('.tsbuildinfo'))).toEqual([]);
  });

  test.each(packed.map(({ name, files }) => [name, files] as const))(
    '%s holds the source that each map names',
    (name, files) => {
      const maps = files.filter(({ path }) => path.endsWith('.map'));
      const sources = maps.map(
        ({ path }) => JSON.parse(readFileSync(join(folderOf(name), path), 'utf8')) as { sourcesContent?: string[] },
      );
      expect(sources.filter(({ sourcesContent }) => !sourcesContent?.[0])).toEqual([]);
      expect(maps.length).toBeGreaterThan(0);
    },
  );
});
