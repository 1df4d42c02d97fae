import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { processIdentity } from './process-identity.js';

/** Held by the one process that may run a server on a folder. */
export interface OwnerLock {
  /** True when the owner before died without letting go, so that its server may still run. */
  readonly takenOver: boolean;
  readonly release: () => void;
}

interface Owner {
  pid: number;
  started: string;
}

/**
 * Takes the lock file at once or not at all: two servers on one folder would destroy it.
 * `what` is the subject of the sentence in the error.
 * @throws when a living process owns it.
 */
export function acquireOwnerLock(path: string, what: string): OwnerLock {
  const mine = JSON.stringify({ pid: process.pid, started: processIdentity(process.pid) ?? '' });
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${mine}\n`, { mode: 0o644 });
  try {
    const takenOver = claim(path, draft, what);
    return { takenOver, release: () => release(path, mine) };
  } finally {
    rmSync(draft, { force: true });
  }
}

function claim(path: string, draft: string, what: string): boolean {
  while (!linked(draft, path)) if (takeOver(path, draft, what)) return true;
  return false;
}

/** A hard link appears with its whole content or fails, where a created file would first be seen empty. */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Only the holder of a second lock may replace a stale one, or two processes would each replace the other's. */
function takeOver(path: string, draft: string, what: string): boolean {
  if (!isStale(path, what)) return false;
  const guard = acquireOwnerLock(`${path}.takeover`, what);
  try {
    if (!isStale(path, what)) return false;
    renameSync(draft, path);
    return true;
  } finally {
    guard.release();
  }
}

/**
 * False when the lock has gone. It is read once: a stale one stays, but one that went may be somebody's at a second
 * look.
 */
function isStale(path: string, what: string): boolean {
  const content = read(path);
  if (content === undefined) return false;
  const owner = parse(content);
  if (owner?.started && processIdentity(owner.pid) === owner.started)
    throw new Error(`${what} is in use by process ${owner.pid}.`);
  return true;
}

function release(path: string, mine: string): void {
  try {
    if (read(path) === mine) rmSync(path, { force: true });
  } catch {
    // A lock that stays is stale as soon as this process ends.
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

/** A lock that cannot be read is what a power failure left of one. */
function parse(content: string): Owner | undefined {
  try {
    return JSON.parse(content) as Owner;
  } catch {
    return undefined;
  }
}
