import { beforeEach, describe, expect, it } from '@jest/globals';
import { BODY, completion } from '../../test/assessing.js';
import { customerKey } from '../../test/events.js';
import { creation, onTestDatabase, sql, update } from '../../test/support.js';
import { openPostgres, type Postgres } from '../open.js';
import type { TestDatabase } from '../testing.js';

const DELIVER = `from graphile_worker.jobs where task_identifier = 'deliver-callbacks'`;

describe('in an installation without a default receiver', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  onTestDatabase((opened) => ({ database, postgres } = opened), { hasDefaultReceiver: false });
  beforeEach(() =>
    sql(database.url, 'delete from aml_customer.callback_receiver; delete from graphile_worker._private_jobs'),
  );

  const addReceiver = () =>
    sql(
      database.url,
      `insert into aml_customer.callback_receiver (requester, url, mode, sealed_secret)
        values ('somebody', 'https://receiver.example', 'binary', 'sealed')`,
    );
  const create = (extId: string) =>
    postgres.customers.store(
      creation({ number: `${extId} 1`, customer: { extId, riskLevel: 'LOW' }, follow: { assessment: true } }),
      BODY,
    );
  const raise = (extId: string, n: number, by = postgres) =>
    by.customers.store(
      update({ number: `${extId} ${n}`, customer: { extId, riskLevel: n % 2 ? 'LOW' : 'HIGH' } }),
      BODY,
    );
  const conclude = async (extId: string) =>
    postgres.assessments.conclude((await postgres.assessments.ofCustomer(extId))?.[0]?.id ?? '', completion(extId));
  const deliveries = async (extId: string) => {
    const ids = await sql<{ id: string }>(
      database.url,
      'select id from aml_customer.event where subject = $1 order by sequence',
      [extId],
    );
    return Promise.all(ids.map(({ id }) => postgres.deliveries.find(id)));
  };
  const queued = async () => (await sql(database.url, `select id ${DELIVER}`)).length;

  it('an event without a receiver is settled when it is written, and no job is queued', async () => {
    await create('unreceived');
    await conclude('unreceived');
    await raise('unreceived', 2);
    const settled = { state: 'FAILED', attempts: 0, lastOutcome: 'no-receiver' };
    expect(await deliveries('unreceived')).toEqual([
      expect.objectContaining(settled),
      expect.objectContaining(settled),
    ]);
    expect((await deliveries('unreceived')).map((delivery) => delivery?.nextAttemptAt)).toEqual([undefined, undefined]);
    expect(await queued()).toBe(0);
    expect(
      (await postgres.eventLog.after(undefined, 10))?.items.filter(({ subject }) => subject === 'unreceived'),
    ).toHaveLength(2);
  });

  it('is sent again on request like any other', async () => {
    await create('again');
    await conclude('again');
    const [event] = await deliveries('again');
    expect(await postgres.deliveries.redeliver(event?.event.id ?? '')).toBe(true);
    const limits = { deliveries: 1, leaseMs: 1000 };
    expect(await postgres.deliveries.claim(await customerKey(database.url, 'again'), limits)).toMatchObject({
      kind: 'claimed',
    });
  });

  it('waits for delivery once any requester has a receiver', async () => {
    await create('somebody');
    await addReceiver();
    await conclude('somebody');
    expect(await deliveries('somebody')).toEqual([expect.objectContaining({ state: 'PENDING' })]);
    expect(await queued()).toBe(1);
  });

  it('waits behind pending events of its line, which are delivered in order', async () => {
    await create('line');
    await addReceiver();
    await conclude('line');
    await sql(database.url, 'delete from aml_customer.callback_receiver');
    await raise('line', 2);
    expect((await deliveries('line')).map((delivery) => delivery?.state)).toEqual(['PENDING', 'PENDING']);
  });

  it('waits for delivery if the process that wrote it has a default receiver', async () => {
    await create('default');
    const other = await openPostgres({ url: database.url });
    await raise('default', 2, other).finally(() => other.close());
    expect((await deliveries('default')).map((delivery) => delivery?.state)).toContain('PENDING');
  });
});
