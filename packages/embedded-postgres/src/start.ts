import { join, resolve } from 'node:path';
import { serverAccount } from './account.js';
import { findBinaries } from './binaries.js';
import { ensureCluster, SUPERUSER } from './cluster.js';
import { clusterIn, prepareDataDir } from './data-folder.js';
import { settleLeftoverServer } from './leftover-server.js';
import { acquireOwnerLock, type OwnerLock } from './owner-lock.js';
import { reachableBinaries } from './reachable-binaries.js';
import { launchServer, type ServerExit, type ServerProcess } from './server-process.js';

/** The options of {@link startEmbeddedPostgres}. */
export interface EmbeddedPostgresOptions {
  /** Holds the cluster, its password and the lock, and nothing else. `defaultDataDir` chooses a default. */
  readonly dataDir: string;
  /** False gives up durability after a power failure for speed, for throwaway data. Default true. */
  readonly durable?: boolean;
  /** Called with messages for the operator. */
  readonly onNotice?: (line: string) => void;
  /** Called with each line of the server's log, which contains no statements, parameters or keys. */
  readonly onLog?: (line: string) => void;
}

/** A server that runs for this process alone. */
export interface EmbeddedPostgres {
  /** A connection string with the user and the password. */
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Resolves when the server ends and never rejects; the caller handles an exit that is not `expected`. */
  readonly exited: Promise<ServerExit>;
  /** Shuts the server down and waits for it; further calls wait for the same shutdown. */
  readonly stop: () => Promise<void>;
}

/**
 * Runs PostgreSQL on a data folder, which it creates on the first start. The server listens on 127.0.0.1, on a port
 * that changes with each start, and ends with this process. @throws Error with a sentence that states the cause, such
 * as a folder that is in use, or a missing PostgreSQL.
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
  resources: { dataDir: string; password: string; lock: OwnerLock },
): EmbeddedPostgres {
  const { dataDir, password, lock } = resources;
  const exited = server.exited.finally(() => lock.release());
  const stop = async () => {
    await server.stop();
    await exited;
  };
  const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/postgres`;
  return { url, dataDir, pid: server.pid, exited, stop };
}
