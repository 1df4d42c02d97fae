import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { appliedFunctions, readApplied } from './applied-functions.js';
import { migratedSchemaSql, SCHEMA_SQL } from './migrated-schema.js';

describe('the committed description of the schema', () => {
  it('schema.sql matches the migrations (if not, run: npm run schema)', async () => {
    expect(readFileSync(SCHEMA_SQL, 'utf8')).toBe(await migratedSchemaSql());
  });

  it('sql/functions/applied.json matches the function files and migrations (if not, run: npm run schema)', () => {
    expect(readApplied()).toEqual(appliedFunctions(readApplied()));
  });
});

describe('a changed function file', () => {
  const recorded = readApplied();
  const { calls_nobody: entry } = recorded;

  it('is refused if no migration was added that applies it', () => {
    const changed = { ...recorded, calls_nobody: { migration: entry!.migration, sha256: 'another' } };
    expect(() => appliedFunctions(changed)).toThrow(/^calls_nobody.sql has changed since migration .* applied it/);
  });

  it('is recorded with the migration that was added with it', () => {
    const earlier = { ...recorded, calls_nobody: { migration: '0015-settle-what-nobody-receives', sha256: 'another' } };
    expect(appliedFunctions(earlier)).toEqual(recorded);
  });
});
