import { Logger, runMigrations } from 'graphile-worker';
import type { Client, ClientConfig } from 'pg';
import { createOrm } from './database.js';
import { attempt } from './storage-failure.js';

const LOCK_WAIT_MS = 60_000;

/**
 * Migrates schema aml_customer and the job queue, on connections without a statement timeout. Instances that start
 * together take turns.
 * @throws Error if the database is not UTF8; StorageFailure if a migration fails, and then none of schema aml_customer
 * is applied
 */
export async function migrate(session: Client, settings: ClientConfig): Promise<void> {
  await requireUtf8(session);
  await attempt('waiting for another instance to migrate', () => lock(session));
  await attempt('migrating the job queue', () =>
    runMigrations({ connectionString: settings.connectionString, logger: SILENT }),
  );
  await attempt('migrating', () => migrateTables(session, settings));
}

const SILENT = new Logger(() => () => {});

async function requireUtf8(session: Client): Promise<void> {
  const { rows } = await session.query<{ encoding: string }>(`select current_setting('server_encoding') as encoding`);
  const encoding = rows[0]?.encoding;
  if (encoding !== 'UTF8')
    throw new Error(`The database "${session.database}" has the encoding ${encoding}; names of customers need UTF8.`);
}

/** The lock lasts until the session ends. */
async function lock(session: Client): Promise<void> {
  await session.query(`set lock_timeout = ${LOCK_WAIT_MS}`);
  await session.query(`select pg_advisory_lock(hashtextextended('aml_customer migrations', 0))`);
}

async function migrateTables({ database = '' }: Client, { connectionString, keepAlive }: ClientConfig): Promise<void> {
  const orm = await createOrm({ settings: { connectionString, keepAlive }, database, max: 2, onError: () => {} });
  try {
    await orm.migrator.up();
  } finally {
    await orm.close();
  }
}
