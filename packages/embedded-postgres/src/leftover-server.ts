import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processIdentity } from './process-identity.js';

const PATIENCE_MS = { SIGINT: 60_000, SIGQUIT: 10_000, SIGKILL: 10_000 } as const;

/**
 * Clears the way for a new server on a cluster whose last one was not stopped by its owner.
 * `orphaned` says that the owner is known to be dead; the server of an unknown owner is never touched.
 * @throws when such a server runs, or an orphan does not end.
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

/** A server's working folder is its cluster; its pid may meanwhile belong to any other program. */
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
 * PostgreSQL takes a file that names its parent for stale, yet still looks for servers on the old shared memory;
 * a removed file would lose that check, a zombie's pid would be refused.
 */
function markStale(file: string): void {
  if (!existsSync(file)) return;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
}

async function end(pid: number): Promise<void> {
  const identity = processIdentity(pid);
  for (const [signal, patience] of Object.entries(PATIENCE_MS) as [keyof typeof PATIENCE_MS, number][]) {
    if (identity === undefined || processIdentity(pid) !== identity) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    for (const until = Date.now() + patience; Date.now() < until && processIdentity(pid) === identity;) await delay(20);
  }
  if (processIdentity(pid) === identity)
    throw new Error(`The PostgreSQL server left over as process ${pid} does not end.`);
}
