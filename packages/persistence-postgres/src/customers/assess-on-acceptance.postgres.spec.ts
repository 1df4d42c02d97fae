import type { AssessedRisk, ImmediateAssessment, StoreOutcome } from '@aml-customer/application';
import { describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { BODY, risk } from '../../test/assessing.js';
import { creation, onTestDatabase, sql, untilBlocked, update } from '../../test/support.js';
import type { Postgres } from '../open.js';
import type { TestDatabase } from '../testing.js';

const follow = { assessment: true, screenings: [] };
const LOW: ImmediateAssessment = {
  risk: risk('LOW'),
  status: 'ACTIVE',
  requiresNoScreening: false,
  fourEyes: false,
};

describe('an assessment that is stored with its message', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  onTestDatabase((opened) => ({ database, postgres } = opened));
  const states = async (extId: string) => (await postgres.assessments.ofCustomer(extId))?.map(({ state }) => state);
  /** The assessments of a customer, latest first, with their explanations. */
  const explained = async (extId: string) => {
    const ids = (await postgres.assessments.ofCustomer(extId))?.map(({ id }) => id) ?? [];
    return Promise.all(ids.map(async (id) => (await postgres.assessments.open(id))?.assessment));
  };

  it('queues no job', async () => {
    const jobs = () =>
      sql(
        database.url,
        `select from graphile_worker._private_jobs job
          join graphile_worker._private_tasks task on task.id = job.task_id and task.identifier = 'assess-customer'`,
      );
    await postgres.customers.store(creation({ number: 'a', customer: { extId: 'a' }, follow }), BODY, LOW);
    expect(await jobs()).toEqual([]);
    await postgres.customers.store(creation({ number: 'b', customer: { extId: 'b' }, follow }), BODY);
    expect(await jobs()).toHaveLength(1);
  });

  it('shares a statement with messages of every other kind', async () => {
    const assessment = (level: AssessedRisk['level'], score: number) => ({
      ...LOW,
      risk: { ...risk(level), score, explanation: { because: `Ąžuolas "${score}"` } },
    });
    const [one, again, missing, next] = [
      assessment('LOW', 11.5),
      assessment('EXTREME', 22.5),
      assessment('EXTREME', 33.5),
      assessment('HIGH', 44.5),
    ];
    const values = (extId: string, number = extId) => ({ number, customer: { extId }, follow });
    for (const extId of ['old', 'other']) await postgres.customers.store(creation(values(extId)), BODY, LOW);
    const queries = jest.spyOn(Client.prototype, 'query');
    const outcomes = await Promise.all<StoreOutcome>([
      postgres.customers.store(creation(values('one')), BODY, one),
      postgres.customers.store(creation(values('two')), BODY),
      postgres.customers.store(creation({ number: 'three', customer: { extId: 'three' } }), BODY),
      postgres.customers.store(creation(values('old', 'again')), BODY, again),
      postgres.customers.store(update(values('missing')), BODY, missing),
      postgres.customers.store(update(values('other', 'next')), BODY, next),
    ]);
    expect(queries).toHaveBeenCalledTimes(1);
    queries.mockRestore();
    expect(outcomes).toEqual(['assessed', 'stored', 'stored', 'customer-exists', 'customer-missing', 'assessed']);
    expect(await explained('one')).toMatchObject([{ state: 'COMPLETED', risk: one.risk }]);
    const [two] = await explained('two');
    expect(two).toMatchObject({ state: 'QUEUED' });
    expect(two).not.toHaveProperty('risk');
    expect([await states('three'), await states('missing')]).toEqual([[], undefined]);
    expect(await explained('old')).toMatchObject([{ state: 'COMPLETED', risk: LOW.risk }]);
    expect(await explained('other')).toMatchObject([
      { state: 'COMPLETED', risk: next.risk },
      { state: 'COMPLETED', risk: LOW.risk },
    ]);
  });

  // The statement began before the other transaction committed, so its own snapshot does not show the change.
  it.each([
    ['the level', `update aml_customer.customer set risk_level = 'HIGH' where ext_id = $1`],
    [
      'a flag',
      `with customer as (
          update aml_customer.customer set version = version + 1 where ext_id = $1 returning *
        )
        insert into aml_customer.customer_version
          (customer_id, version, message_id, cause, status, risk_level, title, created_at, pep)
        select customer.id, customer.version, former.message_id, 'MESSAGE', customer.status, customer.risk_level,
          customer.title, now(), true
        from customer
        join aml_customer.customer_version as former on former.customer_id = customer.id`,
    ],
    [
      'an undecided assessment',
      `update aml_customer.assessment set state = 'PENDING', risk_level = 'EXTREME'
        where customer_id = (select id from aml_customer.customer where ext_id = $1)`,
    ],
    [
      'the decision of a person',
      `update aml_customer.assessment set decision_type = 'REJECTED', decided_by = 'Ona'
        where customer_id = (select id from aml_customer.customer where ext_id = $1)`,
    ],
  ])('is queued instead if %s changes while the message waits for the customer', async (extId, change) => {
    await postgres.customers.store(creation({ number: `${extId} 1`, customer: { extId }, follow }), BODY, LOW);
    const other = new Client({ connectionString: database.url });
    await other.connect();
    try {
      await other.query('begin');
      await other.query('select from aml_customer.customer where ext_id = $1 for update', [extId]);
      const storing = postgres.customers.store(
        update({ number: `${extId} 2`, customer: { extId }, follow }),
        BODY,
        LOW,
      );
      await untilBlocked(database.url);
      await other.query(change, [extId]);
      await other.query('commit');
      expect(await storing).toBe('stored');
    } finally {
      await other.end();
    }
    expect((await states(extId))?.[0]).toBe('QUEUED');
  });
});

describe('with LOWERING=auto', () => {
  let postgres: Postgres;
  onTestDatabase((opened) => ({ postgres } = opened), { lowering: 'auto' });

  it('a message that lowers a customer is assessed when it is stored', async () => {
    const customer = { extId: 'C', riskLevel: 'EXTREME', flags: { pep: true } } as const;
    await postgres.customers.store(creation({ number: '1', customer }), BODY);
    const message = update({ number: '2', customer: { extId: 'C', flags: {} }, follow });
    expect(await postgres.customers.store(message, BODY, LOW)).toBe('assessed');
    expect(await postgres.customers.find('C')).toMatchObject({
      version: 2,
      riskLevel: 'LOW',
      riskLevelBefore: 'EXTREME',
    });
  });
});
