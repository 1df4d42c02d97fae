import { constants } from 'node:fs';
import { lstat, open, readlink, realpath, rm, stat, symlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CommandFailure } from './client.js';

/** Why a path cannot be written, for whoever typed it. */
export const unwritable = (path: string, { code = 'unknown' }: NodeJS.ErrnoException): CommandFailure =>
  new CommandFailure(`${path} cannot be written (${code})`);

/**
 * Opens a file to write in, for its owner alone whatever it was before: it names customers. A link is not followed.
 * @throws CommandFailure where it is no file, or cannot be written.
 */
export async function openOwn(path: string): Promise<FileHandle> {
  const { O_WRONLY, O_CREAT, O_NOFOLLOW } = constants;
  const file = await open(path, O_WRONLY | O_CREAT | O_NOFOLLOW, 0o600).catch((error: NodeJS.ErrnoException) => {
    throw unwritable(path, error);
  });
  try {
    if (!(await file.stat()).isFile()) throw new CommandFailure(`${path} is no file`);
    await file.chmod(0o600);
    return file;
  } catch (error) {
    await file.close();
    throw error instanceof CommandFailure ? error : unwritable(path, error as NodeJS.ErrnoException);
  }
}

/**
 * Begins what is renamed once it is whole: a new file for its owner alone, whatever stood there.
 * @throws CommandFailure where it cannot be written.
 */
export async function openDraft(path: string): Promise<FileHandle> {
  try {
    await rm(path, { force: true });
    return await open(path, 'wx', 0o600);
  } catch (error) {
    throw unwritable(path, error as NodeJS.ErrnoException);
  }
}

/** Writes all of it at a place: a single write may take less. */
export async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}

/**
 * The names of paths that must be different files, by what they are for.
 * @throws CommandFailure where two are the same, by whatever names.
 */
export async function assertApart(paths: Readonly<Record<string, string>>): Promise<void> {
  const seen = new Map<string, string>();
  for (const [what, path] of Object.entries(paths)) {
    for (const mark of await marksOf(path)) {
      const other = seen.get(mark);
      if (other !== undefined && other !== what) throw new CommandFailure(`${path} would be both ${other} and ${what}`);
      seen.set(mark, what);
    }
  }
}

/** What tells a file by any of its names: where it is, and its inode where it is there. */
async function marksOf(path: string): Promise<readonly string[]> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  if (found) return [await realpath(path).catch(() => path), `${found.dev}:${found.ino}`];
  return [join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path))];
}

/** Where a path is held. */
export const lockOf = (path: string): string => `${path}.lock`;

/** What this process holds, or is about to. */
const held = new Set<string>();

/**
 * Does work while no other command can have the same paths; what a killed process held is free.
 * @throws CommandFailure where another has one.
 */
export async function holding<T>(paths: readonly string[], work: () => Promise<T>): Promise<T> {
  const [path, ...others] = paths;
  if (path === undefined) return work();
  const lock = lockOf(path);
  if (held.has(lock)) throw beingWritten(path, process.pid);
  held.add(lock);
  try {
    await take(path, lock);
    try {
      return await holding(others, work);
    } finally {
      await rm(lock, { force: true });
    }
  } finally {
    held.delete(lock);
  }
}

const beingWritten = (path: string, holder: number): CommandFailure =>
  new CommandFailure(
    `${path} is being written by another command (process ${holder}). If it is not, remove ${lockOf(path)}`,
  );

/** A link appears with what it says, which a file does not. */
async function take(path: string, lock: string): Promise<void> {
  for (;;) {
    const taken = await symlink(String(process.pid), lock).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw unwritable(lock, error);
        return false;
      },
    );
    if (taken) return;
    const holder = await holderOf(lock);
    if (holder !== undefined && isRunning(holder)) throw beingWritten(path, holder);
    await rm(lock, { force: true });
  }
}

/** Undefined where the lock is gone by now. */
async function holderOf(lock: string): Promise<number | undefined> {
  const holder = await readlink(lock).catch(() => undefined);
  if (holder !== undefined && /^\d+$/.test(holder)) return Number(holder);
  if (await lstat(lock).catch(() => undefined)) throw new CommandFailure(`${lock} is in the way`);
  return undefined;
}

/** A lock that bears this process's number and is not held by it was left by another that had the number before. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
