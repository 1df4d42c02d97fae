import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultDataDir, startEmbeddedPostgres } from '@aml-customer/embedded-postgres';
import pg from 'pg';
import { cpuOfServer, postmasterOf } from './cpu.js';

/** The database server of all measurements. */
export interface Server {
  readonly version: string;
  /** Creates an empty database, replacing one of an earlier run, and returns its URL. */
  create(name: string): Promise<string>;
  /** Runs statements in a database from `create` and returns the rows of the last one. */
  run(url: string, ...statements: string[]): Promise<Record<string, unknown>[]>;
  /** Opens a session in a database from `create`. */
  session(url: string): Promise<Session>;
  /** The position of the write-ahead log in bytes. */
  walPosition(): Promise<number>;
  /** The size of a database from `create` on disk in bytes, including indexes. */
  size(url: string): Promise<number>;
  /** Writes everything to disk, so that the next measurement starts clean. */
  checkpoint(): Promise<void>;
  /** CPU seconds of all its processes so far; NaN if they are not visible. */
  cpu(): number;
  stop(): Promise<void>;
}

/** A session for several statements. */
export interface Session {
  run(sql: string): Promise<Record<string, unknown>[]>;
  end(): Promise<void>;
}

async function openSession(database: string): Promise<Session> {
  const client = new pg.Client(database);
  await client.connect();
  return {
    run: async (sql) => (await client.query<Record<string, unknown>>(sql)).rows,
    end: () => client.end(),
  };
}

/** Starts a durable server as the service does, or uses that of DATABASE_URL. */
export async function openServer(databaseUrl: string | undefined): Promise<Server> {
  const { url, stop } = databaseUrl === undefined ? await startOwn() : { url: databaseUrl, stop: async () => {} };
  const admin = new pg.Pool({ connectionString: url });
  admin.on('error', () => {}); // If the server ends, the next statement fails.
  const one = async (sql: string) => Object.values((await admin.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  const postmaster = postmasterOf(Number(await one('select pg_backend_pid()')));
  const created: string[] = [];
  const drop = (name: string) => admin.query(`drop database if exists ${name} with (force)`);
  return {
    version: String(await one('show server_version')),
    create: async (name) => {
      await drop(name);
      await admin.query(`create database ${name}`);
      created.push(name);
      return Object.assign(new URL(url), { pathname: `/${name}` }).href;
    },
    run: async (database, ...statements) => {
      const session = await openSession(database);
      try {
        let rows: Record<string, unknown>[] = [];
        for (const sql of statements) rows = await session.run(sql);
        return rows;
      } finally {
        await session.end();
      }
    },
    session: openSession,
    walPosition: async () => Number(await one(`select pg_current_wal_insert_lsn() - '0/0'`)),
    size: async (database) => Number(await one(`select pg_database_size('${new URL(database).pathname.slice(1)}')`)),
    checkpoint: async () => void (await admin.query('checkpoint')),
    cpu: () => (postmaster === undefined ? NaN : cpuOfServer(postmaster)),
    stop: async () => {
      for (const name of created) await drop(name);
      await admin.end();
      await stop();
    },
  };
}

async function startOwn(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'aml-customer-bench-'));
  chmodSync(folder, 0o755);
  const dataDir = defaultDataDir(join(folder, 'data'));
  const server = await startEmbeddedPostgres({ dataDir });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      for (const path of [dataDir, folder]) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
