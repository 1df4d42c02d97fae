import { CallbackEvents, Overloaded, type StoreOutcome } from '@aml-customer/application';
import { activateTestModel } from '@aml-customer/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { Client } from 'pg';
import { BODY, risk, useCases } from '../../test/assessing.js';
import { creation, untilBlocked, update } from '../../test/support.js';
import { BoundedClient } from '../database/bounded-client.js';
import { openPostgres, type Postgres, type PostgresOptions } from '../open.js';
import { StorageFailure } from '../database/storage-failure.js';
import { eventTypesOf, storeValues } from './store-parameters.js';
import { STORE } from './store-statement.js';
import { openTestDatabase, type TestDatabase } from '../testing.js';

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const stored = (count: number) => times(count, () => 'stored');

/** A proxy to the server that replaces the severity ERROR with another word of five letters, or removes it. */
async function proxyWithSeverity(url: string, severity: string | undefined) {
  const target = new URL(url);
  // Clients ignore fields that they do not know.
  const severityField = severity === undefined ? 'ZERROR\0' : `S${severity}\0`;
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect(Number(target.port), target.hostname);
    for (const socket of [inner, outer]) sockets.add(socket.on('error', () => {}));
    inner.pipe(outer);
    outer.on('data', (data) =>
      inner.write(Buffer.from(data.toString('latin1').replaceAll('SERROR\0', severityField), 'latin1')),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxied = new URL(url);
  proxied.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: proxied.href,
    close: () => {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}

describe('batches', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  let operator: Client;

  const open = async (options: Partial<PostgresOptions> = {}) => {
    postgres = await openPostgres({ url: database.url, ...options });
    await activateTestModel(postgres.riskModels);
  };
  const create = (extId: string, follow = {}) =>
    postgres.customers.store(creation({ number: `${extId} 1`, customer: { extId }, follow }), BODY);
  const replace = (extId: string, number: string) =>
    postgres.customers.store(update({ number, customer: { extId } }), BODY);
  const outcomesOf = async (storing: readonly Promise<StoreOutcome>[]) =>
    (await Promise.allSettled(storing)).map((result) =>
      result.status === 'fulfilled' ? result.value : (result.reason as Error).message,
    );
  beforeEach(async () => {
    database = await openTestDatabase();
    operator = new Client({ connectionString: database.url });
    await operator.connect();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await operator.end();
    await postgres.close();
    await database.drop();
  });

  describe('if an operator locks rows', () => {
    // The statement itself may take as long as the test: nothing else ends the wait.
    beforeEach(() => open({ answerWithinMs: 600_000 }));

    it('store the other messages while rows are locked, and have messages for the locked rows sent again', async () => {
      await Promise.all(['locked 1', 'locked 2'].map((extId) => create(extId)));
      await operator.query(
        `begin; select from aml_customer.customer where ext_id in ('locked 1', 'locked 2') for update`,
      );
      const [locked, beside] = [
        [replace('locked 1', 'u1'), replace('locked 2', 'u2')].map((storing) =>
          expect(storing).rejects.toBeInstanceOf(Overloaded),
        ),
        times(30, (i) => create(`beside ${i}`)),
      ];
      await untilBlocked(database.url);
      const after = times(30, (i) => create(`after ${i}`));
      expect(await outcomesOf([...beside, ...after])).toEqual(stored(60));
      await Promise.all(locked);
      await operator.query('rollback');
      expect(await outcomesOf([replace('locked 1', 'u1'), replace('locked 2', 'u2')])).toEqual(stored(2));
    });

    it('limit the wait of their own statement only, not that of the next one on the connection', async () => {
      const lockTimeout = async () => (await operator.query('show lock_timeout')).rows as unknown;
      const before = await lockTimeout();
      await operator.query({
        ...STORE,
        values: [
          ...storeValues([{ intent: creation({ number: '1' }), body: BODY, explanation: '' }], {
            eventTypes: eventTypesOf(new CallbackEvents()),
            lowering: 'person',
          }),
        ],
      });
      expect(await lockTimeout()).toEqual(before);
    });

    it('conclude assessments of other customers, and have those of the locked rows retried', async () => {
      const extIds = ['locked', ...times(5, (i) => `free ${i}`)];
      await Promise.all(extIds.map((extId) => create(extId, { assessment: true })));
      const ids = await Promise.all(
        extIds.map(async (extId) => (await postgres.assessments.ofCustomer(extId))?.[0]?.id ?? ''),
      );
      await operator.query(`begin; select from aml_customer.customer where ext_id = 'locked' for update`);
      const { assess } = useCases(postgres.assessments, risk('LOW'));
      const [locked, ...others] = ids.map((id) => assess.assess(id));
      const overloaded = expect(locked).rejects.toBeInstanceOf(Overloaded);
      await Promise.all(others);
      await overloaded;
      await operator.query('rollback');
      await assess.assess(ids[0]!);
      expect(await postgres.assessments.waiting()).toEqual({ queued: 0, pending: 0 });
    });
  });

  describe('with a server that does not write errors in English', () => {
    let proxy: Awaited<ReturnType<typeof proxyWithSeverity>>;
    afterEach(() => proxy.close());

    it.each([
      ['FEHLE', ['stored', 'stored', 'customer-exists', 'stored', 'stored']],
      [undefined, times(5, () => 'PostgreSQL failed at storing a message: 23505, customer_ext_id_key')],
    ])('give no message the outcome of another if the severity is %s', async (severity, expected) => {
      proxy = await proxyWithSeverity(database.url, severity);
      await open({ url: proxy.url });
      await operator.query(`
        begin; insert into aml_customer.message (communication_number, body) values ('other', '{}');
        insert into aml_customer.customer (ext_id, entity_type, status, title, version, created_at, updated_at)
        values ('2', 'INDIVIDUAL', 'ACTIVE', 'T', 1, now(), now())`);
      const outcomes = outcomesOf(times(5, (i) => create(`${i}`)));
      await untilBlocked(database.url);
      await operator.query('commit');
      expect(await outcomes).toEqual(expected);
    });

    it('are looked up one by one if their statement fails', async () => {
      proxy = await proxyWithSeverity(database.url, 'FEHLE');
      await open({ url: proxy.url });
      await create('asked');
      jest
        .spyOn(BoundedClient.prototype, 'query')
        .mockImplementationOnce((() =>
          Promise.reject(Object.assign(new Error(), { severity: 'FEHLE', code: 'XX001' }))) as never);
      const standings = await Promise.all(
        ['asked 1', 'other'].map((number) => postgres.customers.standing(number, 'asked')),
      );
      expect(standings).toEqual([{ acceptedBody: BODY, customerExists: true }, { customerExists: true }]);
    });
  });

  describe('that read', () => {
    beforeEach(() => open({ answerWithinMs: 500 }));

    it.each<[string, string, (i: number) => Promise<unknown>]>([
      ['assessments', 'assessment', (i) => postgres.assessments.open(`${i}`)],
      ['the standing of messages', 'message', (i) => postgres.customers.standing(`${i}`, undefined)],
    ])('are rejected while a table is locked, immediately if there are too many: %s', async (_, table, ask) => {
      await operator.query(`begin; lock table aml_customer.${table}`);
      const errors: unknown[] = [];
      const asked = times(6_000, (i) =>
        ask(i).catch((error: unknown) => {
          errors.push(error);
        }),
      );
      await turn();
      expect([errors.length, errors.every((error) => error instanceof Overloaded)]).toEqual([1_000, true]);
      await Promise.all(asked);
      expect(errors).toHaveLength(6_000);
      expect(
        errors.filter(
          (error) => !(error instanceof Overloaded) && !(error instanceof StorageFailure && error.code === '57014'),
        ),
      ).toEqual([]);
      await operator.query('rollback');
      await ask(1);
    });

    it('are limited per statement, since each answer may contain a large body', async () => {
      await create('read', { assessment: true });
      const id = (await postgres.assessments.ofCustomer('read'))?.[0]?.id ?? '';
      const queries = jest.spyOn(BoundedClient.prototype, 'query');
      await Promise.all(times(33, () => postgres.assessments.open(id)));
      await Promise.all(times(33, () => postgres.customers.standing('read 1', 'read')));
      expect(queries).toHaveBeenCalledTimes(6);
    });
  });

  it('that only read are answered before the adapters close', async () => {
    await open();
    await create('read', { assessment: true });
    const reading = times(100, () => postgres.customers.standing('read 1', 'read'));
    const opening = times(100, () => postgres.assessments.open('0'));
    await postgres.close();
    expect((await Promise.all(reading)).every(({ customerExists }) => customerExists)).toBe(true);
    expect(await Promise.all(opening)).toEqual(times(100, () => undefined));
  });
});
