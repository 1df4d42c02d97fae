import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks per second; Linux shows user space 100 on every architecture. */
const TICKS_A_SECOND = 100;

/** CPU seconds of a process since its start, including threads; NaN without /proc. */
export const cpuOf = (pid: number): number => ticks(pid, [14, 15]);

/** The bytes of a page; Linux shows memory in pages. */
const PAGE = 4096;

/** The resident memory of a process in bytes; NaN without /proc. */
export const rssOf = (pid: number): number => Number(stat(pid)?.[24]) * PAGE;

/** CPU seconds of a PostgreSQL server: the postmaster with its ended children, and the live children. */
export function cpuOfServer(postmaster: number): number {
  const children = pids().filter((pid) => stat(pid)?.[4] === String(postmaster));
  return children.reduce((sum, pid) => sum + (cpuOf(pid) || 0), ticks(postmaster, [14, 15, 16, 17]));
}

/** The postmaster of a backend; undefined if it runs on another machine. */
export function postmasterOf(backend: number): number | undefined {
  const fields = stat(backend);
  return fields?.[2] === '(postgres)' ? Number(fields[4]) : undefined;
}

const ticks = (pid: number, places: readonly number[]): number => {
  const fields = stat(pid);
  return places.reduce((sum, place) => sum + Number(fields?.[place]), 0) / TICKS_A_SECOND;
};

/**
 * The fields of /proc/PID/stat by their number in proc(5). The second may contain spaces and ends with the last
 * bracket.
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
