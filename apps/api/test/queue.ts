import { randomUUID } from 'node:crypto';
import { DeliverCallbacks, type DeliveryDependencies } from '@aml-customer/application';
import { openPostgres } from '@aml-customer/persistence-postgres';
import { openTestDatabase, type TestDatabase } from '@aml-customer/persistence-postgres/testing';
import { createLog } from '../src/log/log.js';
import { ATTEMPTS, startWorker, type RunningWorker } from '../src/worker/start-worker.js';

/** A database with events to deliver, and workers of this process. */
export interface Queue {
  readonly database: TestDatabase;
  /** Creates a customer and returns its key. */
  customer(name: string): Promise<string>;
  /** Stores an event of a customer as the service does, and returns its id. */
  write(customer: string, requester?: string): Promise<string>;
  /** Creates customers of a requester with a line of events each, and returns their ids. */
  lines(requester: string, customers: number, events: number): Promise<string[][]>;
  /** Starts a worker as the service does; it is stopped with the queue. */
  work(uses: Pick<DeliveryDependencies, 'receivers' | 'sender'> & Partial<DeliveryDependencies>): Promise<void>;
  /** Stops the workers and waits for their end. */
  stop(): Promise<void>;
  /** The number of events that have not arrived yet. */
  undelivered(): Promise<number>;
  close(): Promise<void>;
}

export async function openQueue(): Promise<Queue> {
  const database = await openTestDatabase();
  const postgres = await openPostgres({ url: database.url, pool: { max: 24 } });
  const { deliveries } = postgres;
  const workers: RunningWorker[] = [];
  const stop = async () => void (await Promise.all(workers.map((worker) => worker.stop())));
  return {
    database,
    customer: async (name) => (await customersOf(database, [name]))[0]!,
    write: async (customer, requester) => (await linesOf(database, [customer], requester, 1))[0]![0]!,
    lines: async (requester, customers, events) =>
      linesOf(
        database,
        await customersOf(
          database,
          Array.from({ length: customers }, (_, n) => `${requester} ${n}`),
        ),
        requester,
        events,
      ),
    work: async (uses) =>
      void workers.push(
        await startWorker({
          queue: {
            openPool: (max) => postgres.openQueuePool(max),
            announce: (id) => postgres.announceWorker(id),
            withdraw: (id) => postgres.withdrawWorker(id),
          },
          assess: { assess: async () => {} },
          deliver: new DeliverCallbacks({
            deliveries,
            now: () => new Date(),
            onFailure: () => {},
            ...ATTEMPTS,
            ...uses,
          }),
          queueLine: (customer, at) => deliveries.queueLine(customer, at),
          onDelivery: () => {},
          cleanUp: async () => {},
          log: createLog('silent'),
        }),
      ),
    stop,
    undelivered: async () =>
      (
        await database.query<{ count: number }>(
          `select count(*)::int from aml_customer.delivery where state <> 'DELIVERED'`,
        )
      )[0]!.count,
    close: async () => {
      await stop();
      await postgres.close();
      await database.drop();
    },
  };
}

const customersOf = async (database: TestDatabase, names: readonly string[]): Promise<string[]> =>
  (
    await database.query<{ id: string }>(
      `
  insert into aml_customer.customer (ext_id, entity_type, status, title, version, created_at, updated_at)
  select name, 'INDIVIDUAL', 'ACTIVE', '', 1, now(), now() from unnest($1::text[]) as name returning id`,
      [names],
    )
  ).map(({ id }) => id);

async function linesOf(
  database: TestDatabase,
  customers: readonly string[],
  requester: string | undefined,
  events: number,
): Promise<string[][]> {
  const lines = customers.map((subject) =>
    Array.from({ length: events }, () => ({
      id: randomUUID(),
      type: 'app.amlyze.test',
      communicationNumber: 'by the test',
      subject,
      time: new Date(),
      data: { initialRiskLevel: 'HIGH' },
    })),
  );
  await database.query(
    'select aml_customer.write_events(customer, $2, events) from unnest($1::bigint[], $3::json[]) as line (customer, events)',
    [customers, requester, lines.map((line) => JSON.stringify(line))],
  );
  return lines.map((line) => line.map(({ id }) => id));
}
