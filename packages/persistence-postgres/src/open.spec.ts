import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { alone, creation, silenceable, sql, until, untilBlocked } from '../test/support.js';
import { openPostgres, type Postgres, type PostgresOptions } from './open.js';
import { openTestDatabase, type TestDatabase } from './testing.js';

describe('openPostgres', () => {
  let database: TestDatabase;
  const opened: Postgres[] = [];

  const open = async (options: Partial<PostgresOptions> = {}) => {
    const postgres = await openPostgres({ url: database.url, ...options });
    opened.push(postgres);
    return postgres;
  };
  const urlWith = (change: (url: URL) => void) => {
    const url = new URL(database.url);
    change(url);
    return url.href;
  };

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((postgres) => postgres.close()));
  });
  afterAll(() => database.drop());

  describe('errors', () => {
    it.each([
      [
        'nothing listens',
        () => 'postgres://aml:hush@127.0.0.1:1/aml',
        'PostgreSQL at 127.0.0.1:1 cannot be reached: ECONNREFUSED.',
      ],
      [
        'there is no such host',
        () => 'postgres://aml:hush@nowhere.invalid/aml',
        /^PostgreSQL at nowhere\.invalid:5432 cannot be reached: (ENOTFOUND|EAI_AGAIN)\.$/,
      ],
      [
        'the URL is invalid',
        () => 'postgres://aml:hush@[',
        'The database URL is not a valid PostgreSQL connection string.',
      ],
      [
        'there is no such database',
        () =>
          urlWith((url) => {
            url.pathname = 'nothing_here';
          }),
        /has no database "nothing_here"\.$/,
      ],
    ])('%s', async (_, url, sentence) => {
      const opening = openPostgres({ url: url() });
      await expect(opening).rejects.toThrow(sentence);
      await expect(opening).rejects.not.toThrow('hush');
    });

    it('names the user that is refused, and never the password', async () => {
      const user = `aml_${randomUUID().replaceAll('-', '')}`;
      await sql(database.url, `create role ${user} login password 'right'`);
      try {
        await sql(database.url, `alter role ${user} nologin`);
        const opening = openPostgres({
          url: urlWith((url) => {
            url.username = user;
            url.password = 'hush';
          }),
        });
        await expect(opening).rejects.toThrow(
          new RegExp(`refuses the user "${user}": authentication failed \\((28P01|28000)\\)\\.$`),
        );
        await expect(opening).rejects.not.toThrow('hush');
      } finally {
        await sql(database.url, `drop role ${user}`);
      }
    });

    it('requires a database that can store every name', async () => {
      const name = `aml_latin_${randomUUID().replaceAll('-', '')}`;
      await sql(database.url, `create database ${name} encoding 'LATIN1' locale 'C' template template0`);
      try {
        await expect(
          openPostgres({
            url: urlWith((url) => {
              url.pathname = name;
            }),
          }),
        ).rejects.toThrow(`The database "${name}" has the encoding LATIN1; names of customers need UTF8.`);
      } finally {
        await sql(database.url, `drop database ${name}`);
      }
    });
  });

  describe('isReady', () => {
    it('is ready while the database answers and is migrated', async () => {
      const postgres = await open();
      await expect(postgres.isReady()).resolves.toBe(true);
      const [latest] = await sql<{ name: string }>(
        database.url,
        'delete from aml_customer.migration where id = (select max(id) from aml_customer.migration) returning name',
      );
      await expect(postgres.isReady()).resolves.toBe(false);
      await sql(database.url, 'insert into aml_customer.migration (name) values ($1)', [latest?.name]);
      await expect(postgres.isReady()).resolves.toBe(true);
      await postgres.close();
      opened.pop();
      await expect(postgres.isReady()).resolves.toBe(false);
    });
  });

  it('closes all connections', async () => {
    const postgres = await open();
    await postgres.classifiers.start([]);
    await postgres.customers.store(creation({ number: 'N-closes', customer: { extId: 'C-closes' } }), '{}');
    await postgres.close();
    opened.pop();
    await alone(database.url);
  });

  it('closes connections even if only a message was stored', async () => {
    const postgres = await open();
    await postgres.customers.store(creation({ number: 'N-alone', customer: { extId: 'C-alone' } }), '{}');
    await postgres.close();
    opened.pop();
    await alone(database.url);
  });

  describe('when the database is lost', () => {
    it('keeps working after its connections were ended', async () => {
      const errors: Error[] = [];
      const postgres = await open({ onError: (error) => errors.push(error) });
      await postgres.isReady();
      await sql(
        database.url,
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`,
      );
      await until(() => errors.length > 0);
      expect(errors[0]?.message).toMatch(/^PostgreSQL failed at keeping a connection: 57P01, /);
      await expect(postgres.customers.store(creation({ number: 'N-after' }), '{}')).resolves.toBe('stored');
    });

    it('reports lost connections of a queue pool too, and keeps working', async () => {
      const errors: Error[] = [];
      const queue = (await open({ onError: (error) => errors.push(error) })).openQueuePool(1);
      try {
        await queue.query('select');
        await sql(
          database.url,
          `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()`,
        );
        await until(() => errors.length > 0);
        expect(errors[0]?.message).toMatch(/^PostgreSQL failed at keeping a connection: 57P01, /);
        expect(
          (await queue.query<{ shown: string }>('select current_setting($1) as shown', ['statement_timeout'])).rows,
        ).toEqual([{ shown: '10s' }]);
      } finally {
        await queue.end();
      }
    });

    it('fails in time when a statement waits too long', async () => {
      const postgres = await open({ answerWithinMs: 1_000 });
      const { release } = await locked(database.url);
      try {
        await expect(postgres.customers.store(creation({ number: 'N-waits' }), '{}')).rejects.toMatchObject({
          code: '57014',
        });
      } finally {
        await release();
      }
    });

    it('fails alone if its connection breaks silently, and the next one succeeds', async () => {
      const way = await silenceable(database.url);
      const postgres = await open({ url: way.url });
      const { release } = await locked(database.url);
      const storing = postgres.customers
        .store(creation({ number: 'N-broken' }), '{}')
        .catch((error: Error) => error.message);
      await untilBlocked(database.url);
      way.breakAll();
      expect(await storing).toMatch(/^PostgreSQL failed at storing a message: (Connection terminated|ECONNRESET)/);
      await release();
      await expect(postgres.isReady()).resolves.toBe(true);
      await postgres.close();
      opened.pop();
      way.close();
    });

    it('fails in time when the network is silent, and closes the silent connections', async () => {
      const way = await silenceable(database.url);
      const postgres = await open({ url: way.url, answerWithinMs: 1_000, pool: { max: 1 } });
      try {
        await expect(postgres.isReady()).resolves.toBe(true);
        way.silence();
        await expect(postgres.customers.find('C-none')).rejects.toThrow('Query read timeout');
        await expect(postgres.customers.find('C-none')).resolves.toBeUndefined();
      } finally {
        await postgres.close();
        opened.pop();
        way.close();
      }
    });
  });
});

/** Blocks writers of messages until it is released. */
async function locked(url: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('begin; lock table aml_customer.message in share mode');
  return { release: () => client.end() };
}
