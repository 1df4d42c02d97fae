import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { MIGRATIONS } from '../migrations/index.js';
import { FUNCTIONS } from '../migrations/schema-migration.js';

/** The last migration that applies a function, and the SHA-256 of the definition in the function's file. */
export interface Applied {
  readonly migration: string;
  readonly sha256: string;
}

/** By function name. sql/functions/applied.json stores it, so that a changed file without a migration is noticed. */
export type AppliedFunctions = Readonly<Record<string, Applied>>;

export const APPLIED = new URL('applied.json', FUNCTIONS);

export const readApplied = (): AppliedFunctions => JSON.parse(readFileSync(APPLIED, 'utf8')) as AppliedFunctions;

/**
 * Pairs each function file with the last migration that applies it.
 * @throws Error if no migration applies a file, or if a file has changed since `recorded` without a new migration that
 * applies it
 */
export function appliedFunctions(recorded: AppliedFunctions): AppliedFunctions {
  const migrations = latestMigrations();
  const names = readdirSync(FUNCTIONS)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  return Object.fromEntries(
    names.map((file) => {
      const name = file.slice(0, -'.sql'.length);
      return [name, applied(name, migrations.get(name), recorded[name])];
    }),
  );
}

function applied(name: string, migration: string | undefined, recorded: Applied | undefined): Applied {
  if (migration === undefined) throw new Error(`No migration applies ${name}.sql.`);
  const text = readFileSync(new URL(`${name}.sql`, FUNCTIONS), 'utf8');
  const definition = text.slice(text.indexOf('create or replace function')); // Without the comment before it.
  const sha256 = createHash('sha256').update(definition).digest('hex');
  if (recorded?.migration === migration && recorded.sha256 !== sha256)
    throw new Error(
      `${name}.sql has changed since migration ${migration} applied it. Add a migration that applies it. ` +
        `If ${migration} is not released yet, remove "${name}" from sql/functions/applied.json instead.`,
    );
  return { migration, sha256 };
}

function latestMigrations(): ReadonlyMap<string, string> {
  const latest = new Map<string, string>();
  for (const { name, class: Migration } of MIGRATIONS) {
    const migration = new Migration({} as never, {} as never); // Neither is used until a migration runs.
    migration.up();
    for (const applied of migration.functions) latest.set(applied, name);
  }
  return latest;
}
