import { constants } from 'node:fs';
import { lstat, open, readFile, realpath, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { acquireOwnerLock, isOwnerLock, LockInUse, type OwnerLock } from '@aml-customer/embedded-postgres';
import { CommandFailure } from './client.js';

/** Reports a path that cannot be written, with the system's error code. */
export const writeFailure = (path: string, { code = 'unknown' }: NodeJS.ErrnoException): CommandFailure =>
  new CommandFailure(`${path} cannot be written (${code})`);

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it does not exist',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
};

/** Reports a path that cannot be read, and why: in words, or by the system's error code. */
export const readFailure = (path: string, { code = 'unknown error' }: NodeJS.ErrnoException): CommandFailure =>
  new CommandFailure(`${path} cannot be read: ${REASONS[code] ?? code}`);

/**
 * Opens a file for writing and restricts it to its owner (mode 600), because it contains customer data. Does not
 * follow links.
 * @throws CommandFailure if the path is not a regular file or cannot be written.
 */
export async function openPrivate(path: string): Promise<FileHandle> {
  const { O_WRONLY, O_CREAT, O_NOFOLLOW } = constants;
  const file = await open(path, O_WRONLY | O_CREAT | O_NOFOLLOW, 0o600).catch((error: NodeJS.ErrnoException) => {
    throw writeFailure(path, error);
  });
  try {
    if (!(await file.stat()).isFile()) throw new CommandFailure(`${path} is not a regular file`);
    await file.chmod(0o600);
    return file;
  } catch (error) {
    await file.close();
    throw error instanceof CommandFailure ? error : writeFailure(path, error as NodeJS.ErrnoException);
  }
}

/**
 * Creates a new file (mode 600) that the caller renames once it is complete; replaces whatever exists at the path.
 * @throws CommandFailure if the path cannot be written.
 */
export async function openDraft(path: string): Promise<FileHandle> {
  try {
    await rm(path, { force: true });
    return await open(path, 'wx', 0o600);
  } catch (error) {
    throw writeFailure(path, error as NodeJS.ErrnoException);
  }
}

/** Writes all bytes at a position; a single write may write fewer. */
export async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}

/**
 * Checks that paths lead to different files, links included. The keys name the purpose of each path.
 * @throws CommandFailure if two paths lead to the same file.
 */
export async function assertDistinctPaths(paths: Readonly<Record<string, string>>): Promise<void> {
  const purposes = new Map<string, string>();
  for (const [purpose, path] of Object.entries(paths)) {
    for (const identity of await identitiesOf(path)) {
      const other = purposes.get(identity);
      if (other !== undefined && other !== purpose)
        throw new CommandFailure(`${path} would be both ${other} and ${purpose}`);
      purposes.set(identity, purpose);
    }
  }
}

/** The real path and, for an existing file, its inode, which also identifies hard links. */
async function identitiesOf(path: string): Promise<readonly string[]> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  if (found) return [await realpath(path).catch(() => path), `${found.dev}:${found.ino}`];
  return [join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path))];
}

/** The lock file of a path. */
export const lockPathOf = (path: string): string => `${path}.lock`;

/**
 * Runs work while holding an exclusive lock on each path. Takes over the locks of processes that no longer run.
 * @throws CommandFailure if another process holds a lock, or if the file of a lock is something else.
 */
export async function withLocks<T>(paths: readonly string[], work: () => Promise<T>): Promise<T> {
  const [path, ...others] = paths;
  if (path === undefined) return work();
  const lock = await acquire(path, lockPathOf(path));
  try {
    return await withLocks(others, work);
  } finally {
    lock.release();
  }
}

async function acquire(path: string, lock: string): Promise<OwnerLock> {
  await assertLock(lock);
  try {
    return acquireOwnerLock(lock, path);
  } catch (error) {
    throw error instanceof LockInUse
      ? new CommandFailure(`${path} is being written by another command (process ${error.pid})`)
      : writeFailure(lock, error as NodeJS.ErrnoException);
  }
}

/** Another program may have a file of this name. */
async function assertLock(lock: string): Promise<void> {
  const found = await lstat(lock).catch(() => undefined);
  if (!found) return;
  const content = found.isFile() ? await readFile(lock, 'utf8').catch(() => '') : '';
  if (!isOwnerLock(content)) throw new CommandFailure(`${lock} is not a lock of this command: move it away`);
}
