import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processIdentity } from './process-identity.js';

const STOP_TIMEOUT_MS = { SIGINT: 60_000, SIGQUIT: 10_000, SIGKILL: 10_000 } as const;

/**
 * Stops the server of a cluster that outlived its owner, or removes its stale pid file, so that a new one can start.
 * Stops a running server only if it is `orphaned`, that is, if its owner is known to be dead.
 * @throws if a server of an unknown owner runs, or an orphan does not end.
 */
export async function settleLeftoverServer(
  cluster: string,
  orphaned: boolean,
  onNotice: (line: string) => void,
): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (!(pid > 0)) return rmSync(file, { force: true });
  if (!serves(pid, cluster)) return markStale(file);
  if (!orphaned) throw new Error(`The database in ${cluster} is in use by process ${pid}.`);
  await end(pid);
  onNotice(`Ended a PostgreSQL server (process ${pid}) that had outlived its service.`);
}

/** Checks that the pid still belongs to the server: its working folder is the cluster. */
function serves(pid: number, cluster: string): boolean {
  if (processIdentity(pid) === undefined) return false;
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)]).stdout.includes(cluster);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    return false;
  }
}

/**
 * Writes the pid of this process into the file: PostgreSQL treats a file with its parent's pid as stale, but still
 * checks the old shared memory. Removing the file would skip that check, and the pid of a zombie would prevent the
 * start.
 */
function markStale(file: string): void {
  if (!existsSync(file)) return;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
}

async function end(pid: number): Promise<void> {
  const identity = processIdentity(pid);
  for (const [signal, timeout] of Object.entries(STOP_TIMEOUT_MS) as [keyof typeof STOP_TIMEOUT_MS, number][]) {
    if (identity === undefined || processIdentity(pid) !== identity) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    for (const until = Date.now() + timeout; Date.now() < until && processIdentity(pid) === identity;) await delay(20);
  }
  if (processIdentity(pid) === identity)
    throw new Error(`The PostgreSQL server left over as process ${pid} does not end.`);
}
