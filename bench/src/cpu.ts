import { readdirSync, readFileSync } from 'node:fs';

/** What Linux counts CPU in; the kernel shows user space 100 a second everywhere. */
const TICKS_A_SECOND = 100;

/** CPU seconds of a process since its start, threads included; NaN where /proc does not tell. */
export const cpuOf = (pid: number): number => ticks(pid, [14, 15]);

/** CPU seconds of a PostgreSQL server: its first process with the children that ended, and the children that live. */
export function cpuOfServer(postmaster: number): number {
  const children = pids().filter((pid) => stat(pid)?.[4] === String(postmaster));
  return children.reduce((sum, pid) => sum + (cpuOf(pid) || 0), ticks(postmaster, [14, 15, 16, 17]));
}

/** The first process of the server that one of its backends belongs to; undefined where it is on another machine. */
export function postmasterOf(backend: number): number | undefined {
  const fields = stat(backend);
  return fields?.[2] === '(postgres)' ? Number(fields[4]) : undefined;
}

const ticks = (pid: number, places: readonly number[]): number => {
  const fields = stat(pid);
  return places.reduce((sum, place) => sum + Number(fields?.[place]), 0) / TICKS_A_SECOND;
};

/**
 * The fields of /proc/PID/stat by their number in proc(5); the second may hold blanks, and ends with the last bracket.
 */
function stat(pid: number): string[] | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = line.lastIndexOf(')');
    return ['', String(pid), line.slice(line.indexOf('('), end + 1), ...line.slice(end + 2).split(' ')];
  } catch {
    return undefined;
  }
}

function pids(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0);
  } catch {
    return [];
  }
}
