import { describe, expect, it } from '@jest/globals';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRoot, scratchFolder } from '../test/scratch.js';
import { serverAccount } from './account.js';
import { binariesIn, findBinaries, type Binaries } from './binaries.js';
import { reachableBinaries } from './reachable-binaries.js';

function hiddenBinaries(folder: string, fill: (home: string) => void): Binaries {
  const hidden = join(folder, 'private');
  mkdirSync(hidden);
  fill(join(hidden, 'native'));
  chmodSync(hidden, 0o700);
  return binariesIn(join(hidden, 'native'), 'postgresql-18.1');
}

function realFiles(home: string): void {
  cpSync(findBinaries().home, home, { recursive: true, verbatimSymlinks: true });
}

function script(line: string): (home: string) => void {
  return (home) => {
    mkdirSync(join(home, 'bin'), { recursive: true, mode: 0o700 });
    writeFileSync(join(home, 'bin', 'postgres'), `#!/bin/sh\n${line}\n`, { mode: 0o700 });
  };
}

function reach(found: Binaries, place: string): { used: Binaries; notices: string[] } {
  const notices: string[] = [];
  const used = reachableBinaries(found, serverAccount('/nonexistent'), (line) => notices.push(line), place);
  return { used, notices };
}

describe('reachableBinaries', () => {
  it(
    isRoot ? 'copies programs in a private folder of root, once' : 'uses a private folder of the current user in place',
    () => {
      const folder = scratchFolder();
      const place = join(folder, 'shared');
      const hidden = hiddenBinaries(folder, realFiles);
      const { used, notices } = reach(hidden, place);
      expect(used.home).toBe(isRoot ? join(place, 'postgresql-18.1') : hidden.home);
      expect(notices).toHaveLength(isRoot ? 1 : 0);
      expect(lstatSync(join(used.home, 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true);
      expect(reach(hidden, place).notices).toEqual([]);
      expect(existsSync(place) ? readdirSync(place) : []).toEqual(isRoot ? ['postgresql-18.1'] : []);
    },
  );

  it(isRoot ? 'creates another copy for another version' : 'never copies for an ordinary user', () => {
    const folder = scratchFolder();
    const place = join(folder, 'shared');
    const hidden = hiddenBinaries(folder, script('exit 0'));
    reach(hidden, place);
    expect(reach({ ...hidden, label: 'postgresql-18.2' }, place).notices).toHaveLength(isRoot ? 1 : 0);
    expect(existsSync(place) ? readdirSync(place).sort() : []).toEqual(
      isRoot ? ['postgresql-18.1', 'postgresql-18.2'] : [],
    );
  });

  it(isRoot ? 'reports why the account cannot run the copy either' : 'leaves errors to the start', () => {
    const folder = scratchFolder();
    const broken = hiddenBinaries(folder, script('echo no such library >&2; exit 1'));
    const attempt = () => reach(broken, join(folder, 'shared')).used.home;
    if (isRoot) expect(attempt).toThrow(/^User nobody cannot run .*postgres: no such library\.$/);
    else expect(attempt()).toBe(broken.home);
  });
});
