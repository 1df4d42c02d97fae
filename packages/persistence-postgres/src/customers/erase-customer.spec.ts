import { describe, expect, it } from '@jest/globals';
import type { Client } from 'pg';
import { BODY, completion, decision, risk, useCases } from '../../test/assessing.js';
import { customerKey } from '../../test/events.js';
import { creation, onTestDatabase, sql, untilBlocked, update } from '../../test/support.js';
import type { Postgres } from '../open.js';
import type { TestDatabase } from '../testing.js';

const CLAIM = { deliveries: 1, leaseMs: 60_000 };
const DELIVERED = { state: 'DELIVERED', attempts: 1, lastOutcome: 'status-204' } as const;

const follow = { assessment: true, screenings: ['PEP', 'Sanctions'] };
const NO_ROWS = {
  customers: '0',
  versions: '0',
  messages: '0',
  assessments: '0',
  decisions: '0',
  screenings: '0',
  events: '0',
};

describe('erasing a customer', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  onTestDatabase((opened) => ({ database, postgres } = opened));

  const erase = async (extId: string) =>
    (await sql<Record<string, string>>(database.url, 'select * from aml_customer.erase_customer($1)', [extId]))[0];
  const create = (extId: string) =>
    postgres.customers.store(creation({ number: `${extId} 1`, customer: { extId, status: 'PENDING' }, follow }), BODY);
  const replace = (extId: string, n = 2) =>
    postgres.customers.store(update({ number: `${extId} ${n}`, customer: { extId, status: 'PENDING' }, follow }), BODY);
  const latestAssessment = async (extId: string) => (await postgres.assessments.ofCustomer(extId))?.[0]?.id ?? '';
  const feed = async (cursor?: string) => {
    const page = await postgres.eventLog.after(cursor, 1000);
    return { ids: page?.items.map(({ id }) => id), cursor: page?.cursor };
  };

  /** A customer of several versions who was assessed, decided upon, superseded, screened and called back about. */
  async function withHistory(extId: string): Promise<void> {
    await create(extId);
    await replace(extId);
    const id = await latestAssessment(extId);
    const { assess, decide } = useCases(postgres.assessments, risk('HIGH', true), true);
    await assess.assess(id);
    await decide.decide(id, decision('Rūta'));
    await decide.decide(id, decision('Jonas'));
    await replace(extId, 3);
    await useCases(postgres.assessments, risk('LOW')).assess.assess(await latestAssessment(extId));
    await replace(extId, 4);
    await sql(
      database.url,
      `select graphile_worker.add_job('assess-customer', json_build_object('id', $1::text),
          job_key := 'assess:' || $1::text)`,
      [await latestAssessment(extId)],
    );
    const head = await postgres.deliveries.claim(await customerKey(database.url, extId), CLAIM);
    if (head.kind === 'claimed') await postgres.deliveries.record(head.claim, [DELIVERED]);
  }

  /** All rows of schema aml_customer by table, sorted. */
  async function everything(): Promise<Record<string, string[]>> {
    const tables = await sql<{ name: string }>(
      database.url,
      `select table_name as name from information_schema.tables
        where table_schema = 'aml_customer' and table_name <> 'migration'`,
    );
    const rows = await Promise.all(
      tables.map(async ({ name }) => [
        name,
        (
          await sql<{ row: string }>(
            database.url,
            `select line::text as row from aml_customer."${name}" as line order by 1`,
          )
        ).map(({ row }) => row),
      ]),
    );
    const jobs = await sql<{ row: string }>(
      database.url,
      'select key as row from graphile_worker._private_jobs where key is not null order by key',
    );
    return Object.fromEntries([...rows, ['jobs', jobs.map(({ row }) => row)]]) as Record<string, string[]>;
  }

  it('deletes everything about one with a history, returns the counts, and leaves others unchanged', async () => {
    await withHistory('other');
    const before = await everything();
    await withHistory('erased');
    expect(
      Object.entries(await everything())
        .filter(([name, rows]) => rows.length === before[name]?.length)
        .map(([name]) => name)
        .sort(),
    ).toEqual([
      'active_risk_model',
      'callback_receiver',
      'classifier_entry',
      'configuration_change',
      'erasure',
      'risk_model',
      'worker',
    ]);
    expect(await erase('erased')).toEqual({
      customers: '1',
      versions: '5',
      messages: '4',
      assessments: '4',
      decisions: '2',
      screenings: '8',
      events: expect.stringMatching(/^[1-9]/),
    });
    expect(await everything()).toEqual(before);
    expect(await erase('erased')).toEqual(NO_ROWS);
    expect(await postgres.customers.find('other')).toMatchObject({ version: 5 });
  });

  it('frees the identifier and the numbers for reuse', async () => {
    await withHistory('again');
    await erase('again');
    expect(await replace('again', 1)).toBe('customer-missing');
    expect(await create('again')).toBe('stored');
    expect((await postgres.customers.versions('again'))?.map(({ version }) => version)).toEqual([1]);
  });

  it('removes events from the feed without making a reader skip others', async () => {
    await withHistory('read');
    const { cursor } = await feed();
    await withHistory('unread');
    await withHistory('kept');
    await erase('read');
    await erase('unread');
    const kept = (
      await sql<{ id: string }>(
        database.url,
        `select id from aml_customer.event where subject = 'kept' order by sequence`,
      )
    ).map(({ id }) => id);
    expect((await feed(cursor)).ids).toEqual(kept);
  });

  it('deletes what a message stored while the erasure waited for its customer', async () => {
    await withHistory('sent');
    const customer = await customerKey(database.url, 'sent');
    const sender = await database.connect();
    await sender.query('begin');
    await sender.query('update aml_customer.customer set version = version + 1 where id = $1', [customer]);
    const erasing = erase('sent');
    await untilBlocked(database.url);
    await sender.query(
      `
      with message as (insert into aml_customer.message (communication_number, body)
        values ('sent last', '{}') returning id)
      insert into aml_customer.customer_version (customer_id, version, message_id, cause, status, risk_level, title,
        created_at)
      select customer.id, customer.version, message.id, 'MESSAGE', status, risk_level, title, now()
      from message, aml_customer.customer as customer where customer.id = $1`,
      [customer],
    );
    await sender.query('commit');
    await sender.end();
    expect(await erasing).toMatchObject({ customers: '1', versions: '6', messages: '5' });
    expect(
      await sql(database.url, `select from aml_customer.message where communication_number like 'sent %'`),
    ).toEqual([]);
  });

  /** Erases a customer in a transaction that is committed once a statement of the service waits for it. */
  async function whileErasing<T>(extId: string, act: () => Promise<T>): Promise<T> {
    const eraser: Client = await database.connect();
    try {
      await eraser.query('begin');
      await eraser.query('select aml_customer.erase_customer($1)', [extId]);
      const acting = act();
      await untilBlocked(database.url);
      await eraser.query('commit');
      return await acting;
    } finally {
      await eraser.end();
    }
  }

  it('makes a waiting message find no customer and store nothing', async () => {
    await withHistory('updated');
    expect(await whileErasing('updated', () => replace('updated', 5))).toBe('customer-missing');
    expect(
      await sql(database.url, `select from aml_customer.message where communication_number like 'updated %'`),
    ).toEqual([]);
  });

  it('makes a waiting assessment conclude nothing', async () => {
    await withHistory('assessed');
    const id = await latestAssessment('assessed');
    expect(await whileErasing('assessed', () => postgres.assessments.conclude(id, completion('assessed')))).toBe(false);
    expect(await sql(database.url, `select from aml_customer.event where subject = 'assessed'`)).toEqual([]);
  });

  it('makes a waiting delivery find nothing, and one under way record nothing', async () => {
    await withHistory('delivered');
    const customer = await customerKey(database.url, 'delivered');
    const head = await postgres.deliveries.claim(customer, CLAIM);
    expect(await whileErasing('delivered', () => postgres.deliveries.claim(customer, CLAIM))).toEqual({
      kind: 'none',
    });
    expect(head.kind === 'claimed' && (await postgres.deliveries.record(head.claim, [DELIVERED]))).toBeUndefined();
    await postgres.deliveries.queueLine(customer, 'now');
    expect(
      await sql(database.url, 'select from graphile_worker._private_jobs where key = $1', [`deliver:${customer}`]),
    ).toEqual([]);
  });

  it('lets a waiting reader of the feed continue, and no position is assigned twice', async () => {
    await withHistory('kept before');
    const { cursor } = await feed();
    await withHistory('numbered later');
    await withHistory('kept after');
    const first = await whileErasing('numbered later', () => feed(cursor));
    await withHistory('kept at last');
    const second = await feed(first.cursor);
    const kept = await sql<{ id: string }>(
      database.url,
      `select id from aml_customer.event where subject in ('kept after', 'kept at last') order by sequence`,
    );
    expect([...(first.ids ?? []), ...(second.ids ?? [])]).toEqual(kept.map(({ id }) => id));
  });

  it('uses an index for every reference that it checks', async () => {
    const references = await sql<{ name: string; indexed: boolean }>(
      database.url,
      `
      select conname as name, exists (
        select from pg_index
        where indrelid = conrelid and indkey[0] = conkey[1]
        and (indpred is null or pg_get_expr(indpred, indrelid) like '%IS NOT NULL%')) as indexed
      from pg_constraint
      where contype = 'f' and confrelid = any ('{aml_customer.customer, aml_customer.customer_version, aml_customer.message, aml_customer.assessment, aml_customer.event}'::regclass[])`,
    );
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter(({ indexed }) => !indexed)).toEqual([]);
  });
});
