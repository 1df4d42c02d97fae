import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { anEvent } from '@aml-customer/testing';
import { customerKey, writeEvent } from '../../test/events.js';
import { creation, onTestDatabase, sql } from '../../test/support.js';
import type { Postgres } from '../open.js';
import type { TestDatabase } from '../testing.js';

describe('PostgresEventLog', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  onTestDatabase((opened) => ({ database, postgres } = opened));

  const registered = async (extId: string) => {
    await postgres.customers.store(creation({ number: extId, customer: { extId } }), '{}');
    return customerKey(database.url, extId);
  };
  const feed = async (cursor?: string) => {
    const page = await postgres.eventLog.after(cursor, 1000);
    return { ids: page?.items.map(({ id }) => id), cursor: page?.cursor };
  };
  const open = async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('begin');
    return client;
  };
  const write = (client: Client, customer: string, event = anEvent()) =>
    client
      .query('select aml_customer.write_events($1, null, $2)', [customer, JSON.stringify([event])])
      .then(() => event.id);

  it('shows late commits after every earlier cursor, and never waits', async () => {
    const [a, b] = [await registered('late-a'), await registered('late-b')];
    const { cursor: begin } = await feed();
    const slow = await open();
    const late = await write(slow, a);
    const early = anEvent();
    await writeEvent(database.url, early, { customer: b });
    const before = await feed(begin);
    expect(before.ids).toEqual([early.id]);
    await slow.query('commit');
    await slow.end();
    expect((await feed(before.cursor)).ids).toEqual([late]);
    expect((await feed(begin)).ids).toEqual([early.id, late]);
  });

  it('assigns no position twice: after the latest events were erased, new events come after every earlier cursor', async () => {
    const customer = await registered('erased');
    const { cursor: begin } = await feed();
    const [kept, erased, written] = [anEvent(), anEvent(), anEvent()];
    for (const event of [kept, erased]) await writeEvent(database.url, event, { customer });
    const reader = await feed(begin);
    expect(reader.ids).toEqual([kept.id, erased.id]);
    await sql(database.url, 'delete from aml_customer.event where id = $1', [erased.id]);
    expect(await feed(reader.cursor)).toEqual({ ids: [], cursor: reader.cursor });
    await writeEvent(database.url, written, { customer });
    expect((await feed(reader.cursor)).ids).toEqual([written.id]);
    expect((await feed(begin)).ids).toEqual([kept.id, written.id]);
  });

  it('keeps the order of a customer, whichever transaction started first', async () => {
    const customer = await registered('order');
    const { cursor: begin } = await feed();
    const [first, second] = [await open(), await open()];
    await first.query('select pg_current_xact_id()');
    const earlier = await write(second, customer);
    await second.query('commit');
    const later = await write(first, customer);
    await first.query('commit');
    await Promise.all([first.end(), second.end()]);
    expect((await feed(begin)).ids).toEqual([earlier, later]);
  });

  it('gives 12 readers one order while 12 write', async () => {
    const customers = await Promise.all(Array.from({ length: 12 }, (_, i) => registered(`many-${i}`)));
    const { cursor: begin } = await feed();
    const follow = async () => {
      const seen: string[] = [];
      for (let cursor = begin; seen.length < 120;) {
        const page = await postgres.eventLog.after(cursor, 7);
        seen.push(...(page?.items.map(({ id }) => id) ?? []));
        cursor = page?.cursor;
      }
      return seen;
    };
    const writing = customers.map(async (customer) => {
      for (let i = 0; i < 10; i += 1) await writeEvent(database.url, anEvent(), { customer });
    });
    const [seen, ...others] = await Promise.all([
      ...Array.from({ length: 12 }, follow),
      ...writing.map((write) => write.then(() => undefined)),
    ]);
    expect(new Set(seen).size).toBe(120);
    for (const other of others.filter((ids) => ids !== undefined)) expect(other).toEqual(seen);
  });

  it('stores data as they were written, and refuses to change an event', async () => {
    const event = {
      ...anEvent('as written'),
      data: { finalRiskLevel: 'LOW', a: 'Ąžuolas \u2028 1', initialRiskLevel: 'HIGH' },
    } as never;
    await writeEvent(database.url, event, { customer: await registered('data') });
    const [written] = await postgres.eventLog.causedBy('as written');
    expect(JSON.stringify(written)).toBe(JSON.stringify(event));
    await expect(sql(database.url, `update aml_customer.event set type = 'other'`)).rejects.toThrow(
      'aml_customer.event is never updated',
    );
  });
});
