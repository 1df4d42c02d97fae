import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger, run } from 'graphile-worker';
import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { creation, sql, until } from '../../test/support.js';
import { openPostgres, type Postgres } from '../open.js';
import { openTestDatabase, type TestDatabase } from '../testing.js';

const SILENT = new Logger(() => () => {});

describe('workers', () => {
  let database: TestDatabase;
  let living: Postgres;
  let dying: Postgres;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    [living, dying] = await Promise.all([openPostgres({ url: database.url }), openPostgres({ url: database.url })]);
    await sql(database.url, 'delete from graphile_worker._private_jobs; delete from aml_customer.worker');
  });
  afterEach(async () => {
    await Promise.all([living.close(), dying.close()]);
  });
  afterAll(() => database.drop());

  const holders = () =>
    sql<{ pid: number }>(
      database.url,
      `
    select pid from pg_locks
    where locktype = 'advisory' and granted and database = (select oid from pg_database
      where datname = current_database())`,
    );
  const lockedJob = async (workerId: string) => {
    const extId = randomUUID();
    await living.customers.store(creation({ number: extId, customer: { extId }, follow: { assessment: true } }), '{}');
    await sql(
      database.url,
      `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() where locked_by is null`,
      [workerId],
    );
  };
  const locks = async () =>
    (
      await sql<{ locked_by: string | null }>(
        database.url,
        'select locked_by from graphile_worker._private_jobs order by id',
      )
    ).map((job) => job.locked_by);

  it('that are dead lose their jobs; live and unknown ones keep theirs', async () => {
    await living.announceWorker('pool-living');
    await dying.announceWorker('pool-dying');
    for (const id of ['pool-living', 'pool-dying', 'pool-unknown']) await lockedJob(id);
    expect(await living.releaseLocksOfDeadWorkers()).toBe(0);
    expect(await locks()).toEqual(['pool-living', 'pool-dying', 'pool-unknown']);
    await dying.close();
    await until(async () => (await living.releaseLocksOfDeadWorkers()) === 1);
    expect(await locks()).toEqual(['pool-living', null, 'pool-unknown']);
    expect(await living.releaseLocksOfDeadWorkers()).toBe(0);
  });

  it('are released once, even by concurrent processes', async () => {
    for (const id of ['a', 'b', 'c']) await dying.announceWorker(id);
    await dying.close();
    await until(
      async () =>
        (
          await sql(
            database.url,
            `select from pg_locks
              where locktype = 'advisory' and database = (select oid from pg_database
                where datname = current_database())`,
          )
        ).length === 0,
    );
    const released = await Promise.all(Array.from({ length: 8 }, () => living.releaseLocksOfDeadWorkers()));
    expect(released.reduce((sum, count) => sum + count, 0)).toBe(3);
  });

  it('are announced again after their connection was lost', async () => {
    await living.announceWorker('pool-living');
    const [before] = await holders();
    await sql(database.url, 'select pg_terminate_backend($1)', [before?.pid]);
    await until(async () => (await holders()).some(({ pid }) => pid !== before?.pid));
    await lockedJob('pool-living');
    expect(await dying.releaseLocksOfDeadWorkers()).toBe(0);
    expect(await locks()).toEqual(['pool-living']);
  });

  it('keep one connection, however often reconnecting fails', async () => {
    const errors: Error[] = [];
    const failing = await openPostgres({ url: database.url, onError: (error) => errors.push(error) });
    try {
      await failing.announceWorker('pool-failing');
      await sql(database.url, 'alter table aml_customer.worker add constraint no_workers check (false) not valid');
      const [{ pid: before } = { pid: 0 }] = await holders();
      await sql(database.url, 'select pg_terminate_backend($1)', [before]);
      await until(() => errors.length >= 3, 4_000);
      await sql(database.url, 'alter table aml_customer.worker drop constraint no_workers');
      await until(async () => (await holders()).some(({ pid }) => pid !== before));
      expect(errors.map(({ message }) => message)).toContain(
        'PostgreSQL failed at announcing a worker: 23514, no_workers',
      );
      expect(await living.releaseLocksOfDeadWorkers()).toBe(0);
      await sql(database.url, 'select pg_terminate_backend($1)', [(await holders())[0]?.pid]);
      await until(async () => (await holders()).length === 1);
    } finally {
      await sql(database.url, 'alter table aml_customer.worker drop constraint if exists no_workers');
      await failing.close();
    }
    await until(async () => (await holders()).length === 0, 1_000);
  });

  it('lock their jobs under the id that they announce', async () => {
    const extId = randomUUID();
    const events = new EventEmitter();
    const ids: string[] = [];
    events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => ids.push(workerPool.id));
    let locked: (string | null)[] = [];
    await living.customers.store(creation({ number: extId, customer: { extId }, follow: { assessment: true } }), '{}');
    const pgPool = living.openQueuePool(2);
    const runner = await run({
      pgPool,
      concurrency: 2,
      crontab: '',
      noHandleSignals: true,
      logger: SILENT,
      events,
      taskList: {
        'assess-customer': async () => {
          locked = await locks();
        },
      },
    });
    await until(() => locked.length > 0);
    await runner.stop();
    await pgPool.end(); // A connection that is still open would emit an error when the database is dropped.
    expect(locked).toEqual(ids);
  });
});
