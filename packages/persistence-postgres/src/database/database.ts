import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { ClientConfig, Pool } from 'pg';
import { BoundedClient } from './bounded-client.js';
import { MIGRATIONS } from '../migrations/index.js';
import { ENTITIES } from './entities.js';
import { SCHEMA } from './schema-name.js';

/** How to open a pool of connections. `database` is the name as the server knows it. */
export interface PoolOptions {
  readonly settings: ClientConfig;
  readonly database: string;
  readonly max: number;
  readonly onError: (error: Error) => void;
}

export type Orm = Awaited<ReturnType<typeof createOrm>>;
export type Tables = ReturnType<typeof tablesOf>;

/** Opens the ORM on its own pool. It logs nothing, since its statements contain personal data. */
export const createOrm = ({ settings, database, max, onError }: PoolOptions) =>
  MikroORM.init({
    entities: [...ENTITIES],
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
 * The tables as typed queries. They bind values as parameters; the entity manager would write them into the text of a
 * statement, which servers log.
 */
export const tablesOf = (orm: Orm) => orm.em.fork().getKysely({ convertValues: true }).withSchema(SCHEMA);

/**
 * Returns a lookup key, or null if no stored key can match: PostgreSQL stores no NUL, and the driver would replace a
 * lone surrogate.
 */
export const keyOf = (text: string | undefined): string | null =>
  text !== undefined && text.isWellFormed() && !text.includes('\0') ? text : null;

/** A statement that each connection prepares once, under its name. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** Runs one statement in one round trip, as its own transaction. */
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
