import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Identifies a running process by its start time, because the system reuses pids.
 * Returns undefined if the process has ended or is a zombie.
 */
export function processIdentity(pid: number): string | undefined {
  const { state, started } = process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  return state === '' || /^[ZX]/.test(state) ? undefined : started;
}

function fromProc(pid: number): { state: string; started: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name may contain spaces and brackets; field 3 follows its last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', started: `${fields[22 - 3]} of boot ${bootId()}` };
  } catch {
    return { state: '', started: '' };
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function fromPs(pid: number): { state: string; started: string } {
  const output = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  const [state = '', ...started] = output.trim().split(/\s+/);
  return { state, started: started.join(' ') };
}
