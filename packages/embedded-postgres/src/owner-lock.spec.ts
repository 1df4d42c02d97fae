import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runScript, scratchFolder } from '../test/scratch.js';
import { acquireOwnerLock, isOwnerLock, LockInUse } from './owner-lock.js';

const DEAD = JSON.stringify({ pid: 2 ** 22 + 1, started: 'long ago' });

const lockFile = () => join(scratchFolder(), 'lock');

describe('acquireOwnerLock', () => {
  it('names its process and is removed when released', () => {
    const path = lockFile();
    const lock = acquireOwnerLock(path, 'It');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(lock.takenOver).toBe(false);
    lock.release();
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('refuses while the owner lives', () => {
    const path = lockFile();
    acquireOwnerLock(path, 'It');
    expect(() => acquireOwnerLock(path, 'It')).toThrow(new LockInUse('It', process.pid));
  });

  it.each([
    ['a dead process', DEAD],
    ['a process whose pid was reused', JSON.stringify({ pid: process.pid, started: 'long ago' })],
    ['no process, truncated by a power failure', '{"pid":'],
    ['no process, empty', ''],
  ])('takes over the lock of %s', (_, content) => {
    const path = lockFile();
    writeFileSync(path, content);
    expect(acquireOwnerLock(path, 'It').takenOver).toBe(true);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('takes over although another process died while it took over', () => {
    const path = lockFile();
    for (const file of [path, `${path}.takeover`]) writeFileSync(file, DEAD);
    expect(acquireOwnerLock(path, 'It').takenOver).toBe(true);
    expect(existsSync(`${path}.takeover`)).toBe(false);
  });

  it('does not remove a lock that another process has taken over', () => {
    const path = lockFile();
    const lock = acquireOwnerLock(path, 'It');
    writeFileSync(path, DEAD);
    lock.release();
    expect(readFileSync(path, 'utf8')).toBe(DEAD);
  });

  it('lets exactly one of many processes take over at the same time', async () => {
    const path = lockFile();
    writeFileSync(path, DEAD);
    const claimants = Array.from({ length: 6 }, () => runScript('claimant.mjs', path));
    for (const { line } of claimants) expect(await line()).toBe('ready');
    for (const { child } of claimants) child.stdin?.write('go\n');
    const answers = await Promise.all(claimants.map(({ line }) => line()));
    expect(answers.filter((answer) => answer === 'mine')).toHaveLength(1);
    expect(answers.filter((answer) => answer.startsWith('It is in use by process'))).toHaveLength(5);
  });

  it.each([
    [DEAD, true],
    ['', false],
    ['null', false],
    ['7', false],
    ['{"pid":1}', false],
    ['notes', false],
  ])('is recognised by its content %j: %s', (content, isLock) => expect(isOwnerLock(content)).toBe(isLock));
});
