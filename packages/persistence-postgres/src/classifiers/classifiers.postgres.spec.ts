import type { ClassifierEntry } from '@aml-customer/application';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql, until } from '../../test/support.js';
import { openPostgres, type Postgres } from '../open.js';
import { openTestDatabase, type TestDatabase } from '../testing.js';

const unit = (code: string, name = `Unit ${code}`): ClassifierEntry => ({ classifier: 'businessUnit', code, name });

describe('PostgresClassifiers', () => {
  let database: TestDatabase;
  const opened: Postgres[] = [];
  const errors: Error[] = [];

  const started = async (starting: readonly ClassifierEntry[] = []) => {
    const postgres = await openPostgres({ url: database.url, onError: (error) => errors.push(error) });
    opened.push(postgres);
    await postgres.classifiers.start(starting);
    return postgres.classifiers;
  };
  const unitsOf = ({ entries }: { entries: Postgres['classifiers'] }) => [
    ...(entries.entries().get('businessUnit')?.keys() ?? []),
  ];

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((postgres) => postgres.close()));
    await sql(database.url, 'truncate aml_customer.classifier_entry');
    errors.length = 0;
  });
  afterAll(() => database.drop());

  it('has no entries to read before it has started', async () => {
    const postgres = await openPostgres({ url: database.url });
    opened.push(postgres);
    expect(() => postgres.classifiers.entries()).toThrow('Classifiers are loaded by start(), which has not run.');
  });

  it('adds the starting codes that the installation has never had', async () => {
    const first = await started([unit('A'), unit('B')]);
    await first.put(unit('A', 'Renamed'), 'Rūta');
    await first.retire('businessUnit', 'B', 'Rūta');
    const second = await started([unit('A'), unit('B'), unit('C')]);
    expect([...(second.entries().get('businessUnit')?.values() ?? [])]).toEqual([unit('A', 'Renamed'), unit('C')]);
  });

  it('starts several instances with the same codes concurrently', async () => {
    const codes = Array.from({ length: 1_000 }, (_, index) => unit(`U-${index}`));
    const instances = await Promise.all([1, 2, 3, 4].map(() => started(codes)));
    expect(instances.map((entries) => unitsOf({ entries }).length)).toEqual([1_000, 1_000, 1_000, 1_000]);
  });

  it('makes a new snapshot with each change and leaves earlier ones unchanged', async () => {
    const classifiers = await started([unit('B')]);
    const before = classifiers.entries();
    await classifiers.put(unit('A'), 'Rūta');
    expect([...(before.get('businessUnit')?.keys() ?? [])]).toEqual(['B']);
    expect(unitsOf({ entries: classifiers })).toEqual(['A', 'B']);
  });

  it('has each local change when its promise resolves, concurrent ones too', async () => {
    const classifiers = await started();
    const codes = Array.from({ length: 40 }, (_, index) => `U-${index}`);
    const seen = await Promise.all(
      codes.map(async (code) => {
        await classifiers.put(unit(code), 'Rūta');
        return unitsOf({ entries: classifiers }).includes(code);
      }),
    );
    expect(seen).toEqual(codes.map(() => true));
  });

  it('follows what another instance changes', async () => {
    const [here, there] = [await started([unit('A')]), await started()];
    await there.put(unit('B'), 'Rūta');
    await until(() => unitsOf({ entries: here }).join() === 'A,B');
    await there.retire('businessUnit', 'A', 'Rūta');
    await until(() => unitsOf({ entries: here }).join() === 'B');
  });

  it('follows what an administrator changes with SQL', async () => {
    const classifiers = await started();
    await sql(
      database.url,
      `insert into aml_customer.classifier_entry (classifier, code, name, lead)
        values ('riskManagementCategory', 'X', 'Prospect', true)`,
    );
    await until(() => classifiers.entries().get('riskManagementCategory')?.get('X')?.lead === true);
  });

  it('listens again after its connection was ended, and reads missed changes', async () => {
    const classifiers = await started();
    for (const code of ['A', 'B']) {
      const ended = await sql(
        database.url,
        `
        with listeners as (select pid from pg_stat_activity
          where datname = current_database() and query like 'listen %'),
        change as (insert into aml_customer.classifier_entry (classifier, code, name)
          values ('businessUnit', '${code}', 'Missed'))
        select pg_terminate_backend(pid) from listeners`,
      );
      expect(ended).toHaveLength(1);
      await until(() => unitsOf({ entries: classifiers }).includes(code));
    }
  });

  it('reports why it cannot listen, and listens when it can', async () => {
    const classifiers = await started();
    await sql(database.url, 'alter table aml_customer.classifier_entry rename to elsewhere');
    await sql(
      database.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like 'listen %'`,
    );
    await until(() =>
      errors.some(({ message }) => message.startsWith('PostgreSQL failed at reading classifiers: 42P01')),
    );
    await sql(database.url, `alter table aml_customer.elsewhere rename to classifier_entry`);
    await sql(
      database.url,
      `insert into aml_customer.classifier_entry (classifier, code, name) values ('businessUnit', 'A', 'After')`,
    );
    await until(() => unitsOf({ entries: classifiers }).includes('A'));
  });

  it('reads again after a notification if reading failed meanwhile', async () => {
    const classifiers = await started();
    await sql(
      database.url,
      `
      insert into aml_customer.classifier_entry (classifier, code, name) values ('businessUnit', 'A', 'Unread');
      alter table aml_customer.classifier_entry rename to elsewhere`,
    );
    await until(() => errors.length > 0);
    await sql(database.url, 'alter table aml_customer.elsewhere rename to classifier_entry');
    await until(() => unitsOf({ entries: classifiers }).includes('A'));
  });
});
