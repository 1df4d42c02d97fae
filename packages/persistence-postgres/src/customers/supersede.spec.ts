import { CallbackEvents, type EventCause } from '@aml-customer/application';
import type { Flags } from '@aml-customer/domain';
import { describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { BODY, completion, risk, useCases } from '../../test/assessing.js';
import { creation, onTestDatabase, sql, untilBlocked, update } from '../../test/support.js';
import type { Postgres } from '../open.js';
import type { TestDatabase } from '../testing.js';

const follow = { assessment: true, screenings: [] };
const events = new CallbackEvents({ events: 'app.test', updates: 'com.test' });
const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown as string;

describe('a newer message', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  onTestDatabase((opened) => ({ database, postgres } = opened), { events, pool: { max: 24 } });

  const create = (extId: string, customer = {}) =>
    postgres.customers.store(
      creation({ number: `${extId} 1`, requester: 'one', customer: { extId, ...customer }, follow }),
      BODY,
    );
  const replace = (extId: string, n: number, customer = {}) =>
    postgres.customers.store(
      update({ number: `${extId} ${n}`, requester: 'two', customer: { extId, ...customer }, follow }),
      BODY,
    );
  const states = async (extId: string) => (await postgres.assessments.ofCustomer(extId))?.map(({ state }) => state);
  const eventsOf = (extId: string) =>
    sql<{ id: string; type: string; time: Date; number: string | null; requester: string }>(
      database.url,
      `
    select id, type, time, communication_number as number, requester from aml_customer.event
    where subject = $1 order by sequence`,
      [extId],
    );
  const causeOf = (extId: string, number: string, time: Date): EventCause => ({
    id: UUID,
    time,
    communicationNumber: number,
    customerExtId: extId,
  });

  it('supersedes a queued assessment, with an event for its requester', async () => {
    await create('queued');
    await replace('queued', 2);
    expect(await states('queued')).toEqual(['QUEUED', 'SUPERSEDED']);
    const [found] = await postgres.eventLog.causedBy('queued 1');
    expect(found).toEqual(
      events.scoringSuperseded(causeOf('queued', 'queued 1', found?.time ?? new Date(0)), 'customer', {}),
    );
    expect(await eventsOf('queued')).toMatchObject([{ requester: 'one' }]);
    expect(await postgres.deliveries.find(found?.id ?? '')).toMatchObject({ state: 'PENDING', attempts: 0 });
  });

  it('supersedes a pending assessment, with its level, and a lead as a lead', async () => {
    await create('lead', { lead: true, status: 'PENDING' });
    const [assessment] = (await postgres.assessments.ofCustomer('lead')) ?? [];
    await useCases(postgres.assessments, risk('HIGH', true)).assess.assess(assessment?.id ?? '');
    await replace('lead', 2, { status: 'PENDING' });
    expect(await states('lead')).toEqual(['QUEUED', 'SUPERSEDED']);
    const [, found] = await postgres.eventLog.causedBy('lead 1');
    expect(found).toEqual(
      events.scoringSuperseded(causeOf('lead', 'lead 1', found?.time ?? new Date(0)), 'lead', {
        initialRiskLevel: 'HIGH',
      }),
    );
    expect((await postgres.assessments.ofCustomer('lead'))?.map(({ lead }) => lead)).toEqual([false, true]);
  });

  it('leaves completed assessments alone', async () => {
    await create('done');
    const [assessment] = (await postgres.assessments.ofCustomer('done')) ?? [];
    expect(await postgres.assessments.conclude(assessment?.id ?? '', completion('done'))).toBe(true);
    await replace('done', 2, { riskLevel: 'LOW' });
    expect(await states('done')).toEqual(['QUEUED', 'COMPLETED']);
    expect(await eventsOf('done')).toHaveLength(1);
  });

  it('writes customer.updated if status or level changed, and not otherwise', async () => {
    await create('updated', { riskLevel: 'LOW' });
    await replace('updated', 2, { title: 'Other' });
    const before = await eventsOf('updated');
    await replace('updated', 3, { riskLevel: 'HIGH' });
    await replace('updated', 4, { status: 'SUSPENDED', riskLevel: 'HIGH' });
    const updates = (await eventsOf('updated')).slice(before.length).filter(({ number }) => number === null);
    expect(before.map(({ number }) => number)).toEqual(['updated 1']);
    const data = await Promise.all(updates.map(async ({ id }) => (await postgres.deliveries.find(id))?.event));
    expect(data).toEqual(
      updates.map(({ time }, i) =>
        events.customerUpdated(
          { ...causeOf('updated', '', time) },
          { riskLevel: 'HIGH', status: i === 0 ? 'ACTIVE' : 'SUSPENDED' },
        ),
      ),
    );
    expect(updates.map(({ requester }) => requester)).toEqual(['two', 'two']);
  });

  describe('writes customer.updated for flags', () => {
    const data = async (extId: string) =>
      (
        await sql<{ data: object }>(
          database.url,
          `
      select data from aml_customer.event where subject = $1 and type = 'com.test.customer.updated' order by sequence`,
          [extId],
        )
      ).map(({ data: { ...flags } }) => flags);
    const stored = async (extId: string, ...versions: Flags[]) => {
      for (const [n, flags] of versions.entries()) {
        const parts = { number: `${extId} ${n}`, requester: 'one', customer: { extId, flags } };
        await postgres.customers.store(n === 0 ? creation(parts) : update(parts), BODY);
      }
      return data(extId);
    };
    const ALL = { sanctioned: true, pep: true, inAdverseMedia: true, inInternalList: true };

    it('if only flags changed, with all of them, even for a customer without an assessment', async () => {
      const [first, ...others] = await stored('flags', { pep: false }, { pep: true, sanctioned: false });
      const { updatedAt } = (await postgres.customers.find('flags')) ?? {};
      expect(first).toEqual({
        customerExternalID: 'flags',
        sanctioned: false,
        pep: true,
        riskLevel: 'NONE',
        status: 'ACTIVE',
        updatedAt: updatedAt?.toISOString(),
      });
      expect(others).toEqual([]);
    });

    it('with false for a flag that the message withdraws, once, and without flags that were never set', async () => {
      const all = await stored(
        'took back',
        { inAdverseMedia: true, inInternalList: true },
        { inInternalList: true },
        { inInternalList: true },
        { inInternalList: false },
      );
      expect(all).toMatchObject([{ inAdverseMedia: false, inInternalList: true }, { inInternalList: false }]);
      expect(
        all.map((flags) =>
          Object.keys(flags).filter((key) => key === 'inAdverseMedia' || key === 'pep' || key === 'sanctioned'),
        ),
      ).toEqual([['inAdverseMedia'], []]);
    });

    it('not if none is set, or if a flag that was not set is now false', async () => {
      expect(
        await stored(
          'none',
          {},
          { pep: false },
          {},
          { sanctioned: false, inAdverseMedia: false, inInternalList: false },
          {},
        ),
      ).toEqual([]);
    });

    it('each flag alone', async () => {
      for (const flag of Object.keys(ALL))
        expect(await stored(`one ${flag}`, {}, { [flag]: true }, {})).toMatchObject([
          { [flag]: true },
          { [flag]: false },
        ]);
      expect(await stored('all', ALL, {}, ALL)).toMatchObject([
        { sanctioned: false, pep: false, inAdverseMedia: false, inInternalList: false },
        ALL,
      ]);
    });

    it('if level or status changed too', async () => {
      await postgres.customers.store(
        creation({ number: 'beside 1', customer: { extId: 'beside', flags: { pep: true } } }),
        BODY,
      );
      await postgres.customers.store(
        update({ number: 'beside 2', customer: { extId: 'beside', status: 'SUSPENDED', flags: { pep: true } } }),
        BODY,
      );
      expect(await data('beside')).toMatchObject([{ pep: true, status: 'SUSPENDED' }]);
    });

    it('which the version of an assessment copies', async () => {
      await postgres.customers.store(
        creation({ number: 'carried 1', customer: { extId: 'carried', flags: ALL }, follow }),
        BODY,
      );
      const [assessment] = (await postgres.assessments.ofCustomer('carried')) ?? [];
      await useCases(postgres.assessments, risk('LOW')).assess.assess(assessment?.id ?? '');
      expect(await postgres.customers.find('carried')).toMatchObject({ version: 2, riskLevel: 'LOW' });
      await postgres.customers.store(update({ number: 'carried 2', customer: { extId: 'carried', flags: ALL } }), BODY);
      expect(await data('carried')).toEqual([]);
      await postgres.customers.store(
        update({ number: 'carried 3', customer: { extId: 'carried', flags: { ...ALL, pep: false } } }),
        BODY,
      );
      expect(await data('carried')).toMatchObject([{ ...ALL, pep: false }]);
    });
  });

  it('among concurrent ones causes the events that it would cause alone, in the order of each customer', async () => {
    const extIds = Array.from({ length: 20 }, (_, i) => `many ${i}`);
    await Promise.all(extIds.map((extId) => create(extId, { riskLevel: 'LOW' })));
    await sql(
      database.url,
      `update aml_customer.delivery set state = 'DELIVERED'
        where customer_id in (select id from aml_customer.customer where ext_id like 'many %' and ext_id like '%5')`,
    );
    await Promise.all(
      extIds.map((extId, i) =>
        replace(extId, 2, { riskLevel: i % 2 === 0 ? 'HIGH' : 'LOW', ...(i % 3 === 0 && { flags: { pep: true } }) }),
      ),
    );
    await Promise.all(extIds.map((extId) => replace(extId, 3, { riskLevel: 'MEDIUM' })));
    for (const [i, extId] of extIds.entries()) {
      const changed = i % 2 === 0 || i % 3 === 0;
      expect((await eventsOf(extId)).map(({ number, requester }) => [number, requester])).toEqual([
        [`${extId} 1`, 'one'],
        ...(changed ? [[null, 'two']] : []),
        [`${extId} 2`, 'two'],
        [null, 'two'],
      ]);
    }
    const [line] = await sql(
      database.url,
      `
      select count(*)::int as jobs, count(distinct key)::int as lines from graphile_worker._private_jobs
      where key in (select 'deliver:' || id from aml_customer.customer where ext_id like 'many %')`,
    );
    expect(line).toEqual({ jobs: 20, lines: 20 });
  });

  it('ignores changes that another message made while it waited', async () => {
    await create('waits');
    const other = new Client({ connectionString: database.url });
    await other.connect();
    await other.query(`
      begin;
      with customer as (update aml_customer.customer set status = 'SUSPENDED', version = version + 1
        where ext_id = 'waits' returning *)
      insert into aml_customer.customer_version (customer_id, version, message_id, cause, status, risk_level, title,
        created_at)
      select customer.id, customer.version, message.id, 'MESSAGE', customer.status, customer.risk_level,
      customer.title, now() from customer, aml_customer.message where communication_number = 'waits 1'`);
    const replacing = replace('waits', 2, { status: 'SUSPENDED' });
    await untilBlocked(database.url);
    await other.query('commit');
    await other.end();
    expect(await replacing).toBe('stored');
    expect((await eventsOf('waits')).map(({ number }) => number)).toEqual(['waits 1']);
  });

  it('takes one round trip', async () => {
    await create('trip');
    const queries = jest.spyOn(Client.prototype, 'query');
    await replace('trip', 2, { status: 'SUSPENDED' });
    expect(queries).toHaveBeenCalledTimes(1);
    queries.mockRestore();
    expect(await eventsOf('trip')).toHaveLength(2);
  });

  it('of 24 concurrent ones leaves only the last assessment, and supersedes every other once', async () => {
    await create('race');
    await Promise.all(Array.from({ length: 24 }, (_, i) => replace('race', i + 2)));
    const assessments = (await postgres.assessments.ofCustomer('race')) ?? [];
    const open = assessments.filter(({ state }) => state !== 'SUPERSEDED');
    expect(open).toMatchObject([{ state: 'QUEUED', version: 25 }]);
    const numbers = (await eventsOf('race')).map(({ number }) => number);
    expect([...numbers].sort()).toEqual(
      assessments
        .filter(({ state }) => state === 'SUPERSEDED')
        .map(({ communicationNumber }) => communicationNumber)
        .sort(),
    );
    expect(numbers).toHaveLength(24);
  });

  it('or the conclusion of the assessment wins, never both', async () => {
    const rounds = Array.from({ length: 30 }, (_, i) => `versus ${i}`);
    for (const extId of rounds) await create(extId, { status: 'PENDING' });
    const results = await Promise.all(
      rounds.map(async (extId, i) => {
        const [assessment] = (await postgres.assessments.ofCustomer(extId)) ?? [];
        const conclude = () => postgres.assessments.conclude(assessment?.id ?? '', completion(extId));
        const [first, , second] = await Promise.all(
          i % 2 === 0
            ? [conclude(), replace(extId, 2), conclude()]
            : [replace(extId, 2).then(() => false), conclude(), conclude()],
        );
        const types = (await eventsOf(extId))
          .filter(({ number }) => number !== null)
          .map(({ type }) => type.split('.').at(-1));
        return {
          extId,
          concluded: i % 2 === 0 ? Number(first) + Number(second) : undefined,
          states: await states(extId),
          types,
          versions: (await postgres.customers.versions(extId))?.map(({ cause }) => cause),
        };
      }),
    );
    for (const { concluded, states: found, types, versions } of results) {
      const completed = found?.includes('COMPLETED') === true;
      expect(found).toEqual(['QUEUED', completed ? 'COMPLETED' : 'SUPERSEDED']);
      if (concluded !== undefined) expect(concluded).toBe(completed ? 1 : 0);
      expect(types).toEqual([completed ? 'completed' : 'superseded']);
      expect(versions).toEqual(completed ? ['MESSAGE', 'ASSESSMENT', 'MESSAGE'] : ['MESSAGE', 'MESSAGE']);
    }
  });

  it('rolls back if its events cannot be written', async () => {
    await create('fails');
    await sql(database.url, 'alter table aml_customer.delivery add constraint no_deliveries check (false) not valid');
    try {
      await expect(replace('fails', 2, { status: 'SUSPENDED' })).rejects.toThrow(
        'PostgreSQL failed at storing a message: 23514, no_deliveries',
      );
    } finally {
      await sql(database.url, 'alter table aml_customer.delivery drop constraint no_deliveries');
    }
    expect(await states('fails')).toEqual(['QUEUED']);
    expect(await postgres.customers.find('fails')).toMatchObject({ version: 1, customerStatus: 'ACTIVE' });
    expect(await eventsOf('fails')).toEqual([]);
  });

  it('leaves a customer REJECTED that a person rejects while the message waits for the row', async () => {
    await create('rejected', { status: 'PENDING' });
    const other = new Client({ connectionString: database.url });
    await other.connect();
    await other.query(`
      begin;
      update aml_customer.customer set status = 'REJECTED' where ext_id = 'rejected'`);
    const replacing = replace('rejected', 2, { status: 'ACTIVE' });
    await untilBlocked(database.url);
    await other.query('commit');
    await other.end();
    expect(await replacing).toBe('stored');
    expect(await postgres.customers.find('rejected')).toMatchObject({ version: 2, customerStatus: 'REJECTED' });
  });
});
