import { startEmbeddedPostgres } from '@aml-customer/embedded-postgres';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type QueryResultRow } from 'pg';

/** An empty database for one suite. */
export interface TestDatabase {
  readonly url: string;
  /** Runs one statement as an administrator and returns its rows. */
  query<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Opens a connection as an administrator; dropping the database closes it. */
  connect(): Promise<Client>;
  /** Drops the database and closes its connections. */
  drop(): Promise<void>;
}

/** Creates a database on the server of DATABASE_URL, or else on an embedded one that runs while it has a database. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = await (process.env.DATABASE_URL
    ? { url: process.env.DATABASE_URL, release: async () => {} }
    : embeddedServer());
  const name = `aml_test_${randomUUID().replaceAll('-', '')}`;
  await runOn(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = name;
  return {
    url: url.href,
    query: (text, values = []) => runOn(url.href, text, values),
    connect: async () => {
      const client = new Client({ connectionString: url.href });
      client.on('error', () => {});
      await client.connect();
      return client;
    },
    drop: async () => {
      await runOn(server.url, `drop database ${name} with (force)`);
      await server.release();
    },
  };
}

let running: ReturnType<typeof startServer> | undefined;
let users = 0;

async function embeddedServer(): Promise<{ url: string; release(): Promise<void> }> {
  users += 1;
  const server = await (running ??= startServer());
  const release = async () => {
    users -= 1;
    if (users > 0) return;
    running = undefined;
    await server.stop();
  };
  return { url: server.url, release };
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aml-customer-database-'));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function runOn<Row extends QueryResultRow>(
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}
