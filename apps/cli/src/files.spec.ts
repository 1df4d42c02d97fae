import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { assertDistinctPaths, withLocks, lockPathOf, openDraft, openPrivate, readFailure, writeAll } from './files.js';

describe('files of commands', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'aml-customer-files-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const at = (name: string) => join(folder, name);
  const mode = (name: string) => (statSync(at(name)).mode & 0o777).toString(8);
  const open644 = (name: string) => {
    writeFileSync(at(name), 'before');
    chmodSync(at(name), 0o644);
  };

  test('restricts new and existing files to their owner', async () => {
    open644('there');
    for (const name of ['there', 'new']) {
      await (await openPrivate(at(name))).close();
      expect(mode(name)).toBe('600');
    }
    expect(readFileSync(at('there'), 'utf8')).toBe('before');
  });

  test.each([
    ['ENOENT', 'in cannot be read: it does not exist'],
    ['EACCES', 'in cannot be read: permission denied'],
    ['EISDIR', 'in cannot be read: it is a folder'],
    ['EIO', 'in cannot be read: EIO'],
    [undefined, 'in cannot be read: unknown error'],
  ])('says why a file cannot be read: %s', (code, message) => {
    expect(readFailure('in', Object.assign(new Error(), { ...(code !== undefined && { code }) })).message).toBe(
      message,
    );
  });

  test('refuses links, folders and devices', async () => {
    symlinkSync(at('there'), at('link'));
    mkdirSync(at('sub'));
    await expect(openPrivate(at('link'))).rejects.toThrow(/link cannot be written \(ELOOP\)$/);
    await expect(openPrivate(at('sub'))).rejects.toThrow(/sub cannot be written \(EISDIR\)$/);
    await expect(openPrivate('/dev/null')).rejects.toThrow('/dev/null is not a regular file');
  });

  test('creates a draft as a new file, even if its name is a link', async () => {
    open644('there');
    symlinkSync(at('there'), at('draft'));
    const draft = await openDraft(at('draft'));
    await draft.writeFile('draft');
    await draft.close();
    expect([lstatSync(at('draft')).isFile(), mode('draft'), readFileSync(at('there'), 'utf8')]).toEqual([
      true,
      '600',
      'before',
    ]);
  });

  test('writes all bytes even if single writes are short', async () => {
    const file = await openPrivate(at('new'));
    const write = file.write.bind(file) as (
      bytes: Buffer,
      offset: number,
      length: number,
      position: number,
    ) => ReturnType<FileHandle['write']>;
    const short = jest
      .spyOn(file, 'write')
      .mockImplementation(((bytes: Buffer, offset: number, length: number, position: number) =>
        write(bytes, offset, Math.min(length, 3), position)) as never);
    await writeAll(file, Buffer.from('xxxx'), 0);
    await writeAll(file, Buffer.from('0123456789'), 2);
    await file.close();
    expect([readFileSync(at('new'), 'utf8'), short.mock.calls.length]).toEqual(['xx0123456789', 6]);
  });

  test('recognises one file by any of its paths', async () => {
    open644('a');
    linkSync(at('a'), at('hard'));
    symlinkSync(at('a'), at('soft'));
    mkdirSync(at('sub'));
    symlinkSync(folder, at('sub/back'));
    for (const same of ['a', 'hard', 'soft', 'sub/back/a'])
      await expect(assertDistinctPaths({ 'the input': at('a'), 'the report': at(same) })).rejects.toThrow(
        `${at(same)} would be both the input and the report`,
      );
    await expect(
      assertDistinctPaths({ 'the report': at('none'), 'the progress': at('sub/back/none') }),
    ).rejects.toThrow('would be both the report and the progress');
    await assertDistinctPaths({ 'the input': at('a'), 'the report': at('b'), 'the progress': at('none/c') });
  });

  test('locks a path for one command at a time', async () => {
    await withLocks([at('a'), at('b')], async () => {
      await expect(withLocks([at('c'), at('b')], async () => 'never')).rejects.toThrow(
        `${at('b')} is being written by another command (process ${process.pid}). If that process is not a command of AML Customer, remove ${at('b.lock')}`,
      );
    });
    expect(await withLocks([at('c'), at('b'), at('a')], async () => 'free')).toBe('free');
  });

  test('takes over the lock of a process that no longer runs', async () => {
    // A process before a restart may have had the id of this process.
    for (const deadPid of [2 ** 31 - 1, process.pid]) {
      symlinkSync(String(deadPid), lockPathOf(at('a')));
      expect(await withLocks([at('a')], async () => 'free')).toBe('free');
    }
    symlinkSync(String(process.ppid), lockPathOf(at('a')));
    await expect(withLocks([at('a')], async () => 'never')).rejects.toThrow(`(process ${process.ppid})`);
    const another = await open(lockPathOf(at('b')), 'w');
    await another.close();
    await expect(withLocks([at('b')], async () => 'never')).rejects.toThrow('b.lock is not a lock of this command');
  });
});
