// `npm run schema`: migrates an empty database and writes schema.sql and sql/functions/applied.json.
import { existsSync, writeFileSync } from 'node:fs';
import { APPLIED, appliedFunctions, readApplied } from './applied-functions.js';
import { migratedSchemaSql, SCHEMA_SQL } from './migrated-schema.js';

try {
  const applied = appliedFunctions(existsSync(APPLIED) ? readApplied() : {});
  writeFileSync(SCHEMA_SQL, await migratedSchemaSql());
  writeFileSync(APPLIED, `${JSON.stringify(applied, null, 2)}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
