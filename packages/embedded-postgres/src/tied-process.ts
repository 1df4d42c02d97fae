import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Account } from './account.js';

/** A child process whose only output is standard error. */
export type TiedProcess = ChildProcessByStdio<null, null, Readable>;

const TAIL = 20;

/**
 * Starts a program that ends with this process, even after kill -9, if the system supports it (Linux, setpriv).
 * It runs in its own process group, so that Ctrl-C in a terminal does not stop it while requests are in flight.
 */
export function spawnTied(
  signal: 'INT' | 'KILL',
  program: string,
  args: string[],
  account: Account | undefined,
): TiedProcess {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  const options = { uid: account?.uid, gid: account?.gid, cwd: '/', env };
  const tie = ['--pdeathsig', signal];
  const tied = process.platform === 'linux' && spawnSync('setpriv', [...tie, 'true'], options).status === 0;
  const [command, ...rest] = tied ? (['setpriv', ...tie, program, ...args] as const) : ([program, ...args] as const);
  return spawn(command, rest, { ...options, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Collects the last lines of a process's output, for an error message. */
export function tailOf(child: TiedProcess, onLine: (line: string) => void = () => {}): string[] {
  const tail: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    tail.push(line);
    if (tail.length > TAIL) tail.shift();
    onLine(line);
  });
  return tail;
}

/** Extracts the errors of a PostgreSQL program as one clause; its other lines do not state the cause. */
export function errorsIn(tail: string[]): string {
  const found = tail.map((line) => /(?:FATAL|PANIC|ERROR|error):\s+(.*)/.exec(line)?.[1]);
  const errors = found.filter((text) => text !== undefined);
  const lines = errors.length > 0 ? errors : tail.slice(-3);
  return lines.join('; ').replace(/\.$/, '') || 'it gave no reason';
}
