import { DeliverCallbacks, type CallbackEvent } from '@aml-customer/application';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Logger, run, type Task } from 'graphile-worker';
import { BODY } from '../test/assessing.js';
import { creation, sql, until, update } from '../test/support.js';
import { openPostgres, type Postgres } from './open.js';
import { openTestDatabase, type TestDatabase } from './testing.js';

const CUSTOMERS = Array.from({ length: 8 }, (_, i) => `C-${i}`);
const UPDATES = Array.from({ length: 12 }, (_, i) => i);

let database: TestDatabase;
let postgres: Postgres;

beforeAll(async () => {
  database = await openTestDatabase();
  postgres = await openPostgres({ url: database.url, pool: { max: 24 } });
});
afterAll(async () => {
  await postgres.close();
  await database.drop();
});

/** Works lines off as the worker of the service does, to a receiver that refuses every fourth attempt. */
function delivering(sent: CallbackEvent[]): Task {
  let attempts = 0;
  const deliver = new DeliverCallbacks({
    deliveries: postgres.deliveries,
    receivers: { of: async () => ({ url: 'https://receiver.example/', mode: 'binary', secrets: ['none'] }) },
    sender: {
      send: async (event) => {
        if (++attempts % 4 === 0) return { delivered: false, outcome: 'status-500' };
        sent.push(event);
        return { delivered: true, outcome: 'status-204' };
      },
    },
    now: () => new Date(), report: () => {}, attemptsPerReceiver: 50, pauses: Array.from({ length: 40 }, () => 0.02),
  });
  return async (payload) => {
    const { customer } = payload as { customer: string };
    for (;;) {
      const { comeBack } = await deliver.deliverNext(customer);
      if (comeBack === 'never') return;
      if (comeBack !== 'now') return postgres.deliveries.comeBack(customer, comeBack);
    }
  };
}

it('forgets no event while workers and senders race, and keeps the order of each customer', async () => {
  const sent: CallbackEvent[] = [];
  const workers = await Promise.all([1, 2].map(() => run({
    connectionString: database.url, concurrency: 6, crontab: '', noHandleSignals: true, pollInterval: 200, logger: new Logger(() => () => {}),
    taskList: { 'deliver-callbacks': delivering(sent) },
  })));
  await Promise.all(CUSTOMERS.map(async (extId) => {
    await postgres.customers.store(creation({ number: extId, customer: { extId }, follow: { assessment: true } }), BODY);
    for (const i of UPDATES) {
      await postgres.customers.store(update({ number: `${extId} ${i}`, customer: { extId, riskLevel: i % 2 ? 'LOW' : 'HIGH' }, follow: { assessment: true } }), BODY);
    }
  }));
  const undelivered = () => sql(database.url, `select sequence from aml_customer.delivery where state <> 'DELIVERED'`);
  await until(async () => (await undelivered()).length === 0, 10_000);
  await Promise.all(workers.map((worker) => worker.stop()));
  for (const extId of CUSTOMERS) {
    const written = await sql<{ id: string }>(database.url, 'select id from aml_customer.event where subject = $1 order by sequence', [extId]);
    expect(written).toHaveLength(2 * UPDATES.length);
    expect(sent.filter(({ subject }) => subject === extId).map(({ id }) => id)).toEqual(written.map(({ id }) => id));
  }
});
