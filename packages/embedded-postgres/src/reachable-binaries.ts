import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Account } from './account.js';
import { binariesIn, type Binaries } from './binaries.js';

/** Where root keeps what the unprivileged account must reach and cannot reach in place. */
export const SHARED_PLACE = '/var/lib/aml-customer';

/**
 * Gives programs that the account can run: the ones of the package, or a copy when they lie in a private folder of
 * root.
 * @throws when it can run neither.
 */
export function reachableBinaries(
  found: Binaries,
  account: Account | undefined,
  onNotice: (line: string) => void,
  place = SHARED_PLACE,
): Binaries {
  if (!account || complaint(found, account) === undefined) return found;
  const copy = binariesIn(join(place, found.label), found.label);
  if (!existsSync(copy.home)) {
    copyForAll(found.home, copy.home);
    onNotice(`User ${account.name} cannot reach ${found.home}, so PostgreSQL runs from a copy in ${copy.home}.`);
  }
  const remaining = complaint(copy, account);
  if (remaining !== undefined) throw new Error(`User ${account.name} cannot run ${copy.postgres}: ${remaining}.`);
  return copy;
}

/** Running it shows at once that the path, the programs and all libraries can be reached. */
function complaint(binaries: Binaries, { uid, gid }: Account): string | undefined {
  const run = spawnSync(binaries.postgres, ['--version'], { uid, gid, cwd: '/', encoding: 'utf8' });
  return run.status === 0 ? undefined : (run.error?.message ?? run.stderr.trim().replace(/\.$/, ''));
}

/** The label carries the version, so a copy never changes once it has its name. */
function copyForAll(source: string, target: string): void {
  makeEnterable(dirname(target));
  const draft = mkdtempSync(`${target}.new-`);
  try {
    cpSync(source, draft, { recursive: true, verbatimSymlinks: true });
    openForAll(draft);
    moveUnlessThere(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function makeEnterable(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

/** The clone may have been installed under a umask that keeps everybody else out. */
function openForAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}

function moveUnlessThere(draft: string, target: string): void {
  try {
    renameSync(draft, target);
  } catch (error) {
    // Another start made the same copy meanwhile.
    if (!existsSync(target)) throw error;
  }
}
