import { Logger, runMigrations } from 'graphile-worker';
import { createOrm } from '../src/database/database.js';

const SILENT = new Logger(() => () => {});

/** Migrates an empty database up to and including a migration. */
export async function migrateTo(url: string, name: string): Promise<void> {
  await runMigrations({ connectionString: url, logger: SILENT });
  const orm = await createOrm({ settings: { connectionString: url }, database: 'any', max: 2, onError: () => {} });
  await orm.migrator.up({ to: name });
  await orm.close();
}
