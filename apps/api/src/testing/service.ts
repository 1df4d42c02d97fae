import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVICE = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const WORKER = fileURLToPath(new URL('../../dist/worker.js', import.meta.url));

/** A service in a separate process that has logged its address. */
export interface RunningService {
  readonly port: number;
  readonly pid: number;
  /** The lines that it logged so far. */
  readonly logged: readonly Record<string, unknown>[];
  signal(signal: NodeJS.Signals): void;
  /** Its exit code or signal, and its standard error. */
  readonly ended: Promise<{ readonly code: number | string; readonly stderr: string }>;
}

/**
 * Starts the built service, by default on a free port, without the settings of the surrounding environment.
 */
export async function startService(environment: Record<string, string>): Promise<RunningService> {
  const { child, ended, lines } = launch(environment);
  const logged: Record<string, unknown>[] = [];
  const port = new Promise<number>((resolve, reject) => {
    lines.on('line', (line) => {
      logged.push(JSON.parse(line) as Record<string, unknown>);
      const [, found] = /^Swagger UI is at http:\/\/\S+:(\d+)\//.exec(String(logged.at(-1)?.['msg'])) ?? [];
      if (found) resolve(Number(found));
    });
    void ended.then(({ code, stderr }) => reject(new Error(`It ended with ${code}: ${stderr}`)));
  });
  return { port: await port, pid: child.pid as number, logged, signal: (signal) => void child.kill(signal), ended };
}

/** Starts the service with settings that make it fail, and returns how it ended. */
export const failedStart = (environment: Record<string, string>): RunningService['ended'] => launch(environment).ended;

/** Starts a separate worker; resolves once it works. */
export async function startWorker(
  environment: Record<string, string>,
): Promise<Pick<RunningService, 'signal' | 'ended'>> {
  const { child, ended, lines } = launch(environment, WORKER);
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => line.includes('works on assessments and callbacks') && resolve());
    void ended.then(({ code, stderr }) => reject(new Error(`It ended with ${code}: ${stderr}`)));
  });
  return { signal: (signal) => void child.kill(signal), ended };
}

function launch(environment: Record<string, string>, script = SERVICE) {
  const child = spawn(process.execPath, ['--enable-source-maps', script], {
    env: { PATH: process.env['PATH'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) => ({ code: (code ?? signal) as number | string, stderr }));
  return { child, ended, lines: createInterface(child.stdout) };
}

/** A temporary folder that the database's user can enter. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'aml-customer-api-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}
