import { afterAll, beforeAll } from '@jest/globals';
import { spawnSync, type ChildProcess } from 'node:child_process';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from '../src/start.js';
import { afterwards, eventually, isAlive, kill, makeFolder, removeFolder, runScript } from './scratch.js';

/** A data folder with an empty database, created once per describe because initdb takes a second. */
export function sharedDataDir(): () => string {
  let dataDir = '';
  beforeAll(async () => {
    dataDir = makeFolder();
    await (await startEmbeddedPostgres({ dataDir, durable: false })).stop();
  });
  afterAll(() => removeFolder(dataDir));
  return () => dataDir;
}

export async function started(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ durable: false, ...options });
  afterwards(() => server.stop());
  return server;
}

/** Another process that runs a server, for `kill -9`. */
export async function holder(dataDir: string): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const { child, line } = runScript('holder.mjs', dataDir);
  const server = JSON.parse(await line()) as { url: string; pid: number };
  afterwards(async () => {
    await kill(child);
    spawnSync('kill', ['-INT', String(server.pid)]);
    await eventually(() => !isAlive(server.pid));
  });
  return { child, ...server };
}

/** Runs statements on one connection and returns the rows of the last. */
export async function query(url: string, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}
