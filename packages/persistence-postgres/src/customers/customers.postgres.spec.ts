import { CUSTOMER_STATUSES, ENTITY_TYPES, RISK_LEVELS, type Intent } from '@aml-customer/domain';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { alone, creation, onTestDatabase, sql, update } from '../../test/support.js';
import { openPostgres, type Postgres } from '../open.js';
import { openTestDatabase, type TestDatabase } from '../testing.js';

const RACERS = 24;
const racers = Array.from({ length: RACERS }, (_, racer) => racer);

describe('PostgresCustomers', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  onTestDatabase((opened) => ({ database, postgres } = opened), { pool: { max: RACERS } });
  afterEach(async () => {
    jest.restoreAllMocks();
    await sql(database.url, 'truncate aml_customer.customer, aml_customer.message cascade');
  });

  const countOf = async (table: string) =>
    (await sql<{ count: number }>(database.url, `select count(*)::int as count from ${table}`))[0]?.count;
  const stored = async () =>
    Promise.all(
      ['message', 'customer', 'customer_version', 'assessment', 'screening'].map((table) =>
        countOf(`aml_customer.${table}`),
      ),
    );

  describe('one transaction', () => {
    it('stores a message and all its follow-ups in one statement', async () => {
      await postgres.customers.store(creation({ number: 'N-0', customer: { extId: 'C-0' } }), '{}');
      const queries = jest.spyOn(Client.prototype, 'query');
      await expect(
        postgres.customers.store(
          creation({ number: 'N-1', follow: { assessment: true, screenings: ['PEP', 'SANCTIONS'] } }),
          '{}',
        ),
      ).resolves.toBe('stored');
      expect(queries).toHaveBeenCalledTimes(1);
    });

    it('queues a job for assessments, with ids only, and none for screenings, which no worker handles', async () => {
      const before = await countOf('graphile_worker._private_jobs');
      await postgres.customers.store(
        creation({ number: 'N-1', follow: { assessment: true, screenings: ['PEP', 'SANCTIONS'] } }),
        '{}',
      );
      await postgres.customers.store(
        creation({ number: 'N-2', customer: { extId: 'C-2' }, follow: { screenings: ['PEP'] } }),
        '{}',
      );
      await expect(countOf('graphile_worker._private_jobs')).resolves.toBe((before ?? 0) + 1);
      await expect(sql(database.url, 'select process, state from aml_customer.screening order by id')).resolves.toEqual(
        ['PEP', 'SANCTIONS', 'PEP'].map((process) => ({ process, state: 'QUEUED' })),
      );
      const assessments = await sql<{ id: string }>(database.url, 'select id from aml_customer.assessment');
      const jobs = await sql(
        database.url,
        `
        select tasks.identifier, jobs.payload from graphile_worker._private_jobs as jobs
        join graphile_worker._private_tasks as tasks on tasks.id = jobs.task_id order by jobs.id desc limit 1`,
      );
      expect(jobs).toEqual([{ identifier: 'assess-customer', payload: { ids: [Number(assessments[0]?.id)] } }]);
    });

    it('queues no job if nothing follows', async () => {
      const before = await countOf('graphile_worker._private_jobs');
      await postgres.customers.store(creation({ number: 'N-1' }), '{}');
      await expect(countOf('graphile_worker._private_jobs')).resolves.toBe(before);
    });

    it('does not scan waiting jobs to queue one', async () => {
      const waiting = await openTestDatabase();
      const storing = async (intents: readonly Intent[]) => {
        const other = await openPostgres({ url: waiting.url, pool: { max: 2 } });
        for (const intent of intents) await other.customers.store(intent, '{}');
        await other.close();
        await alone(waiting.url);
        return sql(
          waiting.url,
          `select seq_scan from pg_stat_user_tables where schemaname = 'graphile_worker' and relname = '_private_jobs'`,
        );
      };
      const before = await storing([]);
      await expect(
        storing(
          racers.map((racer) =>
            creation({ number: `N-${racer}`, customer: { extId: `C-${racer}` }, follow: { assessment: true } }),
          ),
        ),
      ).resolves.toEqual(before);
      await waiting.drop();
    });

    it('stores nothing if a job cannot be queued', async () => {
      await sql(
        database.url,
        'alter table graphile_worker._private_jobs add constraint no_jobs check (false) not valid',
      );
      try {
        await expect(
          postgres.customers.store(creation({ number: 'N-1', follow: { assessment: true } }), '{}'),
        ).rejects.toMatchObject({ code: '23514', constraint: 'no_jobs' });
      } finally {
        await sql(database.url, 'alter table graphile_worker._private_jobs drop constraint no_jobs');
      }
      await expect(stored()).resolves.toEqual([0, 0, 0, 0, 0]);
    });

    it('stores nothing if there is no customer to update', async () => {
      await expect(
        postgres.customers.store(update({ number: 'N-1', follow: { assessment: true, screenings: ['PEP'] } }), '{}'),
      ).resolves.toBe('customer-missing');
      await expect(stored()).resolves.toEqual([0, 0, 0, 0, 0]);
    });
  });

  describe('races', () => {
    const outcomes = async (intents: readonly Intent[]) => {
      const all = await Promise.all(intents.map((intent) => postgres.customers.store(intent, '{}')));
      return Object.fromEntries(
        [...new Set(all)].map((outcome) => [outcome, all.filter((other) => other === outcome).length]),
      );
    };

    it.each([
      [
        'one customer',
        (racer: number) => creation({ number: `N-${racer}`, follow: { assessment: true } }),
        'customer-exists',
      ],
      [
        'one number',
        (racer: number) => creation({ number: 'N-1', customer: { extId: `C-${racer}` }, follow: { assessment: true } }),
        'number-taken',
      ],
      ['one customer and number', () => creation({ number: 'N-1', follow: { assessment: true } }), 'number-taken'],
    ])('accepts exactly one of 24 that create %s', async (_, intentOf, loser) => {
      await expect(outcomes(racers.map(intentOf))).resolves.toEqual({ stored: 1, [loser]: RACERS - 1 });
      await expect(stored()).resolves.toEqual([1, 1, 1, 1, 0]);
    });

    it('numbers the versions of 24 concurrent updates without a gap, in the order of their times', async () => {
      await postgres.customers.store(creation({ number: 'N-first' }), '{}');
      await expect(outcomes(racers.map((racer) => update({ number: `N-${racer}` })))).resolves.toEqual({
        stored: RACERS,
      });
      const versions = await sql<{ version: number }>(
        database.url,
        'select version from aml_customer.customer_version order by created_at, version',
      );
      expect(versions.map(({ version }) => version)).toEqual(
        Array.from({ length: RACERS + 1 }, (_, index) => index + 1),
      );
    });

    it('does not deadlock if updates of several customers race for the same numbers', async () => {
      await Promise.all(
        [0, 1, 2].map((of) =>
          postgres.customers.store(creation({ number: `N-first-${of}`, customer: { extId: `C-${of}` } }), '{}'),
        ),
      );
      const intents = racers.map((racer) =>
        update({ number: `N-${racer % 8}`, customer: { extId: `C-${racer % 3}` }, follow: { assessment: true } }),
      );
      await expect(outcomes(intents)).resolves.toEqual({ stored: 8, 'number-taken': 16 });
    });
  });

  describe('stored rows', () => {
    it('accepts every value of the vocabulary', async () => {
      const words = ENTITY_TYPES.flatMap((entityType) =>
        CUSTOMER_STATUSES.flatMap((status) => RISK_LEVELS.map((riskLevel) => ({ entityType, status, riskLevel }))),
      );
      await expect(
        Promise.all(
          words.map((word, index) =>
            postgres.customers.store(
              creation({ number: `N-${index}`, customer: { ...word, extId: `C-${index}` } }),
              '{}',
            ),
          ),
        ),
      ).resolves.toEqual(words.map(() => 'stored'));
    });

    it('keeps the requester', async () => {
      await postgres.customers.store(creation({ number: 'N-1', requester: 'Šakà {a,"b"} \\ ?' }), '{}');
      await expect(sql(database.url, 'select requester from aml_customer.message')).resolves.toEqual([
        { requester: 'Šakà {a,"b"} \\ ?' },
      ]);
    });

    it('does not confuse a lone surrogate with its replacement character', async () => {
      await postgres.customers.store(creation({ number: '\ufffd', customer: { extId: '\ufffd' } }), '{}');
      await expect(postgres.customers.find('\ud800')).resolves.toBeUndefined();
      await expect(postgres.customers.standing('\ud800', '\udc00')).resolves.toEqual({ customerExists: false });
    });

    it('replaces entity type, status and title by an update', async () => {
      await postgres.customers.store(creation({ number: 'N-1' }), '{}');
      await postgres.customers.store(
        update({ number: 'N-2', customer: { entityType: 'ORGANIZATION', status: 'CLOSED', title: 'Ąžuolas' } }),
        '{}',
      );
      await expect(
        sql(database.url, 'select entity_type, status, title, version from aml_customer.customer'),
      ).resolves.toEqual([{ entity_type: 'ORGANIZATION', status: 'CLOSED', title: 'Ąžuolas', version: 2 }]);
    });

    it('compresses long bodies with lz4 if the server supports it', async () => {
      await postgres.customers.store(creation({ number: 'N-1' }), JSON.stringify({ text: 'long '.repeat(2_000) }));
      const [{ compression, lz4 } = { compression: '', lz4: false }] = await sql<{ compression: string; lz4: boolean }>(
        database.url,
        `
        select pg_column_compression(body) as compression, (select 'lz4' = any(enumvals) from pg_settings
          where name = 'default_toast_compression') as lz4
        from aml_customer.message`,
      );
      expect(compression).toBe(lz4 ? 'lz4' : 'pglz');
    });

    it.each(['message', 'customer_version'])('never updates a %s', async (table) => {
      await postgres.customers.store(creation({ number: 'N-1' }), '{}');
      await expect(
        sql(database.url, `update aml_customer.${table} set ${table === 'message' ? 'body' : 'title'} = 'other'`),
      ).rejects.toThrow(`aml_customer.${table} is never updated`);
    });

    it.each([1.5, 2 ** 31, Number.NaN])('has no version %s', async (version) => {
      await postgres.customers.store(creation({ number: 'N-1' }), '{}');
      await expect(postgres.customers.find('C-1', version)).resolves.toBeUndefined();
    });
  });
});
