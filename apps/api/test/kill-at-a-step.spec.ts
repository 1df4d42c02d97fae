import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { TestDatabase } from '@aml-customer/persistence-postgres/testing';
import { collect, serving, type Serving } from '../src/testing/http.js';
import { openQueue, type Queue } from './queue.js';
import { SECRET } from './receiver.js';
import { startWorker } from '../src/testing/service.js';

jest.setTimeout(60_000);
type Worker = Awaited<ReturnType<typeof startWorker>>;
const WAITING = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike $1`;

describe('a worker that is killed', () => {
  let queue: Queue, receiver: Serving, worker: Worker | undefined;
  let received: string[];
  /** Runs between a request and its answer, which is 204. */
  let beforeAnswer: (id: string) => Promise<void>;
  beforeEach(async () => {
    received = [];
    beforeAnswer = async () => {};
    queue = await openQueue();
    receiver = await serving(
      (request, response) =>
        void collect(request).then(async () => {
          const id = String(request.headers['webhook-id']);
          received.push(id);
          await beforeAnswer(id);
          response.writeHead(204).end();
        }),
    );
  });
  afterEach(async () => {
    worker?.signal('SIGKILL');
    await worker?.ended;
    await receiver.close();
    await queue.close();
  });
  const start = async () => {
    worker = await startWorker({
      DATABASE_URL: queue.database.url,
      CALLBACK_URL: `http://127.0.0.1:${receiver.port}/`,
      CALLBACK_SECRET: SECRET,
      CALLBACK_ALLOWED_NETWORKS: '127.0.0.0/8',
      CALLBACK_SECRETS_KEY: 'ab'.repeat(32),
    });
  };
  /** Kills the worker while it waits to run a statement. `locks` is the connection that blocks it. */
  const killAt = async (statement: string, locks: Awaited<ReturnType<TestDatabase['connect']>>) => {
    const { database } = queue;
    for (let waits = false; !waits;) waits = (await database.query(WAITING, [statement])).length > 0;
    worker?.signal('SIGKILL');
    await worker?.ended;
    await database.query(`select pg_terminate_backend(pid) from (${WAITING}) as waiting`, [statement]);
    while ((await database.query(WAITING, [statement])).length > 0);
    await locks.end();
  };
  const leasesEnd = () => queue.database.query('update aml_customer.delivery set leased_until = now()');
  const states = async () =>
    (await queue.database.query<{ state: string }>('select state from aml_customer.delivery order by sequence')).map(
      ({ state }) => state,
    );
  const delivered = async () => {
    while ((await queue.undelivered()) > 0);
  };

  test('between claiming an event and sending it: the next worker sends it, once', async () => {
    const customer = await queue.customer('claimed');
    const locks = await queue.database.connect();
    await locks.query('begin; lock table aml_customer.callback_receiver in access exclusive mode');
    const written = [await queue.write(customer, 'core'), await queue.write(customer, 'core')];
    await start();
    await killAt('%from aml_customer.callback_receiver%', locks);
    expect([received, await states()]).toEqual([[], ['PENDING', 'PENDING']]);
    await leasesEnd();
    await start();
    await delivered();
    expect(received).toEqual(written);
  });

  test('between the 2xx and recording it: the events of the claim are sent again, in order', async () => {
    const customer = await queue.customer('answered');
    const locks = await queue.database.connect();
    const written = [await queue.write(customer), await queue.write(customer)];
    beforeAnswer = async () => {
      beforeAnswer = async () => {};
      await locks.query('begin; select from aml_customer.delivery for update');
    };
    await start();
    await killAt('%update aml_customer.delivery%', locks);
    expect([received, await states()]).toEqual([written, ['PENDING', 'PENDING']]);
    await leasesEnd();
    await start();
    await delivered();
    expect(received).toEqual([...written, ...written]);
  });

  test('between recording the 2xx and the end of its job: nothing is sent again', async () => {
    const customer = await queue.customer('recorded');
    const locks = await queue.database.connect();
    const first = await queue.write(customer);
    beforeAnswer = async () => {
      beforeAnswer = async () => {};
      await locks.query('begin; select from graphile_worker._private_jobs for update');
    };
    await start();
    await killAt('%_private_jobs%', locks);
    expect([received, await states()]).toEqual([[first], ['DELIVERED']]);
    await start();
    const second = await queue.write(customer);
    await delivered();
    while ((await queue.database.query('select from graphile_worker._private_jobs')).length > 0);
    expect(received).toEqual([first, second]);
  });
});
