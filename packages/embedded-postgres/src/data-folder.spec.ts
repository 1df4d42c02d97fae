import { describe, expect, it } from '@jest/globals';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRoot, scratchFolder } from '../test/scratch.js';
import { query, started } from '../test/servers.js';
import { clusterIn, defaultDataDir } from './data-folder.js';

function privateFolder(folder: string): string {
  const hidden = join(folder, 'private');
  mkdirSync(hidden);
  chmodSync(hidden, 0o700);
  return hidden;
}

function choose(preferred: string, place: string): { chosen: string; notices: string[] } {
  const notices: string[] = [];
  return { chosen: defaultDataDir(preferred, (line) => notices.push(line), place), notices };
}

describe('defaultDataDir', () => {
  it('is the preferred folder if the server can enter it', () => {
    const folder = scratchFolder();
    expect(choose(join(folder, 'data'), join(folder, 'shared'))).toEqual({ chosen: join(folder, 'data'), notices: [] });
  });

  it(
    isRoot ? 'is one beside the copied programs when only root can go there' : 'may be private for an ordinary user',
    () => {
      const folder = scratchFolder();
      const preferred = join(privateFolder(folder), 'data');
      const { chosen, notices } = choose(preferred, join(folder, 'shared'));
      if (!isRoot) return expect({ chosen, notices }).toEqual({ chosen: preferred, notices: [] });
      expect(chosen).toMatch(new RegExp(`^${folder}/shared/data-[0-9a-f]{12}$`));
      expect(notices).toEqual([`User nobody cannot enter ${preferred}, so the data are kept in ${chosen}.`]);
    },
  );

  it('stays where the data already is', () => {
    const folder = scratchFolder();
    const hidden = privateFolder(folder);
    const preferred = join(hidden, 'data');
    const { chosen } = choose(preferred, join(folder, 'shared'));
    mkdirSync(clusterIn(chosen), { recursive: true });
    chmodSync(hidden, 0o755);
    expect(choose(preferred, join(folder, 'shared')).chosen).toBe(chosen);
    mkdirSync(clusterIn(preferred), { recursive: true });
    chmodSync(hidden, 0o700);
    expect(choose(preferred, join(folder, 'shared')).chosen).toBe(preferred);
  });
});

describe('a chosen data folder', () => {
  it(
    isRoot ? 'is refused when the server cannot enter it' : 'may be inside a private folder of this user',
    async () => {
      const dataDir = join(privateFolder(scratchFolder()), 'data');
      if (!isRoot) return expect((await started({ dataDir })).dataDir).toBe(dataDir);
      const refusal = /^The data folder .* cannot be entered by user nobody, .*: choose a folder outside/;
      await expect(started({ dataDir })).rejects.toThrow(refusal);
      expect(existsSync(dataDir)).toBe(false);
    },
  );

  it('is used if it is private and empty', async () => {
    const dataDir = privateFolder(scratchFolder());
    const { url } = await started({ dataDir });
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('keeps its owner if it contains other files', async () => {
    const dataDir = privateFolder(scratchFolder());
    writeFileSync(join(dataDir, 'letter'), 'mine');
    const { uid } = statSync(dataDir);
    if (isRoot) await expect(started({ dataDir })).rejects.toThrow('cannot be entered by user nobody');
    else await started({ dataDir });
    expect(statSync(dataDir).uid).toBe(uid);
  });

  it(isRoot ? 'keeps the owner of its data' : 'is rejected if it is not writable', async () => {
    const dataDir = join(scratchFolder(), 'data');
    mkdirSync(dataDir, { mode: 0o555 });
    if (!isRoot) return expect(started({ dataDir })).rejects.toThrow(`The data folder ${dataDir} cannot be used`);
    await (await started({ dataDir })).stop();
    giveAll(dataDir, 4242);
    await started({ dataDir });
    expect(statSync(join(clusterIn(dataDir), 'postmaster.pid')).uid).toBe(4242);
  });
});

function giveAll(folder: string, uid: number): void {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const path of ['.', ...entries]) chownSync(join(folder, path), uid, uid);
}
