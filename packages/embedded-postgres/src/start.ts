import { join, resolve } from 'node:path';
import { serverAccount } from './account.js';
import { findBinaries } from './binaries.js';
import { ensureCluster, SUPERUSER } from './cluster.js';
import { clusterIn, prepareDataDir } from './data-folder.js';
import { settleLeftoverServer } from './leftover-server.js';
import { acquireOwnerLock, type OwnerLock } from './owner-lock.js';
import { reachableBinaries } from './reachable-binaries.js';
import { launchServer, type ServerExit, type ServerProcess } from './server-process.js';

/** What to start. */
export interface EmbeddedPostgresOptions {
  /**
   * Ours alone: it holds the cluster, its password and the lock. See `defaultDataDir` for one that nobody has chosen.
   */
  readonly dataDir: string;
  /** False trades safety against power failures for speed, for throwaway data. Default true. */
  readonly durable?: boolean;
  /** Gets sentences worth telling an operator. */
  readonly onNotice?: (line: string) => void;
  /** Gets the server's own log, which carries no statements, parameters or keys. */
  readonly onLog?: (line: string) => void;
}

/** A server that runs for this process alone. */
export interface EmbeddedPostgres {
  /** A connection string with the user and the password. */
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Never rejects; an exit that is not `expected` is the service's to act upon. */
  readonly exited: Promise<ServerExit>;
  /** Ends the server in good order and waits for it; further calls wait for the same end. */
  readonly stop: () => Promise<void>;
}

/**
 * Runs PostgreSQL on a folder, which it makes on the first start. The server listens on 127.0.0.1 on a port that
 * changes with each start, and ends with this process however that ends.
 * @throws Error with one sentence that names the cause: the folder is in use or cannot be entered, PostgreSQL is not
 * installed, the disk is full.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  try {
    return await start({ ...options, dataDir });
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new Error(`PostgreSQL could not start on ${dataDir}: ${message}.`, { cause: error });
  }
}

async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, durable = true, onNotice = () => {}, onLog } = options;
  const cluster = clusterIn(dataDir);
  const account = serverAccount(cluster);
  const binaries = reachableBinaries(findBinaries(), account, onNotice);
  prepareDataDir(dataDir, account);
  const lock = acquireOwnerLock(join(dataDir, 'lock'), `The data folder ${dataDir}`);
  try {
    await settleLeftoverServer(cluster, lock.takenOver, onNotice);
    const password = await ensureCluster({ dataDir, binaries, account, durable });
    return running(await launchServer({ binaries, cluster, account, durable, onLog }), { dataDir, password, lock });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function running(
  server: ServerProcess,
  held: { dataDir: string; password: string; lock: OwnerLock },
): EmbeddedPostgres {
  const { dataDir, password, lock } = held;
  const exited = server.exited.finally(() => lock.release());
  const stop = async () => {
    await server.stop();
    await exited;
  };
  const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/postgres`;
  return { url, dataDir, pid: server.pid, exited, stop };
}
