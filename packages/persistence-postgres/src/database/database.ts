import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { ClientConfig, Pool } from 'pg';
import { BoundedClient } from './bounded-client.js';
import { MIGRATIONS } from '../migrations/index.js';
import { ROWS } from './entities.js';
import { SCHEMA } from './schema-name.js';

/** What there is to know for a pool of connections. `database` is the name as the server knows it. */
export interface PoolOptions {
  readonly settings: ClientConfig;
  readonly database: string;
  readonly max: number;
  readonly onError: (error: Error) => void;
}

export type Orm = Awaited<ReturnType<typeof createOrm>>;
export type Tables = ReturnType<typeof tablesOf>;

/** The ORM on a pool of its own. It logs nothing: its statements carry values. */
export const createOrm = ({ settings, database, max, onError }: PoolOptions) =>
  MikroORM.init({
    entities: [...ROWS],
    dbName: database,
    ensureDatabase: false,
    debug: false,
    logger: () => {},
    extensions: [Migrator],
    migrations: {
      migrationsList: [...MIGRATIONS],
      tableName: `${SCHEMA}.migration`,
      snapshot: false,
      silent: true,
      disableForeignKeys: false,
    },
    driverOptions: {
      ...settings,
      max,
      Client: BoundedClient,
      onPoolCreated: (pool: Pool) => void pool.on('error', onError),
    },
  });

/**
 * The tables, typed by `rows.ts`. Values are bound here, whereas the entity manager writes them into the statement's
 * text, which servers log.
 */
export const tablesOf = (orm: Orm) => orm.em.fork().getKysely({ convertValues: true }).withSchema(SCHEMA);

/**
 * A text to look for. PostgreSQL holds no NUL, and the driver would replace a lone surrogate: nothing was ever stored
 * under either.
 */
export const keyOf = (text: string | undefined): string | null =>
  text !== undefined && text.isWellFormed() && !text.includes('\0') ? text : null;

/** A statement that each connection prepares once: planning the write costs as much as running it. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** Runs one statement in one round trip; without a transaction around it, it is one by itself. */
export async function run<Row extends object>(
  pool: Pool,
  statement: Prepared,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const client = await pool.connect();
  try {
    return (await client.query({ ...statement, values: [...values] })).rows as Row[];
  } finally {
    client.release();
  }
}
