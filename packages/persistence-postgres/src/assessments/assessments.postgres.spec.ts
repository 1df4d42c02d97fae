import { AssessCustomer, CallbackEvents } from '@aml-customer/application';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { AT, BODY, completion, decision, risk, useCases } from '../../test/assessing.js';
import { creation, onTestDatabase, sql, update } from '../../test/support.js';
import type { Postgres } from '../open.js';
import type { TestDatabase } from '../testing.js';

describe('PostgresAssessments', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  onTestDatabase((opened) => ({ database, postgres } = opened), { pool: { max: 24 } });

  const queued = async (extId: string, customer = {}) => {
    await postgres.customers.store(
      creation({
        number: `${extId} 1`,
        requester: 'bank',
        customer: { extId, status: 'PENDING', ...customer },
        follow: { assessment: true },
      }),
      BODY,
    );
    return (await postgres.assessments.ofCustomer(extId))?.[0]?.id ?? '';
  };
  const concluded = async (id: string) => (await postgres.assessments.open(id))?.assessment;
  const types = async (extId: string) =>
    (await postgres.eventLog.causedBy(`${extId} 1`)).map(({ type }) => type.split('.').at(-1));

  it('opens one with the current customer and the message', async () => {
    const id = await queued('open', { riskLevel: 'MEDIUM', flags: { pep: true, sanctioned: false } });
    expect(await postgres.assessments.open(id)).toEqual({
      assessment: {
        id,
        state: 'QUEUED',
        customerExtId: 'open',
        version: 1,
        communicationNumber: 'open 1',
        createdAt: expect.any(Date),
        lead: false,
      },
      customerStatus: 'PENDING',
      riskLevel: 'MEDIUM',
      flags: { pep: true, sanctioned: false },
      customerUpdatedAt: expect.any(Date),
      requestedStatus: 'PENDING',
      outstandingScreenings: [],
      body: BODY,
    });
    for (const none of ['0', 'x', '', '9'.repeat(30)]) expect(await postgres.assessments.open(none)).toBeUndefined();
  });

  it('completes an assessment, which causes a new version of the customer with the same profile', async () => {
    const id = await queued('auto');
    await useCases(postgres.assessments, risk('LOW')).assess.assess(id);
    expect(await concluded(id)).toMatchObject({
      state: 'COMPLETED',
      risk: risk('LOW'),
      finalRiskLevel: 'LOW',
      completedAt: AT,
    });
    expect(await postgres.customers.find('auto')).toMatchObject({
      version: 2,
      riskLevel: 'LOW',
      customerStatus: 'ACTIVE',
      communicationNumber: 'auto 1',
      body: BODY,
    });
    expect(await postgres.customers.find('auto', 1)).toMatchObject({
      version: 1,
      riskLevel: 'NONE',
      customerStatus: 'PENDING',
    });
    expect(
      (await postgres.customers.versions('auto'))?.map(({ version, cause, communicationNumber }) => [
        version,
        cause,
        communicationNumber,
      ]),
    ).toEqual([
      [1, 'MESSAGE', 'auto 1'],
      [2, 'ASSESSMENT', 'auto 1'],
    ]);
    expect(await types('auto')).toEqual(['completed']);
    expect(
      await sql(
        database.url,
        `select requester, customer_id = (select id from aml_customer.customer
            where ext_id = 'auto') as own, type from aml_customer.event where subject = 'auto' order by sequence`,
      ),
    ).toEqual([
      { requester: 'bank', own: true, type: 'app.amlyze.customer.riskmanagement.kyc_scoring.completed' },
      { requester: 'bank', own: true, type: 'com.amlyze.customer.updated' },
    ]);
  });

  it('continues with the next message', async () => {
    await useCases(postgres.assessments, risk('HIGH')).assess.assess(await queued('next'));
    await postgres.customers.store(
      update({ number: 'next 2', customer: { extId: 'next' }, follow: { assessment: true } }),
      BODY,
    );
    expect(await postgres.customers.find('next')).toMatchObject({
      version: 3,
      riskLevel: 'HIGH',
      communicationNumber: 'next 2',
    });
    expect((await postgres.assessments.ofCustomer('next'))?.map(({ state, version }) => [state, version])).toEqual([
      ['QUEUED', 3],
      ['COMPLETED', 1],
    ]);
  });

  it('stores a decision completely, and only one of 12 concurrent ones', async () => {
    const id = await queued('decided');
    const { assess, decide } = useCases(postgres.assessments, risk('EXTREME', true));
    await assess.assess(id);
    expect(await postgres.customers.versions('decided')).toHaveLength(1);
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, i) => decide.decide(id, decision(`Person ${i}`))),
    );
    const taken = outcomes.flatMap((outcome) => (outcome.kind === 'taken' ? [outcome.assessment] : []));
    expect(taken).toHaveLength(1);
    expect(await concluded(id)).toEqual(taken[0]);
    expect(await concluded(id)).toMatchObject({
      state: 'COMPLETED',
      finalRiskLevel: 'HIGH',
      decision: { decisionType: 'ACCEPTED', decisionGroundCode: 'DOCS', comment: 'Seen „originals“', decidedAt: AT },
    });
    expect(await types('decided')).toEqual(['pending', 'completed']);
  });

  it('is assessed once among 12 workers', async () => {
    const id = await queued('workers');
    const { assess } = useCases(postgres.assessments, risk('MEDIUM'));
    await Promise.all(Array.from({ length: 12 }, () => assess.assess(id)));
    expect(await types('workers')).toEqual(['completed']);
    expect(await postgres.customers.versions('workers')).toHaveLength(2);
  });

  it('dates the version as its event does, and never before the previous version', async () => {
    const id = await queued('instant');
    const early = new AssessCustomer({
      assessments: postgres.assessments,
      evaluation: { evaluate: async () => risk('LOW') },
      events: new CallbackEvents(),
      newId: randomUUID,
      now: () => new Date(0),
      fourEyes: false,
      lowering: 'person',
      activateAfter: 'assessment',
    });
    await early.assess(id);
    const updatedAt = (await postgres.customers.find('instant'))?.updatedAt;
    expect(updatedAt?.getTime()).toBeGreaterThan(0);
    expect(await concluded(id)).toMatchObject({ completedAt: updatedAt });
    expect(
      await sql(
        database.url,
        `
      select time, data ->> 'updatedAt' as "updatedAt" from aml_customer.event
      where subject = 'instant' and type = 'com.amlyze.customer.updated'`,
      ),
    ).toEqual([{ time: updatedAt, updatedAt: updatedAt?.toISOString() }]);
    expect(
      await sql(
        database.url,
        `
      select count(*)::int as many from aml_customer.customer_version as later
      join aml_customer.customer_version as earlier using (customer_id)
      where later.version = earlier.version + 1 and later.created_at < earlier.created_at
      and customer_id = (select id from aml_customer.customer where ext_id = 'instant')`,
      ),
    ).toEqual([{ many: 0 }]);
  });

  it('with four eyes applies a confirmation only to the proposal that was seen', async () => {
    const id = await queued('eyes');
    const { assess, decide } = useCases(postgres.assessments, risk('HIGH', true), true);
    await assess.assess(id);
    await decide.decide(id, decision('Rūta'));
    const stale = { state: 'PENDING' } as const;
    expect(await postgres.assessments.conclude(id, completion('eyes', stale))).toBe(false);
    expect(
      await postgres.assessments.conclude(
        id,
        completion('eyes', { ...stale, decision: { ...decision('Jonas'), decidedAt: AT } }),
      ),
    ).toBe(false);
    await decide.decide(id, decision('Jonas'));
    expect(await concluded(id)).toMatchObject({
      state: 'COMPLETED',
      decision: { decidedBy: 'Rūta' },
      confirmedBy: 'Jonas',
    });
  });

  it('with four eyes handles 12 concurrent people in turn: the first proposes, the second confirms, the others are too late', async () => {
    const id = await queued('instant eyes');
    const { assess, decide } = useCases(postgres.assessments, risk('HIGH', true), true);
    await assess.assess(id);
    const twice = Array.from({ length: 12 }, (_, i) => decision(`Person ${i % 6}`));
    const outcomes = await Promise.all(twice.map((attempt) => decide.decide(id, attempt)));
    const states = outcomes.map((outcome) =>
      outcome.kind === 'taken' ? outcome.assessment.state : outcome.kind === 'refused' ? outcome.refusal : '',
    );
    expect([
      states.filter((state) => state === 'PENDING').length,
      states.filter((state) => state === 'COMPLETED').length,
    ]).toEqual([1, 1]);
    expect(
      states
        .filter((state) => state !== 'PENDING' && state !== 'COMPLETED')
        .every((refusal) => refusal === 'already-decided' || refusal === 'same-person'),
    ).toBe(true);
    const { decisions = [], decision: first, confirmedBy } = (await concluded(id)) ?? {};
    expect(decisions.map(({ decidedBy }) => decidedBy)).toEqual([first?.decidedBy, confirmedBy]);
    expect(new Set(decisions.map(({ decidedBy }) => decidedBy)).size).toBe(2);
    expect(await types('instant eyes')).toEqual(['pending', 'completed']);
  });

  it('rolls back if a step fails in the middle, and the error has no personal data', async () => {
    const id = await queued('breaks');
    await sql(database.url, 'alter table graphile_worker._private_jobs add constraint no_jobs check (false) not valid');
    try {
      await expect(postgres.assessments.conclude(id, completion('breaks'))).rejects.toMatchObject({
        message: 'PostgreSQL failed at concluding an assessment: 23514, no_jobs',
      });
    } finally {
      await sql(database.url, 'alter table graphile_worker._private_jobs drop constraint no_jobs');
    }
    expect(await concluded(id)).toMatchObject({ state: 'QUEUED' });
    expect([await types('breaks'), await postgres.customers.versions('breaks')]).toMatchObject([
      [],
      [{ cause: 'MESSAGE' }],
    ]);
    expect(await postgres.assessments.conclude(id, completion('breaks'))).toBe(true);
  });

  it('concludes nothing for an older message, even if it was not superseded', async () => {
    const id = await queued('older');
    await postgres.customers.store(
      update({ number: 'older 2', customer: { extId: 'older', status: 'SUSPENDED' } }),
      BODY,
    );
    await sql(database.url, `update aml_customer.assessment set state = 'QUEUED' where id = $1`, [id]);
    const before = await types('older');
    expect(await postgres.assessments.conclude(id, completion('older'))).toBe(false);
    expect(await concluded(id)).toMatchObject({ state: 'QUEUED' });
    expect(await postgres.customers.find('older')).toMatchObject({
      version: 2,
      customerStatus: 'SUSPENDED',
      riskLevel: 'NONE',
    });
    expect(await types('older')).toEqual(before);
  });

  it('lists those of a customer, latest first, and distinguishes no assessments from no customer', async () => {
    await postgres.customers.store(creation({ number: 'imported', customer: { extId: 'imported' } }), BODY);
    expect(await postgres.assessments.ofCustomer('imported')).toEqual([]);
    for (const missing of ['missing', 'nul\0', '\ud800'])
      expect(await postgres.assessments.ofCustomer(missing)).toBeUndefined();
  });

  it('lists them without explanations; only a single opened one has its explanation', async () => {
    const id = await queued('listed');
    await useCases(postgres.assessments, risk('EXTREME', true)).assess.assess(id);
    const lists = [
      await postgres.assessments.ofCustomer('listed'),
      (await postgres.assessments.inState('PENDING', undefined, 1000))?.items,
    ];
    for (const list of lists)
      expect(list?.find((assessment) => assessment.id === id)?.risk).toEqual({
        ...risk('EXTREME', true),
        explanation: {},
      });
    expect((await postgres.assessments.open(id))?.assessment.risk).toEqual(risk('EXTREME', true));
  });

  it('concludes concurrent assessments in few statements, each as if alone', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, (_, i) => queued(`concurrent ${i}`)));
    const queries = jest.spyOn(Client.prototype, 'query');
    const done = await Promise.all(
      [...ids, ids[0]!, '9'.repeat(17), 'none'].map((id, i) =>
        postgres.assessments.conclude(id, completion(`concurrent ${i}`)),
      ),
    );
    expect(queries.mock.calls.length).toBeLessThan(4);
    queries.mockRestore();
    expect(done).toEqual([...ids.map(() => true), false, false, false]);
    for (const i of [0, 17, 39]) {
      expect((await postgres.assessments.open(ids[i]!))?.assessment).toMatchObject({
        id: ids[i],
        state: 'COMPLETED',
        risk: risk('LOW'),
        customerExtId: `concurrent ${i}`,
      });
      expect((await postgres.customers.versions(`concurrent ${i}`))?.map(({ cause }) => cause)).toEqual([
        'MESSAGE',
        'ASSESSMENT',
      ]);
      expect(await postgres.eventLog.causedBy('by the test')).toContainEqual(
        expect.objectContaining({ subject: `concurrent ${i}` }),
      );
    }
  });

  it('concludes the others if one fails', async () => {
    const ids = await Promise.all(['fine', 'poison', 'too'].map((extId) => queued(`beside ${extId}`)));
    const done = await Promise.allSettled(
      ids.map((id, i) =>
        postgres.assessments.conclude(
          id,
          i === 1
            ? { ...completion('beside'), customer: { riskLevel: 'LOW', status: 'ASLEEP' as 'ACTIVE' } }
            : completion('beside'),
        ),
      ),
    );
    expect(done.map((each) => (each.status === 'fulfilled' ? each.value : String(each.reason)))).toEqual([
      true,
      'StorageFailure: PostgreSQL failed at concluding an assessment: 23514, customer_status_check',
      true,
    ]);
    expect((await postgres.assessments.open(ids[1]!))?.assessment.state).toBe('QUEUED');
  });

  it('lists the latest 500 of a customer', async () => {
    const id = await queued('many');
    await sql(
      database.url,
      `
      insert into aml_customer.assessment (customer_id, version, message_id, state)
      select customer_id, version, message_id, 'SUPERSEDED' from aml_customer.assessment
      cross join generate_series(1, 500) where id = $1`,
      [id],
    );
    const ids = (await postgres.assessments.ofCustomer('many'))?.map((assessment) => Number(assessment.id)) ?? [];
    expect([ids.length, Math.min(...ids)]).toEqual([500, Number(id) + 1]);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
  });

  describe('queued for more than an hour', () => {
    const OF_ASSESSMENT = `where coalesce(payload -> 'ids' ->> 0, payload ->> 'id') = $1`;
    const JOBS = `from graphile_worker._private_jobs ${OF_ASSESSMENT}`;
    const LATER = new Date(Date.now() + 3_700_000);
    const jobs = (id: string) =>
      sql<{ key: string | null; attempts: number }>(database.url, `select key, attempts ${JOBS} order by id`, [id]);
    const failForGood = (id: string) =>
      sql(database.url, `update graphile_worker._private_jobs set attempts = max_attempts ${OF_ASSESSMENT}`, [id]);
    const FAILED = { key: null, attempts: 25 };
    const newJob = (id: string) => ({ key: `assess:${id}`, attempts: 0 });

    beforeAll(() =>
      sql(database.url, `update aml_customer.assessment set state = 'SUPERSEDED' where state = 'QUEUED'`),
    );

    it('is queued again, once, each time its job has failed for good or disappeared', async () => {
      const [failed, lost] = [await queued('failed for good'), await queued('without a job')];
      await failForGood(failed);
      await sql(database.url, `delete ${JOBS}`, [lost]);
      expect(await postgres.assessments.queueForgotten(new Date())).toBe(0);
      await Promise.all([postgres.assessments.queueForgotten(LATER), postgres.assessments.queueForgotten(LATER)]);
      expect(await postgres.assessments.queueForgotten(LATER)).toBe(0);
      expect([await jobs(failed), await jobs(lost)]).toEqual([[FAILED, newJob(failed)], [newJob(lost)]]);
      await failForGood(failed);
      expect(await postgres.assessments.queueForgotten(LATER)).toBe(1);
      expect(await jobs(failed)).toEqual([FAILED, FAILED, newJob(failed)]);
    });

    it('is not queued again while its job waits or runs, nor if it is not QUEUED', async () => {
      const [waiting, working, done] = [await queued('waiting'), await queued('working'), await queued('done')];
      await sql(
        database.url,
        `update graphile_worker._private_jobs
          set attempts = max_attempts, locked_at = now(), locked_by = 'a worker' ${OF_ASSESSMENT}`,
        [working],
      );
      await useCases(postgres.assessments, risk('LOW')).assess.assess(done);
      await sql(database.url, `delete ${JOBS}`, [done]);
      expect(await postgres.assessments.queueForgotten(LATER)).toBe(0);
      expect([await jobs(waiting), await jobs(working), await jobs(done)]).toEqual([
        [{ key: null, attempts: 0 }],
        [FAILED],
        [],
      ]);
    });

    it('is queued 1,000 at a time', async () => {
      await sql(
        database.url,
        `
        insert into aml_customer.assessment (customer_id, version, message_id)
        select customer_id, version, message_id from aml_customer.assessment cross join generate_series(1, 1001)
        where id = $1`,
        [await queued('crowd')],
      );
      expect([
        await postgres.assessments.queueForgotten(LATER),
        await postgres.assessments.queueForgotten(LATER),
        await postgres.assessments.queueForgotten(LATER),
      ]).toEqual([1000, 1, 0]);
    });
  });

  it('pages through those in a state, oldest first', async () => {
    const { assess } = useCases(postgres.assessments, risk('HIGH', true));
    const ids = [await queued('page 1'), await queued('page 2'), await queued('page 3')];
    for (const id of ids) await assess.assess(id);
    const seen: string[] = [];
    let cursor: string | undefined = String(Number(ids[0]) - 1);
    do {
      const page = await postgres.assessments.inState('PENDING', cursor, 2);
      cursor = page?.items.length === 0 ? undefined : page?.cursor;
      seen.push(...(page?.items.map(({ id }) => id) ?? []));
    } while (cursor !== undefined);
    expect(seen).toEqual(ids);
    expect(await postgres.assessments.inState('PENDING', ids[2], 2)).toEqual({ items: [], cursor: ids[2] });
    for (const none of ['x', '0', '', '99999999', '9'.repeat(30)])
      expect(await postgres.assessments.inState('PENDING', none, 2)).toBeUndefined();
  });
});
