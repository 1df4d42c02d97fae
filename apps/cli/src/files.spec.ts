import { spawn } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { CommandFailure } from './client.js';
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
  ])('reports why a file cannot be read: %s', (code, message) => {
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
        new CommandFailure(`${at('b')} is being written by another command (process ${process.pid})`),
      );
    });
    expect(await withLocks([at('c'), at('b'), at('a')], async () => 'free')).toBe('free');
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['that no longer runs', 2 ** 31 - 1],
    ['whose number another process has now', process.ppid],
    ['whose number this process has now', process.pid],
  ])('takes over the lock of a process %s', async (_, pid) => {
    writeFileSync(lockPathOf(at('a')), JSON.stringify({ pid, started: 'long ago' }));
    expect(await withLocks([at('a')], async () => 'free')).toBe('free');
  });

  test('takes over the lock of a zombie', async () => {
    const script = `
      import { withLocks } from ${JSON.stringify(new URL('../dist/files.js', import.meta.url).href)};
      await withLocks([${JSON.stringify(at('a'))}], async () => process.kill(process.pid, 'SIGKILL'));`;
    // The shell never waits for its child, so the killed process stays a zombie while the shell runs.
    const shell = spawn('sh', ['-c', '"$0" --input-type=module -e "$1" & exec sleep 60', process.execPath, script]);
    try {
      const isZombie = () => {
        const [lock] = readdirSync(folder);
        const { pid } =
          lock === 'a.lock' ? (JSON.parse(readFileSync(at(lock), 'utf8')) as { pid: number }) : { pid: 0 };
        return pid > 0 && /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      };
      while (process.platform === 'linux' && !isZombie()) await new Promise(setImmediate);
      expect(await withLocks([at('a')], async () => 'free')).toBe('free');
    } finally {
      shell.kill('SIGKILL');
    }
  });

  test('takes over no file of another program', async () => {
    writeFileSync(lockPathOf(at('a')), '');
    symlinkSync('elsewhere', lockPathOf(at('b')));
    for (const name of ['a', 'b'])
      await expect(withLocks([at(name)], async () => 'never')).rejects.toThrow(
        `${name}.lock is not a lock of this command: move it away`,
      );
  });
});
