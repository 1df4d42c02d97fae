import type { ImmediateAssessment, StoreOutcome } from '@aml-customer/application';
import { describe, expect, it } from '@jest/globals';
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
    const values = (extId: string, number = extId) => ({ number, customer: { extId }, follow });
    await postgres.customers.store(creation(values('old')), BODY, LOW);
    const outcomes = await Promise.all<StoreOutcome>([
      postgres.customers.store(creation(values('one')), BODY, LOW),
      postgres.customers.store(creation(values('two')), BODY),
      postgres.customers.store(creation({ number: 'three', customer: { extId: 'three' } }), BODY),
      postgres.customers.store(creation(values('old', 'again')), BODY, LOW),
      postgres.customers.store(update(values('missing')), BODY, LOW),
      postgres.customers.store(update(values('old', 'next')), BODY, LOW),
    ]);
    expect(outcomes).toEqual(['assessed', 'stored', 'stored', 'customer-exists', 'customer-missing', 'assessed']);
    expect([await states('one'), await states('two'), await states('three'), await states('old')]).toEqual([
      ['COMPLETED'],
      ['QUEUED'],
      [],
      ['COMPLETED', 'COMPLETED'],
    ]);
  });

  // The statement began before the other transaction committed, so its own snapshot does not show the change.
  it.each([
    ['the level', `update aml_customer.customer set risk_level = 'HIGH' where ext_id = $1`],
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
