import { expect, it } from '@jest/globals';
import { anEvent } from '@aml-customer/testing';
import { customerKey, writeEvent } from '../../test/events.js';
import { creation, onTestDatabase, sql } from '../../test/support.js';
import type { Postgres } from '../open.js';
import type { TestDatabase } from '../testing.js';

let database: TestDatabase;
let postgres: Postgres;
onTestDatabase((opened) => ({ database, postgres } = opened));

const registered = async (extId: string) => {
  await postgres.customers.store(creation({ number: extId, customer: { extId } }), '{}');
  return customerKey(database.url, extId);
};

it('counts waiting events, and how long the oldest one has been due', async () => {
  expect([await postgres.backlog.waiting(), await postgres.backlog.oldestDue()]).toEqual([0, 0]);
  const [retried, due] = [await registered('retried'), await registered('due')];
  for (const customer of [retried, retried, due]) await writeEvent(database.url, anEvent(), { customer });
  await sql(
    database.url,
    `update aml_customer.delivery set next_attempt_at = now() - interval '2 hours' where customer_id = $1`,
    [retried],
  );
  await sql(
    database.url,
    `
    update aml_customer.delivery set next_attempt_at = now() + interval '1 hour'
    where sequence = (select min(sequence) from aml_customer.delivery where customer_id = $1)`,
    [retried],
  );
  await sql(
    database.url,
    `update aml_customer.delivery set next_attempt_at = now() - interval '1 hour' where customer_id = $1`,
    [due],
  );
  expect(await postgres.backlog.waiting()).toBe(3);
  const seconds = await postgres.backlog.oldestDue();
  expect(seconds).toBeGreaterThanOrEqual(3600);
  expect(seconds).toBeLessThan(7200);
  await postgres.deliveries.claim(due, { deliveries: 1, leaseMs: 60_000 });
  expect(await postgres.backlog.oldestDue()).toBe(0);
});
