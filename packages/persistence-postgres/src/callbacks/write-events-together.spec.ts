import { expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { creation, onTestDatabase, sql } from '../../test/support.js';
import type { Postgres } from '../open.js';
import type { TestDatabase } from '../testing.js';

const EXT_IDS = ['new line', 'pending', 'job that works', 'job that waits', 'no event'];
let database: TestDatabase;
let postgres: Postgres;
onTestDatabase((opened) => ({ database, postgres } = opened));

const anEvent = (subject: string, n: number) => ({
  id: randomUUID(),
  type: `type ${n}`,
  communicationNumber: `${subject} ${n}`,
  subject,
  time: '2026-03-01T10:00:00.000Z',
  data: { n },
});

/** Customers whose lines are in different states, each with a suffix; returns their ids in order. */
async function customers(suffix: string): Promise<string[]> {
  for (const extId of EXT_IDS)
    await postgres.customers.store(
      creation({ number: `${extId} ${suffix}`, customer: { extId: `${extId} ${suffix}` } }),
      '{}',
    );
  const ids = (
    await sql<{ id: string }>(
      database.url,
      `select id::text from aml_customer.customer as c where ext_id like '% ' || $1 order by c.id`,
      [suffix],
    )
  ).map(({ id }) => id);
  await sql(database.url, `select aml_customer.write_events($1::bigint, 'earlier', $2::json)`, [
    ids[1],
    JSON.stringify([anEvent(`pending ${suffix}`, 0)]),
  ]);
  await sql(
    database.url,
    `select aml_customer.queue_delivery(id, case when id = $2 then clock_timestamp() + interval '1 hour' end,
        id = $1) from aml_customer.customer where id in ($1::bigint, $2::bigint)`,
    [ids[2], ids[3]],
  );
  await sql(
    database.url,
    `update graphile_worker._private_jobs set locked_by = 'a worker', locked_at = now(), attempts = 1
      where key = 'deliver:' || $1`,
    [ids[2]],
  );
  return ids;
}

const eventsOf = (ids: readonly string[]) =>
  Promise.all(
    ids.map((id) =>
      sql(
        database.url,
        `
  select e.type, e.communication_number like '%1' as is_first, e.requester, e.data, d.state,
  d.next_attempt_at <= clock_timestamp() as due
  from aml_customer.event e join aml_customer.delivery d using (sequence) where e.customer_id = $1 order by sequence`,
        [id],
      ),
    ),
  );

/** The jobs that look at several lines, newest last. */
const sharedJobs = () =>
  sql<{ lines: string[] }>(
    database.url,
    `
  select payload -> 'customers' as lines, key, locked_by, run_at <= clock_timestamp() as due
  from graphile_worker._private_jobs where payload -> 'customers' is not null order by id`,
  );
const jobsOf = (id: string) =>
  sql(
    database.url,
    `select id, key, run_at, locked_by, attempts from graphile_worker._private_jobs
      where payload ->> 'customer' = $1 order by id`,
    [id],
  );

it('writes the same events for many customers as write_events does for each, and one job for the lines that begin', async () => {
  const [alone, together] = [await customers('alone'), await customers('together')];
  const jobsBefore = await Promise.all(together.map(jobsOf));
  const inputOf = (suffix: string) =>
    EXT_IDS.map((extId) =>
      extId === 'no event' ? [] : [anEvent(`${extId} ${suffix}`, 1), anEvent(`${extId} ${suffix}`, 2)],
    );
  for (const [i, events] of inputOf('alone').entries())
    await sql(database.url, `select aml_customer.write_events($1::bigint, $2, $3::json)`, [
      alone[i],
      `sender ${i}`,
      JSON.stringify(events),
    ]);
  const [written] = await sql(
    database.url,
    `select aml_customer.write_events_together($1::bigint[], $2::text[], $3::json[])`,
    [together, EXT_IDS.map((_, i) => `sender ${i}`), inputOf('together').map((events) => JSON.stringify(events))],
  );
  expect(written).toEqual({ write_events_together: 8 });
  const ofAll = await eventsOf(together);
  expect(ofAll).toEqual(await eventsOf(alone));
  expect(ofAll.map(({ length }) => length)).toEqual([2, 3, 2, 2, 0]);
  expect(await sharedJobs()).toEqual([
    { lines: [together[0], together[2], together[3]], key: null, locked_by: null, due: true },
  ]);
  expect((await Promise.all(together.map(jobsOf))).map(({ length }) => length)).toEqual(
    jobsBefore.map(({ length }) => length),
  );
});

it('queues 50 lines to a job', async () => {
  await sql(database.url, 'delete from graphile_worker._private_jobs');
  const ids = (
    await sql<{ id: string }>(
      database.url,
      `
    insert into aml_customer.customer (ext_id, entity_type, status, title, version, created_at, updated_at)
    select 'crowd ' || n, 'INDIVIDUAL', 'ACTIVE', '', 1, now(), now() from generate_series(1, 101) as n
    returning id::text`,
    )
  ).map(({ id }) => id);
  await sql(database.url, `select aml_customer.write_events_together($1::bigint[], $2::text[], $3::json[])`, [
    ids,
    ids.map(() => 'sender'),
    ids.map((id) => JSON.stringify([anEvent(id, 1)])),
  ]);
  const jobs = await sharedJobs();
  expect(jobs.map(({ lines }) => lines.length)).toEqual([50, 50, 1]);
  expect(jobs.flatMap(({ lines }) => lines)).toEqual(ids);
});

it('writes nothing if there are no events', async () => {
  expect(await sql(database.url, 'select aml_customer.write_events_together(null, null, null)')).toEqual([
    { write_events_together: 0 },
  ]);
});
