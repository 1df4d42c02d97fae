import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmdirSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { canEnter, serverAccount, type Account } from './account.js';
import { SHARED_FOLDER } from './reachable-binaries.js';

/** The cluster is a folder inside the data folder, so the data folder itself may be a mount point. */
export function clusterIn(dataDir: string): string {
  return join(dataDir, 'cluster');
}

/**
 * Chooses the default data folder: `preferred`, or, if the service runs as root and the server's account cannot enter
 * that, a folder under /var/lib. A folder that already has data is used whatever its permissions.
 */
export function defaultDataDir(
  preferred: string,
  onNotice: (line: string) => void = () => {},
  sharedFolder = SHARED_FOLDER,
): string {
  const preferredDir = resolve(preferred);
  const account = serverAccount(clusterIn(preferredDir));
  if (!account || existsSync(clusterIn(preferredDir))) return preferredDir;
  const name = createHash('sha256').update(preferredDir).digest('hex').slice(0, 12);
  const elsewhere = join(sharedFolder, `data-${name}`);
  if (!existsSync(clusterIn(elsewhere)) && canEnter(nearestExisting(preferredDir), account)) return preferredDir;
  onNotice(`User ${account.name} cannot enter ${preferredDir}, so the data are kept in ${elsewhere}.`);
  return elsewhere;
}

/**
 * Creates the data folder, or checks the existing one.
 * @throws if this process cannot write to it, or the server cannot enter it.
 */
export function prepareDataDir(dataDir: string, account: Account | undefined): void {
  requireUsable(dataDir);
  if (account) prepareFor(dataDir, account);
  else mkdirSync(dataDir, { recursive: true, mode: 0o700 });
}

function requireUsable(dataDir: string): void {
  const existing = nearestExisting(dataDir);
  try {
    accessSync(existing, constants.R_OK | constants.W_OK | constants.X_OK);
    if (existing === dataDir) readdirSync(dataDir);
    // In a file system without new folders, such as /proc, a recursive mkdir never returns.
    else rmdirSync(mkdtempSync(join(existing, '.aml-customer-')));
  } catch (cause) {
    const { message } = cause as Error;
    const advice = 'choose a folder that this user may write';
    throw new Error(`The data folder ${dataDir} cannot be used (${message}): ${advice}.`, { cause });
  }
}

function prepareFor(dataDir: string, account: Account): void {
  if (!existsSync(dataDir)) createFor(dataDir, account);
  else if (!canEnter(dataDir, account) && mayChangeOwner(dataDir)) chownSync(dataDir, account.uid, account.gid);
  if (!canEnter(dataDir, account)) throw cannotEnter(dataDir, account);
}

function createFor(dataDir: string, account: Account): void {
  if (!canEnter(nearestExisting(dataDir), account)) throw cannotEnter(dataDir, account);
  const first = mkdirSync(dataDir, { recursive: true }) ?? dataDir;
  for (let folder = dirname(dataDir); folder.length >= first.length; folder = dirname(folder)) chmodSync(folder, 0o755);
  chownSync(dataDir, account.uid, account.gid);
  chmodSync(dataDir, 0o700);
}

/** Only changes the owner of a folder that is empty or already has a cluster. */
function mayChangeOwner(dataDir: string): boolean {
  return existsSync(clusterIn(dataDir)) || readdirSync(dataDir).length === 0;
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

function cannotEnter(dataDir: string, account: Account): Error {
  const why = `user ${account.name}, as whom PostgreSQL runs because it refuses to run as root`;
  return new Error(`The data folder ${dataDir} cannot be entered by ${why}: choose a folder outside of private ones.`);
}
