import { flagsOf, read, type CustomerMessage } from '@aml-customer/domain';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { BODY } from '../../test/assessing.js';
import { migrateTo } from '../../test/earlier-version.js';
import { sql } from '../../test/support.js';
import { openPostgres } from '../open.js';
import { openTestDatabase, type TestDatabase } from '../testing.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.drop());

const bodyWith = (flags: object) => JSON.stringify({ ...(JSON.parse(BODY) as object), ...flags });
const flagsIn = (body: string) => flagsOf((read(JSON.parse(body)) as { message: CustomerMessage }).message);

it('an upgrade stores the flags of all earlier messages, however they were written', async () => {
  await migrateTo(database.url, '0011-index-what-is-not-completed');
  const accepted = [
    bodyWith({}),
    bodyWith({ isPEP: true, isSanctioned: 'false' }),
    bodyWith({ isFamilyPEP: 'true' }),
    bodyWith({}).replace(/^\{/, '{"isF\\u0061milyPEP":false,'),
    bodyWith({ isInAdverseMedia: 'true', isInInternalList: false }),
    bodyWith({ isPEP: null, isSanctioned: ' \t' }),
    bodyWith({ nested: { isPEP: true } }),
    bodyWith({ isPEP: true, other: '\0 \\u0000 \ud800 \ud83d\ude00' }),
    bodyWith({}).replace(/^\{/, '{"is\\u0050EP":true,'),
    bodyWith({}).replace(/^\{/, '{"isPEP":false,"isPEP":true,'),
    bodyWith({ isPEP: true, other: '\\\\u0000 \\' }),
  ];
  const unreadable = [
    'nonsense isPEP',
    '[{"isPEP":true}]',
    '',
    'null',
    '{"isPEP":true',
    `{"isPEP":true,"x":${'['.repeat(20_000)}`,
  ];
  for (const [i, body] of [...accepted, ...unreadable].entries()) {
    await sql(
      database.url,
      `
      with message as (insert into aml_customer.message (communication_number, body) values ($1, $2) returning id),
      customer as (
        insert into aml_customer.customer (ext_id, entity_type, status, title, version, created_at, updated_at)
        values ($1, 'INDIVIDUAL', 'ACTIVE', 'Eglė', 1, now(), now()) returning id)
      insert into aml_customer.customer_version (customer_id, version, message_id, cause, status, risk_level, title,
        created_at)
      select customer.id, 1, message.id, 'MESSAGE', 'ACTIVE', 'NONE', 'Eglė', now() from customer, message`,
      [`${i}`, body],
    );
  }
  await (await openPostgres({ url: database.url })).close();
  const kept = await sql<{ flags: object }>(
    database.url,
    `
    select json_strip_nulls(json_build_object('sanctioned', sanctioned, 'pep', pep, 'familyPep', family_pep, 'inAdverseMedia',
      in_adverse_media, 'inInternalList', in_internal_list)) as flags
    from aml_customer.customer_version join aml_customer.customer on id = customer_id order by ext_id::int`,
  );
  expect(kept.map(({ flags }) => flags)).toEqual([...accepted.map(flagsIn), ...unreadable.map(() => ({}))]);
  expect(new Set(accepted.map((body) => JSON.stringify(flagsIn(body)))).size).toBe(6);
  await expect(sql(database.url, `update aml_customer.customer_version set pep = true`)).rejects.toThrow(
    'is never updated',
  );
});

it('an upgrade removes the jobs of screenings, and no others', async () => {
  await migrateTo(database.url, '0011-index-what-is-not-completed');
  await sql(
    database.url,
    `select graphile_worker.add_job('screen-customer', '{"id":1}'),
      graphile_worker.add_job('assess-customer', '{"ids":[1]}')`,
  );
  await (await openPostgres({ url: database.url })).close();
  expect(await sql(database.url, `select task_identifier from graphile_worker.jobs`)).toEqual([
    { task_identifier: 'assess-customer' },
  ]);
});
