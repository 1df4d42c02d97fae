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

/** Where root keeps copies of files that the unprivileged account cannot reach. */
export const SHARED_FOLDER = '/var/lib/aml-customer';

/**
 * Returns programs that the account can run: those of the package, or a copy if they are in a private folder of root.
 * @throws if it can run neither.
 */
export function reachableBinaries(
  found: Binaries,
  account: Account | undefined,
  onNotice: (line: string) => void,
  sharedFolder = SHARED_FOLDER,
): Binaries {
  if (!account || failureOf(found, account) === undefined) return found;
  const copy = binariesIn(join(sharedFolder, found.label), found.label);
  if (!existsSync(copy.home)) {
    copyForAll(found.home, copy.home);
    onNotice(`User ${account.name} cannot reach ${found.home}, so PostgreSQL runs from a copy in ${copy.home}.`);
  }
  const remaining = failureOf(copy, account);
  if (remaining !== undefined) throw new Error(`User ${account.name} cannot run ${copy.postgres}: ${remaining}.`);
  return copy;
}

/** Runs a program, which needs access to the path, the program and all libraries. */
function failureOf(binaries: Binaries, { uid, gid }: Account): string | undefined {
  const run = spawnSync(binaries.postgres, ['--version'], { uid, gid, cwd: '/', encoding: 'utf8' });
  return run.status === 0 ? undefined : (run.error?.message ?? run.stderr.trim().replace(/\.$/, ''));
}

/** The label contains the version, so a finished copy never changes. */
function copyForAll(source: string, target: string): void {
  makeEnterable(dirname(target));
  const draft = mkdtempSync(`${target}.new-`);
  try {
    cpSync(source, draft, { recursive: true, verbatimSymlinks: true });
    openForAll(draft);
    moveUnlessExists(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function makeEnterable(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

/** The package may have been installed with a umask that excludes other users. */
function openForAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}

function moveUnlessExists(draft: string, target: string): void {
  try {
    renameSync(draft, target);
  } catch (error) {
    // Another start created the same copy in the meantime.
    if (!existsSync(target)) throw error;
  }
}
