import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { creation, sql } from '../../test/support.js';
import { createOrm } from './database.js';
import { MIGRATIONS } from '../migrations/index.js';
import { openPostgres } from '../open.js';
import { openTestDatabase, type TestDatabase } from '../testing.js';

describe('migrations', () => {
  let server: TestDatabase;
  let database: TestDatabase;

  beforeAll(async () => {
    server = await openTestDatabase(); // Keeps an embedded server up between the tests.
  });
  afterAll(() => server.drop());
  beforeEach(async () => {
    database = await openTestDatabase();
  });
  afterEach(() => database.drop());

  const open = () => openPostgres({ url: database.url });
  const applied = () => sql<{ name: string }>(database.url, 'select name from aml_customer.migration order by id');

  it('run once when several instances start together', async () => {
    const instances = await Promise.all(Array.from({ length: 8 }, open));
    await Promise.all(instances.map((instance) => instance.close()));
    await expect(applied()).resolves.toEqual(MIGRATIONS.map(({ name }) => ({ name })));
  });

  it('create the columns that the entities declare', async () => {
    await (await open()).close();
    const orm = await createOrm({
      settings: { connectionString: database.url },
      database: 'any',
      max: 1,
      onError: () => {},
    });
    const described = [...orm.getMetadata().getAll().values()].flatMap(({ schema, tableName, props }) =>
      props.flatMap(({ fieldNames, nullable = false }) =>
        fieldNames.map((column) => `${schema}.${tableName}.${column}${nullable ? '?' : ''}`),
      ),
    );
    await orm.close();
    const made = await sql<{ column: string }>(
      database.url,
      `
      select table_schema || '.' || table_name || '.' || column_name || case is_nullable when 'YES' then '?' else '' end as column
      from information_schema.columns where table_schema = 'aml_customer'`,
    );
    expect(described.sort()).toEqual(made.map(({ column }) => column).sort());
  });

  it('change nothing on the next start', async () => {
    const first = await open();
    await first.customers.store(creation({ number: 'N-1' }), '{}');
    await first.close();
    const second = await open();
    await expect(second.customers.find('C-1')).resolves.toMatchObject({ version: 1 });
    await second.close();
    await expect(applied()).resolves.toHaveLength(MIGRATIONS.length);
  });

  it('are all rolled back if one fails', async () => {
    await sql(database.url, 'create schema aml_customer create table classifier_entry (in_the_way text)');
    await expect(open()).rejects.toThrow(
      'PostgreSQL failed at migrating: 42P07, relation "classifier_entry" already exists',
    );
    await expect(sql(database.url, `select to_regclass('aml_customer.message') as message`)).resolves.toEqual([
      { message: null },
    ]);
  });

  it('do not depend on a search path, nor does any statement', async () => {
    await sql(
      database.url,
      `do $$ begin execute format('alter database %I set search_path = nowhere', current_database()); end $$`,
    );
    const postgres = await open();
    await postgres.classifiers.start([{ classifier: 'businessUnit', code: 'A', name: 'Aye' }]);
    await expect(
      postgres.customers.store(creation({ number: 'N-1', follow: { assessment: true } }), '{}'),
    ).resolves.toBe('stored');
    await expect(postgres.customers.versions('C-1')).resolves.toHaveLength(1);
    await expect(postgres.followUps.queuedBy('N-1')).resolves.toHaveLength(1);
    await postgres.close();
  });
});
