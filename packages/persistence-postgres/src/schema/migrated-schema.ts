import { openPostgres } from '../open.js';
import { openTestDatabase } from '../testing.js';
import { schemaSql } from './schema-sql.js';

/** The committed description of the schema. */
export const SCHEMA_SQL = new URL('../../schema.sql', import.meta.url);

/** Describes the schema of a new database on which all migrations have run. */
export async function migratedSchemaSql(): Promise<string> {
  const database = await openTestDatabase();
  try {
    await (await openPostgres({ url: database.url })).close();
    return await schemaSql(await database.connect());
  } finally {
    await database.drop();
  }
}
