import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readJson, workspacesIn } from './repository.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly exports?: object;
  readonly files?: readonly string[];
}

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

/** The packages that others import, by their manifests. */
const importable = workspacesIn(root)
  .map((folder) => readJson(join(root, folder, 'package.json')) as Manifest)
  .filter((manifest) => manifest.exports && manifest.files)
  .map(({ name }) => name);

describe('the tarball of a package', () => {
  const packed = tarballs().filter(({ name }) => importable.includes(name));
  const folderOf = (name: string) => join(root, 'node_modules', name);

  test.each(importable)('%s holds its compiled code', (name) => {
    const { files = [] } = packed.find((tarball) => tarball.name === name) ?? {};
    expect(files.filter(({ path }) => /^dist\/.*\.js$/.test(path))).not.toEqual([]);
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
