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
import { assertApart, holding, lockOf, openDraft, openOwn, writeAll } from './files.js';

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

  test('are for their owner alone, also where they were there before', async () => {
    open644('there');
    for (const name of ['there', 'new']) {
      await (await openOwn(at(name))).close();
      expect(mode(name)).toBe('600');
    }
    expect(readFileSync(at('there'), 'utf8')).toBe('before');
  });

  test('are no links, and nothing but files', async () => {
    symlinkSync(at('there'), at('link'));
    mkdirSync(at('sub'));
    await expect(openOwn(at('link'))).rejects.toThrow(/link cannot be written \(ELOOP\)$/);
    await expect(openOwn(at('sub'))).rejects.toThrow(/sub cannot be written \(EISDIR\)$/);
    await expect(openOwn('/dev/null')).rejects.toThrow('/dev/null is no file');
  });

  test('a draft is a new file, whatever its name led to', async () => {
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

  test('what is written in parts is written whole', async () => {
    const file = await openOwn(at('new'));
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

  test('that must differ are told apart by any of their names', async () => {
    open644('a');
    linkSync(at('a'), at('hard'));
    symlinkSync(at('a'), at('soft'));
    mkdirSync(at('sub'));
    symlinkSync(folder, at('sub/back'));
    for (const same of ['a', 'hard', 'soft', 'sub/back/a'])
      await expect(assertApart({ 'the input': at('a'), 'the report': at(same) })).rejects.toThrow(
        `${at(same)} would be both the input and the report`,
      );
    await expect(assertApart({ 'the report': at('none'), 'the progress': at('sub/back/none') })).rejects.toThrow(
      'would be both the report and the progress',
    );
    await assertApart({ 'the input': at('a'), 'the report': at('b'), 'the progress': at('none/c') });
  });

  test('are held by one command at a time', async () => {
    await holding([at('a'), at('b')], async () => {
      await expect(holding([at('c'), at('b')], async () => 'never')).rejects.toThrow(
        `${at('b')} is being written by another command (process ${process.pid}). If it is not, remove ${at('b.lock')}`,
      );
    });
    expect(await holding([at('c'), at('b'), at('a')], async () => 'free')).toBe('free');
  });

  test('are free where who held them is gone', async () => {
    // A process of another machine, or before a restart, may have had our number.
    for (const gone of [2 ** 31 - 1, process.pid]) {
      symlinkSync(String(gone), lockOf(at('a')));
      expect(await holding([at('a')], async () => 'free')).toBe('free');
    }
    symlinkSync(String(process.ppid), lockOf(at('a')));
    await expect(holding([at('a')], async () => 'never')).rejects.toThrow(`(process ${process.ppid})`);
    const another = await open(lockOf(at('b')), 'w');
    await another.close();
    await expect(holding([at('b')], async () => 'never')).rejects.toThrow('b.lock is in the way');
  });
});
