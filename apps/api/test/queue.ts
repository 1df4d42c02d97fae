import { randomUUID } from 'node:crypto';
import { DeliverCallbacks, type DeliveryDependencies } from '@aml-customer/application';
import { openPostgres } from '@aml-customer/persistence-postgres';
import { openTestDatabase, type TestDatabase } from '@aml-customer/persistence-postgres/testing';
import { createLog } from '../src/log/log.js';
import { ATTEMPTS_PER_RECEIVER, startWorker, type RunningWorker } from '../src/worker/start-worker.js';

/** A database with events to deliver, and workers of this process. */
export interface Queue {
  readonly database: TestDatabase;
  /** Makes a customer, and gives its key. */
  customer(name: string): Promise<string>;
  /** Writes an event of a customer, as what causes one does; its id. */
  write(customer: string, requester?: string): Promise<string>;
  /** Starts a worker as the service does; it is stopped with the queue. */
  work(uses: Pick<DeliveryDependencies, 'receivers' | 'sender'> & Partial<DeliveryDependencies>): Promise<void>;
  /** How many events did not arrive so far. */
  undelivered(): Promise<number>;
  close(): Promise<void>;
}

export async function openQueue(): Promise<Queue> {
  const database = await openTestDatabase();
  const postgres = await openPostgres({ url: database.url, pool: { max: 24 } });
  const { deliveries } = postgres;
  const workers: RunningWorker[] = [];
  return {
    database,
    customer: async (name) => (await database.query<{ id: string }>(`
      insert into aml_customer.customer (ext_id, entity_type, status, title, version, created_at, updated_at) values ($1, 'INDIVIDUAL', 'ACTIVE', '', 1, now(), now()) returning id`, [name]))[0]!.id,
    write: async (customer, requester) => {
      const id = randomUUID();
      const event = { id, type: 'app.amlyze.test', communicationNumber: 'by the test', subject: customer, time: new Date(), data: { initialRiskLevel: 'HIGH' } };
      await database.query('select aml_customer.write_events($1, $2, $3)', [customer, requester ?? null, JSON.stringify([event])]);
      return id;
    },
    work: async (uses) => void workers.push(await startWorker({
      databaseUrl: database.url,
      assess: { assess: async () => {} },
      deliver: new DeliverCallbacks({ deliveries, now: () => new Date(), report: () => {}, attemptsPerReceiver: ATTEMPTS_PER_RECEIVER, ...uses }),
      comeBack: (customer, at) => deliveries.comeBack(customer, at),
      tell: () => {},
      announce: (id) => postgres.announceWorker(id),
      tidy: async () => {},
      log: createLog('silent'),
    })),
    undelivered: async () => (await database.query<{ count: number }>(`select count(*)::int from aml_customer.delivery where state <> 'DELIVERED'`))[0]!.count,
    close: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await postgres.close();
      await database.drop();
    },
  };
}
