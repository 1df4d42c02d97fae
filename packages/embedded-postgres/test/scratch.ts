import { afterEach } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { processIdentity } from '../src/process-identity.js';

export const isRoot = process.getuid?.() === 0;

const cleanups: (() => unknown)[] = [];

/** Registers a clean-up that runs after the test, in reverse order. */
export function afterwards(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A temporary folder that every user may enter. */
export function scratchFolder(): string {
  const folder = makeFolder();
  afterwards(() => removeFolder(folder));
  return folder;
}

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-postgres-'));
  chmodSync(folder, 0o755);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

export function isAlive(pid: number): boolean {
  return processIdentity(pid) !== undefined;
}

export async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}

/** Runs a script of this folder; each call of `line` returns its next line of output. */
export function runScript(name: string, argument: string): { child: ChildProcess; line: () => Promise<string> } {
  const child = spawn(process.execPath, [join(import.meta.dirname, name), argument], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  afterwards(() => kill(child));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, line: async () => String((await lines.next()).value) };
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
