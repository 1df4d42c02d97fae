import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Account } from './account.js';

/** A child process that answers on standard error only. */
export type TiedProcess = ChildProcessByStdio<null, null, Readable>;

const TAIL = 20;

/**
 * Starts a program that ends with this process, kill -9 included, where the system can do that.
 * It has a process group of its own, so Ctrl-C in a terminal does not reach it while requests are in flight.
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

/** Collects the last lines that a process wrote, for the sentence about its failure. */
export function tailOf(child: TiedProcess, onLine: (line: string) => void = () => {}): string[] {
  const tail: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    tail.push(line);
    if (tail.length > TAIL) tail.shift();
    onLine(line);
  });
  return tail;
}

/** What PostgreSQL's programs complained of, as one clause; their other lines tell how, not why. */
export function complaintIn(tail: string[]): string {
  const found = tail.map((line) => /(?:FATAL|PANIC|ERROR|error):\s+(.*)/.exec(line)?.[1]);
  const complaints = found.filter((text) => text !== undefined);
  const lines = complaints.length > 0 ? complaints : tail.slice(-3);
  return lines.join('; ').replace(/\.$/, '') || 'it said nothing';
}
