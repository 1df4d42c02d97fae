import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { anEvent } from '@aml-customer/testing';
import { customerKey, writeEvent } from '../../test/events.js';
import { creation, onTestDatabase, sql, until } from '../../test/support.js';
import { LIST } from './delivery-statements.js';
import type { Postgres } from '../open.js';
import { PLANNING } from '../database/planning.js';
import type { TestDatabase } from '../testing.js';

const SOON = new Date('2036-03-01T10:00:00Z');
const WAITING = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
const LATER = new Date('2036-03-01T11:00:00Z');
const CLAIM = { deliveries: 1, leaseMs: 3_600_000 };

describe('PostgresDeliveries', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  let customer: string;
  onTestDatabase((opened) => ({ database, postgres } = opened));
  beforeEach(async () => {
    const extId = randomUUID();
    await postgres.customers.store(creation({ number: extId, customer: { extId } }), '{}');
    customer = await customerKey(database.url, extId);
  });

  const jobs = () =>
    sql<{ payload: unknown; key: string | null; due: boolean; locked_by: string | null }>(
      database.url,
      `
    select payload, key, run_at <= now() as due, locked_by from graphile_worker._private_jobs
    where payload ->> 'customer' = $1 order by id`,
      [customer],
    );
  const lock = () =>
    sql(
      database.url,
      `update graphile_worker._private_jobs set locked_by = 'a worker', locked_at = now(), attempts = 1
        where payload ->> 'customer' = $1`,
      [customer],
    );

  it('claims lines in the order of their customers, as recording does, and locks none behind one that it waits for', async () => {
    await sql(database.url, `select setval('aml_customer.customer_id_seq', 999998)`);
    const customers: string[] = [];
    for (const extId of [randomUUID(), randomUUID()]) {
      await postgres.customers.store(creation({ number: extId, customer: { extId } }), '{}');
      customers.push(await customerKey(database.url, extId));
      await writeEvent(database.url, anEvent(), { customer: customers.at(-1)! });
    }
    expect(customers).toEqual(['999999', '1000000']);
    const other = await database.connect();
    await other.query('begin; select from aml_customer.delivery where customer_id = 999999 for update');
    const claims = Promise.all(customers.toReversed().map((customer) => postgres.deliveries.claim(customer, CLAIM)));
    await until(async () => (await sql(database.url, WAITING)).length > 0);
    await expect(
      sql(database.url, 'select from aml_customer.delivery where customer_id = 1000000 for update nowait'),
    ).resolves.toHaveLength(1);
    await other.query('commit');
    await other.end();
    expect(await claims).toMatchObject([{ kind: 'claimed' }, { kind: 'claimed' }]);
  });

  describe('the job of a line', () => {
    it('exists once, however many events there are', async () => {
      for (const event of [anEvent(), anEvent()]) await writeEvent(database.url, event, { customer });
      expect(await jobs()).toEqual([{ payload: { customer }, key: `deliver:${customer}`, due: true, locked_by: null }]);
    });

    it('keeps the time of a retry when an event joins the line', async () => {
      await writeEvent(database.url, anEvent(), { customer });
      await sql(database.url, 'delete from graphile_worker._private_jobs');
      await postgres.deliveries.queueLine(customer, LATER);
      await writeEvent(database.url, anEvent(), { customer });
      expect(await jobs()).toMatchObject([{ due: false }]);
    });

    it('is brought forward by an event that begins the line, if it waited for a lease that is over', async () => {
      await postgres.deliveries.queueLine(customer, LATER);
      await writeEvent(database.url, anEvent(), { customer });
      expect(await jobs()).toMatchObject([{ due: true }]);
    });

    it('is brought forward by an event that is written while the head is recorded as delivered', async () => {
      const [head, next] = [anEvent(), anEvent()];
      await writeEvent(database.url, head, { customer });
      await sql(database.url, 'delete from graphile_worker._private_jobs');
      await postgres.deliveries.queueLine(customer, LATER);
      const other = new Client({ connectionString: database.url });
      await other.connect();
      await other.query('begin');
      await other.query(
        `update aml_customer.delivery set state = 'DELIVERED'
          where sequence = (select sequence from aml_customer.event where id = $1)`,
        [head.id],
      );
      const writing = writeEvent(database.url, next, { customer });
      await until(async () => (await sql(database.url, WAITING)).length > 0);
      await other.query('commit');
      await other.end();
      await writing;
      expect(await jobs()).toMatchObject([{ due: true }]);
    });

    it('is brought forward by an earlier return, and never postponed', async () => {
      const runAt = async () =>
        (
          await sql<{ at: Date }>(
            database.url,
            `select run_at as at from graphile_worker._private_jobs where payload ->> 'customer' = $1`,
            [customer],
          )
        ).map(({ at }) => at);
      await postgres.deliveries.queueLine(customer, LATER);
      await postgres.deliveries.queueLine(customer, SOON);
      expect(await runAt()).toEqual([SOON]);
      await postgres.deliveries.queueLine(customer, LATER);
      expect(await runAt()).toEqual([SOON]);
    });

    it('is due immediately when an event is sent again', async () => {
      const event = anEvent();
      await writeEvent(database.url, event, { customer });
      await sql(database.url, 'delete from graphile_worker._private_jobs');
      await postgres.deliveries.queueLine(customer, LATER);
      await postgres.deliveries.redeliver(event.id);
      expect(await jobs()).toMatchObject([{ due: true }]);
    });

    it('has a successor if it is running, which a later return does not postpone', async () => {
      await writeEvent(database.url, anEvent(), { customer });
      await lock();
      await writeEvent(database.url, anEvent(), { customer });
      await postgres.deliveries.queueLine(customer, LATER);
      expect(await jobs()).toMatchObject([
        { key: null, locked_by: 'a worker' },
        { key: `deliver:${customer}`, due: true, locked_by: null },
      ]);
    });

    it('is locked before the queue looks at it, so that no worker takes it in between', async () => {
      await writeEvent(database.url, anEvent(), { customer });
      const other = new Client({ connectionString: database.url });
      await other.connect();
      await other.query('begin; lock table graphile_worker._private_tasks');
      const writing = writeEvent(database.url, anEvent(), { customer });
      await until(async () => (await sql(database.url, WAITING)).length > 0);
      expect(
        await sql(
          database.url,
          `select id from graphile_worker._private_jobs where payload ->> 'customer' = $1 for update skip locked`,
          [customer],
        ),
      ).toEqual([]);
      await other.end();
      await writing;
    });

    it('is queued again if a due line has lost it', async () => {
      await writeEvent(database.url, anEvent(), { customer });
      await postgres.deliveries.queueOverdue();
      expect(await postgres.deliveries.queueOverdue()).toBe(0);
      await sql(database.url, 'delete from graphile_worker._private_jobs');
      await expect(postgres.deliveries.claim(customer, CLAIM)).resolves.toMatchObject({ kind: 'claimed' });
      await postgres.deliveries.queueOverdue();
      expect(await jobs()).toEqual([]);
      await sql(database.url, `update aml_customer.delivery set leased_until = now() where customer_id = $1`, [
        customer,
      ]);
      await postgres.deliveries.queueOverdue();
      expect(await jobs()).toMatchObject([{ key: `deliver:${customer}`, due: true }]);
    });

    it('is one for each of the lines that return together, so that a new event finds it', async () => {
      const extId = randomUUID();
      await postgres.customers.store(creation({ number: extId, customer: { extId } }), '{}');
      const other = await customerKey(database.url, extId);
      await writeEvent(database.url, anEvent(), { customer });
      await Promise.all([postgres.deliveries.queueLine(customer, LATER), postgres.deliveries.queueLine(other, LATER)]);
      for (let n = 0; n < 3; n++) await writeEvent(database.url, anEvent(), { customer });
      const naming = await sql(
        database.url,
        `select key from graphile_worker._private_jobs where payload::text like '%"' || $1 || '"%'`,
        [customer],
      );
      expect(naming).toEqual([{ key: `deliver:${customer}` }]);
    });

    it('lets other lines go first by returning immediately', async () => {
      await writeEvent(database.url, anEvent(), { customer });
      await postgres.deliveries.queueLine(customer, LATER);
      await postgres.deliveries.queueLine(customer, 'now');
      expect(await jobs()).toMatchObject([{ due: true }]);
    });
  });

  describe('an overdue delivery', () => {
    const TURN = `pg_advisory_xact_lock(hashtextextended('aml_customer overdue', 0))`;

    it('is left to another process that is queueing', async () => {
      await writeEvent(database.url, anEvent(), { customer });
      await sql(database.url, 'delete from graphile_worker._private_jobs');
      const other = new Client({ connectionString: database.url });
      await other.connect();
      await other.query(`begin; select ${TURN}`);
      expect(await postgres.deliveries.queueOverdue()).toBe(0);
      expect(await jobs()).toEqual([]);
      await other.query('commit');
      await other.end();
      expect(await postgres.deliveries.queueOverdue()).toBeGreaterThan(0);
      expect(await jobs()).toHaveLength(1);
    });

    it('is left to a job for several lines, as long as there is one', async () => {
      await postgres.deliveries.queueOverdue();
      await sql(
        database.url,
        `
        with pending as (update aml_customer.delivery set state = 'FAILED' where customer_id = $1)
        select aml_customer.write_events_together(array[$1::bigint], array['sender'],
          array[json_build_array($2::json)])`,
        [customer, JSON.stringify(anEvent())],
      );
      expect(await postgres.deliveries.queueOverdue()).toBe(0);
      await sql(database.url, `delete from graphile_worker._private_jobs where payload -> 'customers' is not null`);
      expect(await postgres.deliveries.queueOverdue()).toBe(1);
    });

    it('is queued 1,000 lines at a time', async () => {
      await postgres.deliveries.queueOverdue();
      await sql(
        database.url,
        `
        with customer as (
          insert into aml_customer.customer (ext_id, entity_type, status, title, version, created_at, updated_at)
          select 'crowd ' || n, 'INDIVIDUAL', 'ACTIVE', '', 1, now(), now()
          from generate_series(1, 1001) as n returning id
        ),
        event as (
          insert into aml_customer.event (id, type, subject, time, data, customer_id)
          select gen_random_uuid(), 'type', 'subject', now(), '{}', id from customer returning sequence, customer_id
        )
        insert into aml_customer.delivery (sequence, customer_id) select sequence, customer_id from event`,
      );
      const queued = [
        await postgres.deliveries.queueOverdue(),
        await postgres.deliveries.queueOverdue(),
        await postgres.deliveries.queueOverdue(),
      ];
      expect(queued).toEqual([1000, 1, 0]);
    });
  });

  it('claims the next event if the head is delivered meanwhile', async () => {
    const [first, second] = [anEvent(), anEvent()];
    for (const event of [first, second]) await writeEvent(database.url, event, { customer });
    const other = new Client({ connectionString: database.url });
    await other.connect();
    await other.query('begin');
    await other.query(
      `update aml_customer.delivery set state = 'DELIVERED'
        where sequence = (select sequence from aml_customer.event where id = $1)`,
      [first.id],
    );
    const claiming = postgres.deliveries.claim(customer, CLAIM);
    await until(async () => (await sql(database.url, WAITING)).length > 0);
    await other.query('commit');
    await other.end();
    await expect(claiming).resolves.toMatchObject({
      kind: 'claimed',
      claim: { deliveries: [{ event: { id: second.id } }] },
    });
  });

  it('finds failed ones by their index, with a generic plan', async () => {
    await sql(
      database.url,
      `
      with written as (
        insert into aml_customer.event (id, type, subject, time, data, customer_id)
        select gen_random_uuid(), 'type', 'subject', now(), '{}', $1::bigint from generate_series(1, 3000)
        returning sequence, customer_id
      )
      insert into aml_customer.delivery (sequence, customer_id, state)
      select sequence, customer_id, case when sequence % 1000 = 0 then 'FAILED' else 'DELIVERED' end from written`,
      [customer],
    );
    expect((await postgres.deliveries.list('FAILED', undefined, 100))?.items).toHaveLength(3);
    await sql(database.url, 'analyze aml_customer.delivery');
    const client = new Client({ connectionString: database.url, options: PLANNING });
    await client.connect();
    await client.query(`prepare listing as ${LIST.FAILED.text}`);
    const plan = (await client.query<{ 'QUERY PLAN': string }>('explain execute listing (0, 100)')).rows
      .map((row) => row['QUERY PLAN'])
      .join('\n');
    await client.end();
    expect(plan).toContain('delivery_undelivered_idx');
  });

  it.each(['no number', '', '9'.repeat(40)])('has no line of customer %j', async (key) => {
    await expect(postgres.deliveries.claim(key, CLAIM)).resolves.toEqual({ kind: 'none' });
  });

  it('rejects with an error that contains no data of the event', async () => {
    await sql(database.url, 'alter table aml_customer.delivery add constraint no_more check (attempts < 100)');
    await writeEvent(database.url, anEvent(), { customer });
    const head = await postgres.deliveries.claim(customer, CLAIM);
    if (head.kind !== 'claimed') throw new Error('Not claimed');
    const failure = postgres.deliveries.record(head.claim, [{ state: 'FAILED', attempts: 100, lastOutcome: 'dns' }]);
    await expect(failure).rejects.toMatchObject({
      message: 'PostgreSQL failed at recording a delivery: 23514, no_more',
    });
  });
});
