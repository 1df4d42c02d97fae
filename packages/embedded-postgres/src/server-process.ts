import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { freePort } from './free-port.js';
import { serverArguments } from './settings.js';
import { errorsIn, spawnTied, tailOf, type TiedProcess } from './tied-process.js';

/** How a server ended. */
export interface ServerExit {
  /** False if `stop` was not called. */
  readonly expected: boolean;
  /** One sentence for the log. */
  readonly reason: string;
}

export interface LaunchOptions {
  readonly binaries: Binaries;
  readonly cluster: string;
  readonly account: Account | undefined;
  readonly durable: boolean;
  readonly onLog: ((line: string) => void) | undefined;
}

export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  readonly exited: Promise<ServerExit>;
  readonly stop: () => Promise<void>;
}

const STOP_TIMEOUT_MS = 60_000;
const RETRIES = 50;
// Another process took the port, or children of a killed server are still running.
const TRANSIENT = /Address already in use|shared memory block .* still in use/;

class FailedStart extends Error {
  readonly isTransient: boolean;

  constructor(message: string, isTransient: boolean) {
    super(message);
    this.isTransient = isTransient;
  }
}

/**
 * Starts the server on a free port and waits until it accepts connections, after crash recovery if needed.
 * @throws with the server's own error message if it ends instead.
 */
export async function launchServer(
  options: LaunchOptions,
  choosePort: () => Promise<number> = freePort,
): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launchOn(await choosePort(), options);
    } catch (error) {
      if (attempt >= RETRIES || !(error instanceof FailedStart && error.isTransient)) throw error;
      await delay(100);
    }
  }
}

async function launchOn(port: number, options: LaunchOptions): Promise<ServerProcess> {
  const args = serverArguments(options.cluster, port, options.durable);
  const child = spawnTied('INT', options.binaries.postgres, args, options.account);
  stopAtExit(child);
  await answering(child, options);
  return supervise(child, port);
}

function answering(child: TiedProcess, { cluster, onLog }: LaunchOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) =>
      reject(new FailedStart(`PostgreSQL did not start on ${cluster}: ${why}.`, TRANSIENT.test(tail.join('\n'))));
    const tail = tailOf(child, (line) => {
      onLog?.(line);
      if (line.includes('ready to accept connections')) resolve();
    });
    child.once('error', (error) => fail(error.message));
    child.once('close', () => fail(errorsIn(tail)));
  });
}

function supervise(child: TiedProcess, port: number): ServerProcess {
  const pid = child.pid as number;
  let stopping: Promise<void> | undefined;
  const exited = ended(child).then((how) => {
    const reason = `PostgreSQL (process ${pid}) ended ${stopping ? 'as requested' : 'unexpectedly'} with ${how}.`;
    return { expected: stopping !== undefined, reason };
  });
  return { port, pid, exited, stop: () => (stopping ??= shutDown(child, exited)) };
}

async function ended(child: TiedProcess): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.signalCode ?? `code ${child.exitCode}`;
}

/** Stops the server on process.exit(), for systems that do not stop it with its parent. */
function stopAtExit(child: TiedProcess): void {
  const stop = () => child.kill('SIGINT');
  process.once('exit', stop);
  child.once('close', () => process.off('exit', stop));
}

/** SIGINT is PostgreSQL's fast shutdown; the other signals are for a server that hangs. */
async function shutDown(child: TiedProcess, exited: Promise<unknown>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    child.kill(signal);
    const waiting = new AbortController();
    await Promise.race([exited, delay(STOP_TIMEOUT_MS, undefined, { signal: waiting.signal }).catch(() => {})]);
    waiting.abort();
    if (child.exitCode !== null || child.signalCode !== null) return;
  }
}
