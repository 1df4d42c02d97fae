import { describe, expect, it } from '@jest/globals';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../test/scratch.js';
import { holder, query, sharedDataDir, started } from '../test/servers.js';

describe('a leftover postmaster.pid', () => {
  const prepared = sharedDataDir();

  it.each([
    ['names another program', `${process.ppid}\n`],
    ['names a process that has ended', `${2 ** 22 + 1}\n`],
    ['is empty', ''],
  ])('does not prevent a start if it %s', async (_, content) => {
    const dataDir = prepared();
    writeFileSync(join(dataDir, 'cluster', 'postmaster.pid'), content);
    const { url } = await started({ dataDir });
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(isAlive(process.ppid)).toBe(true);
  });

  it('prevents a start if its server runs for an unknown owner', async () => {
    const dataDir = prepared();
    const first = await holder(dataDir);
    rmSync(join(dataDir, 'lock'));
    await expect(started({ dataDir })).rejects.toThrow(`is in use by process ${first.pid}.`);
    expect(readFileSync(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8')).toMatch(new RegExp(`^${first.pid}\n`));
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});
