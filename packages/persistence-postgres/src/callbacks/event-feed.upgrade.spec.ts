import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anEvent } from '@aml-customer/testing';
import { migrateTo } from '../../test/earlier-version.js';
import { customerKey, writeEvent } from '../../test/events.js';
import { sql } from '../../test/support.js';
import { openPostgres, type Postgres } from '../open.js';
import { openTestDatabase, type TestDatabase } from '../testing.js';

describe('the feed of a database that is older than the sequence of positions', () => {
  let database: TestDatabase;
  let customer: string;
  let postgres: Postgres | undefined;
  beforeEach(async () => {
    database = await openTestDatabase();
    await migrateTo(database.url, '0008-keep-decisions');
    await sql(
      database.url,
      `
      insert into aml_customer.customer (ext_id, entity_type, status, title, version, created_at, updated_at)
      values ('feed', 'INDIVIDUAL', 'ACTIVE', 'Eglė', 1, now(), now())`,
    );
    customer = await customerKey(database.url, 'feed');
  });
  afterEach(async () => {
    await postgres?.close();
    await database.drop();
  });

  const written = async (count: number) => {
    const events = Array.from({ length: count }, () => anEvent());
    for (const event of events) await writeEvent(database.url, event, { customer });
    return events.map(({ id }) => id);
  };
  const upgraded = async () => (postgres = await openPostgres({ url: database.url }));
  const read = async (cursor?: string) => {
    const page = await postgres?.eventLog.after(cursor, 100);
    return { ids: page?.items.map(({ id }) => id), cursor: page?.cursor };
  };
  const erase = (id: string | undefined) => sql(database.url, 'delete from aml_customer.event where id = $1', [id]);

  /**
   * Numbers events as an instance of the earlier release does in a call that began before the upgrade: it continues
   * from the highest position in the table and does not use the sequence.
   */
  const numberedByAnOldInstance = () =>
    sql(
      database.url,
      `
    update aml_customer.delivery as delivery set position = next.position
    from (
      select sequence, row_number() over (order by sequence) + (select coalesce(max(position), 0)
        from aml_customer.delivery) as position from aml_customer.delivery where position is null
    ) as next
    where delivery.sequence = next.sequence`,
    );

  it.each([
    ['', false],
    [', the latest one erased', true],
  ])('continues from earlier cursors%s', async (_, erased) => {
    const old = await written(3);
    await numberedByAnOldInstance();
    if (erased) await erase(old.pop());
    await upgraded();
    const begin = await read();
    expect(begin).toEqual({ ids: old, cursor: String(old.length) });
    const later = await written(2);
    expect((await read(begin.cursor)).ids).toEqual(later);
    expect((await read()).ids).toEqual([...old, ...later]);
  });

  it('continues after positions that an old instance assigned meanwhile, and assigns none twice', async () => {
    await written(3);
    await numberedByAnOldInstance();
    await upgraded();
    const meanwhile = await written(2);
    await numberedByAnOldInstance();
    expect(await read('3')).toEqual({ ids: meanwhile, cursor: '5' });
    expect(await read('5')).toEqual({ ids: [], cursor: '5' });
    const later = await written(1);
    expect(await read('5')).toEqual({ ids: later, cursor: '6' });
  });

  it('assigns none of them twice even if their customer is erased first', async () => {
    await upgraded();
    await written(2);
    await numberedByAnOldInstance();
    await sql(database.url, `select * from aml_customer.erase_customer('feed')`);
    expect(await read('2')).toEqual({ ids: [], cursor: '2' });
    await sql(
      database.url,
      `
      insert into aml_customer.customer (ext_id, entity_type, status, title, version, created_at, updated_at)
      values ('other', 'INDIVIDUAL', 'ACTIVE', 'Eglė', 1, now(), now())`,
    );
    customer = await customerKey(database.url, 'other');
    expect(await read('2')).toEqual({ ids: [], cursor: '2' });
    expect({ ids: await written(1), cursor: '3' }).toEqual(await read('2'));
  });
});
