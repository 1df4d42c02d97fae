import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { processIdentity } from './process-identity.js';

/** The lock of the one process that may run a server on a data folder. */
export interface OwnerLock {
  /** True if the previous owner died without releasing it, so that its server may still run. */
  readonly takenOver: boolean;
  readonly release: () => void;
}

/** A living process owns the lock. */
export class LockInUse extends Error {
  readonly pid: number;

  constructor(subject: string, pid: number) {
    super(`${subject} is in use by process ${pid}.`);
    this.pid = pid;
  }
}

interface Owner {
  pid: number;
  started: string;
}

/**
 * Takes the lock file atomically, for example because two servers on one folder would destroy its data.
 * `subject` is the subject of the error message.
 * @throws LockInUse if a living process owns it; the system's error if the file cannot be written
 */
export function acquireOwnerLock(path: string, subject: string): OwnerLock {
  const mine = JSON.stringify({ pid: process.pid, started: processIdentity(process.pid) ?? '' });
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${mine}\n`, { mode: 0o644 });
  try {
    const takenOver = claim(path, draft, subject);
    return { takenOver, release: () => release(path, mine) };
  } finally {
    rmSync(draft, { force: true });
  }
}

function claim(path: string, draft: string, subject: string): boolean {
  while (!linked(draft, path)) if (takeOver(path, draft, subject)) return true;
  return false;
}

/** A hard link appears with its whole content or fails; a created file would be visible while still empty. */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Requires a second lock to replace a stale one; otherwise two processes could each replace the other's. */
function takeOver(path: string, draft: string, subject: string): boolean {
  if (!isStale(path, subject)) return false;
  const guard = acquireOwnerLock(`${path}.takeover`, subject);
  try {
    if (!isStale(path, subject)) return false;
    renameSync(draft, path);
    return true;
  } finally {
    guard.release();
  }
}

/**
 * Returns false if the lock no longer exists. Reads it only once: a second read could find the new lock of another
 * process.
 */
function isStale(path: string, subject: string): boolean {
  const content = read(path);
  if (content === undefined) return false;
  const owner = parse(content);
  if (owner?.started && processIdentity(owner.pid) === owner.started) throw new LockInUse(subject, owner.pid);
  return true;
}

function release(path: string, mine: string): void {
  try {
    if (read(path) === mine) rmSync(path, { force: true });
  } catch {
    // A lock that remains is stale once this process ends.
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the content of a file is that of a lock. */
export const isOwnerLock = (content: string): boolean => typeof parse(content)?.started === 'string';

/** A lock that cannot be parsed was damaged by a power failure. */
function parse(content: string): Owner | undefined {
  try {
    return (JSON.parse(content) ?? undefined) as Owner | undefined;
  } catch {
    return undefined;
  }
}
