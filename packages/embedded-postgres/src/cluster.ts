import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { clusterIn } from './data-folder.js';
import { errorsIn, spawnTied, tailOf } from './tied-process.js';

/** The database user that owns everything in an embedded cluster. */
export const SUPERUSER = 'aml_customer';

const DRAFT = 'cluster.draft-';

export interface ClusterOptions {
  readonly dataDir: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly durable: boolean;
}

/**
 * Creates the cluster unless it exists, and returns its password.
 * It is created under another name and then renamed, so an interrupted first start leaves no partial cluster.
 * @throws when initdb fails, or the password of an existing cluster is missing.
 */
export async function ensureCluster(options: ClusterOptions): Promise<string> {
  await removeDrafts(options.dataDir);
  const file = join(options.dataDir, 'password');
  if (existsSync(clusterIn(options.dataDir))) return readPassword(file);
  const password = existsSync(file) ? readPassword(file) : createPassword(file);
  await createCluster(options, password);
  return password;
}

/** A killed initdb has a child that still writes for a moment; the next start removes what this one could not. */
async function removeDrafts(dataDir: string): Promise<void> {
  for (const name of readdirSync(dataDir).filter((entry) => entry.startsWith(DRAFT))) {
    const removal = rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 10 });
    await removal.catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY') throw error;
    });
  }
}

function readPassword(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new Error(
    `The password file ${file} of the database is missing: restore it, or start over with another data folder.`,
  );
}

function createPassword(file: string): string {
  const password = randomBytes(24).toString('hex');
  const draft = `${file}.draft`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${password}\n`, { mode: 0o600, flush: true });
  renameSync(draft, file);
  return password;
}

async function createCluster(options: ClusterOptions, password: string): Promise<void> {
  const { dataDir, account, durable } = options;
  const draft = mkdtempSync(join(dataDir, DRAFT));
  try {
    const passwordFile = join(draft, 'password');
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account) for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid);
    await initialise(options, join(draft, 'cluster'), passwordFile);
    renameSync(join(draft, 'cluster'), clusterIn(dataDir));
    if (durable) syncFolder(dataDir);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function initialise(options: ClusterOptions, cluster: string, passwordFile: string): Promise<void> {
  const access = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const initOptions = ['--encoding=UTF8', '--locale=C', '--no-instructions', ...(options.durable ? [] : ['--no-sync'])];
  const child = spawnTied('KILL', options.binaries.initdb, ['-D', cluster, ...access, ...initOptions], options.account);
  const tail = tailOf(child);
  const [code] = (await once(child, 'close').catch((error: Error) => [error.message])) as [number | string];
  if (code === 0) return;
  const why = typeof code === 'string' ? code : errorsIn(tail);
  throw new Error(`PostgreSQL could not create its files in ${options.dataDir}: ${why}.`);
}

/** Without it a power failure could undo the rename after data was committed. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
