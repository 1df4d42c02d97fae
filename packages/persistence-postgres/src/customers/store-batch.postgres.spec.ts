import type { StoreOutcome } from '@aml-customer/application';
import type { Intent } from '@aml-customer/domain';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { alone, creation, sql, until, update } from '../../test/support.js';
import { openPostgres, type Postgres } from '../open.js';
import { openTestDatabase, type TestDatabase } from '../testing.js';

const FOLLOW = { assessment: true, screenings: ['PEP', 'SANCTIONS'] };
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
/** A message that passes every rule but violates a constraint of the database. */
const poison = (number: string, extId: string): Intent =>
  creation({ number, customer: { extId, status: 'ASLEEP' as 'ACTIVE' } });

/** What is stored, without ids and times. */
async function stored({ url }: TestDatabase): Promise<unknown> {
  const of = (text: string) => sql(url, text);
  return {
    customers: await of(
      'select ext_id, entity_type, status, risk_level, title, version from aml_customer.customer order by ext_id',
    ),
    versions: await of(`
      select c.ext_id, v.version, m.communication_number, m.requester, m.body, v.status, v.risk_level, v.title,
      v.cause, v.sanctioned, v.pep, v.in_adverse_media, v.in_internal_list
      from aml_customer.customer_version v join aml_customer.customer c on c.id = v.customer_id
      join aml_customer.message m on m.id = v.message_id order by c.ext_id, v.version`),
    messages: await of('select communication_number from aml_customer.message order by communication_number'),
    assessments: await of(`
      select m.communication_number, a.version, a.state, a.lead from aml_customer.assessment a
      join aml_customer.message m on m.id = a.message_id order by m.communication_number`),
    screenings: await of(`
      select m.communication_number, s.version, s.process, s.position from aml_customer.screening s
      join aml_customer.message m on m.id = s.message_id order by m.communication_number, s.position`),
    events: await of(
      `select type, communication_number, subject, requester, data::jsonb - 'updatedAt' as data
        from aml_customer.event order by subject, sequence`,
    ),
  };
}

/** Every queued assessment is named by exactly one job. */
async function expectOneJobPerAssessment({ url }: TestDatabase): Promise<void> {
  const [counts] = await sql(
    url,
    `
    select (select array_agg(id::text order by id) from aml_customer.assessment) as assessments,
      (select array_agg(named order by named::bigint) from graphile_worker._private_jobs
        cross join lateral json_array_elements_text(payload -> 'ids') as named) as named`,
  );
  expect(counts?.named).toEqual(counts?.assessments);
}

describe('concurrent messages', () => {
  const opened: { database: TestDatabase; stores: Postgres[] }[] = [];
  const open = async (processes = 1) => {
    const database = await openTestDatabase();
    const stores: Postgres[] = [];
    for (let i = 0; i < processes; i++) stores.push(await openPostgres({ url: database.url, answerWithinMs: 20_000 }));
    opened.push({ database, stores });
    return { database, stores, customers: stores[0]!.customers };
  };
  const all = (customers: Postgres['customers'], intents: readonly Intent[]) =>
    Promise.allSettled(
      intents.map((intent) => customers.store(intent, `{"of":"${intent.message.communicationNumber}"}`)),
    );
  const outcomesOf = (results: readonly PromiseSettledResult<StoreOutcome>[]) =>
    results.map((result) =>
      result.status === 'fulfilled' ? result.value : String((result.reason as { code?: string }).code),
    );

  afterAll(async () => {
    for (const { database, stores } of opened) {
      await Promise.all(stores.map((store) => store.close()));
      await database.drop();
    }
  });

  describe('in one process', () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      opened = await open();
    });

    it('share a statement, whatever their outcomes', async () => {
      await all(opened.customers, [creation({ number: 'have', customer: { extId: 'have' } })]);
      const queries = jest.spyOn(Client.prototype, 'query');
      const outcomes = await all(opened.customers, [
        ...times(20, (i) => creation({ number: `share-${i}`, customer: { extId: `share-${i}` }, follow: FOLLOW })),
        creation({ number: 'again', customer: { extId: 'have' } }),
        update({ number: 'other', customer: { extId: 'missing' } }),
        creation({ number: 'have', customer: { extId: 'new' } }),
      ]);
      expect(queries).toHaveBeenCalledTimes(1);
      queries.mockRestore();
      expect(outcomesOf(outcomes)).toEqual([
        ...times(20, () => 'stored'),
        'customer-exists',
        'customer-missing',
        'number-taken',
      ]);
    });

    it('queue one job for 50 assessments', async () => {
      const count = async () =>
        Number(
          (
            await sql(
              opened.database.url,
              `select count(*) from graphile_worker._private_jobs where payload ->> 'ids' is not null`,
            )
          )[0]?.['count'],
        );
      const before = await count();
      await all(
        opened.customers,
        times(51, (i) =>
          creation({ number: `job-${i}`, customer: { extId: `job-${i}` }, follow: { assessment: true } }),
        ),
      );
      expect(await count()).toBe(before + 2);
      await expectOneJobPerAssessment(opened.database);
    });

    it.each([
      ['first', 0],
      ['in the middle', 11],
      ['last', 22],
    ])('do not fail because of one that cannot be stored: %s', async (where, at) => {
      const intents = times(23, (i) =>
        i === at
          ? poison(`${where}-${i}`, `${where}-${i}`)
          : creation({ number: `${where}-${i}`, customer: { extId: `${where}-${i}` }, follow: FOLLOW }),
      );
      expect(outcomesOf(await all(opened.customers, intents))).toEqual(
        times(23, (i) => (i === at ? '23514' : 'stored')),
      );
      expect(await opened.customers.standing(`${where}-${at}`, `${where}-${at}`)).toEqual({ customerExists: false });
      await expectOneJobPerAssessment(opened.database);
    });

    it('of one customer are stored in the order in which they arrived', async () => {
      const intents = [
        creation({ number: 'line-0', customer: { extId: 'line' } }),
        ...times(9, (i) => update({ number: `line-${i + 1}`, customer: { extId: 'line', title: `Title ${i + 1}` } })),
      ];
      expect(outcomesOf(await all(opened.customers, intents))).toEqual(times(10, () => 'stored'));
      expect((await opened.customers.versions('line'))?.map(({ communicationNumber }) => communicationNumber)).toEqual(
        times(10, (i) => `line-${i}`),
      );
    });

    it('wait for one whose customer is locked, and are stored', async () => {
      await all(
        opened.customers,
        times(3, (i) => creation({ number: `hold-${i}`, customer: { extId: `hold-${i}` } })),
      );
      const other = new Client({ connectionString: opened.database.url });
      await other.connect();
      await other.query(
        `begin; update aml_customer.customer set version = version + 1, risk_level = 'HIGH' where ext_id = 'hold-1'`,
      );
      const storing = all(
        opened.customers,
        times(3, (i) => update({ number: `hold-u${i}`, customer: { extId: `hold-${i}` } })),
      );
      await until(
        async () =>
          (
            await sql(
              opened.database.url,
              `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
            )
          ).length > 0,
      );
      await other.query('commit');
      await other.end();
      expect(outcomesOf(await storing)).toEqual(['stored', 'stored', 'stored']);
      expect(await opened.customers.find('hold-1')).toMatchObject({ version: 3, riskLevel: 'HIGH' });
    });
  });

  it('are looked up by index, even on a connection that first stored when there were none', async () => {
    const { database } = await open();
    const other = await openPostgres({ url: database.url });
    for (const from of times(10, (n) => n * 30))
      await all(
        other.customers,
        times(30, (i) => creation({ number: `${from + i}`, customer: { extId: `${from + i}` } })),
      );
    await other.close(); // The server counts at the end of a connection.
    const read = async () =>
      sql<{ index: string; rows: number }>(
        database.url,
        `
      select indexrelname as index, idx_tup_read::int as rows from pg_stat_user_indexes
      where indexrelname in ('message_communication_number_key', 'customer_ext_id_key') order by 1`,
      );
    await alone(database.url);
    const rows = await read();
    expect(rows.map(({ index }) => index)).toEqual(['customer_ext_id_key', 'message_communication_number_key']);
    expect(rows.filter(({ rows: read }) => read >= 300)).toEqual([]);
  });

  it('look up superseded assessments by customer, even on a connection that first stored when there were none', async () => {
    const { database } = await open();
    const other = await openPostgres({ url: database.url });
    const follow = { assessment: true };
    const steps = [
      [creation, 1],
      [update, 1],
      [creation, 30],
      [update, 30],
    ] as const;
    for (const [make, many] of steps) {
      for (const from of times(10, (n) => n * many)) {
        await all(
          other.customers,
          times(many, (i) =>
            make({ number: `${make.name} ${many} ${from + i}`, customer: { extId: `${many} ${from + i}` }, follow }),
          ),
        );
      }
    }
    await other.close(); // The server counts at the end of a connection.
    await alone(database.url);
    const [read] = await sql<{ rows: number }>(
      database.url,
      `select sum(idx_tup_read)::int as rows from pg_stat_user_indexes where relname = 'assessment'`,
    );
    expect(read?.rows).toBeLessThan(1000);
    expect(
      await sql(database.url, `select state, count(*)::int from aml_customer.assessment group by state order by state`),
    ).toEqual([
      { state: 'QUEUED', count: 310 },
      { state: 'SUPERSEDED', count: 310 },
    ]);
  });

  it('have the same outcomes as one by one: good, bad, repeated and failing ones mixed', async () => {
    const [batched, single] = [await open(), await open()];
    const mixed = times(400, (i): Intent => {
      const [number, extId] = [`N-${i % 7 === 3 ? i - 3 : i}`, `C-${(i * 7) % 90}`];
      if (i % 41 === 40) return poison(number, extId);
      return (i % 3 === 0 ? creation : update)({
        number,
        requester: `R-${i % 3}`,
        customer: {
          extId,
          title: `Title ${i}`,
          status: i % 4 === 0 ? 'SUSPENDED' : 'ACTIVE',
          ...(i % 5 === 0 && { riskLevel: 'HIGH' as const }),
          ...(i % 6 === 0 && { lead: true as const }),
          flags: { ...(i % 4 < 2 && { pep: i % 4 === 0 }), ...(i % 10 < 2 && { sanctioned: i % 10 === 0 }) },
        },
        follow: { assessment: i % 2 === 0, screenings: i % 9 === 0 ? ['PEP', 'SANCTIONS'] : [] },
      });
    });
    const together = await all(batched.customers, mixed);
    const oneByOne: PromiseSettledResult<StoreOutcome>[] = [];
    for (const intent of mixed) oneByOne.push(...(await all(single.customers, [intent])));
    expect(outcomesOf(together)).toEqual(outcomesOf(oneByOne));
    expect(new Set(outcomesOf(together))).toEqual(
      new Set(['stored', 'number-taken', 'customer-exists', 'customer-missing', '23514']),
    );
    expect(await stored(batched.database)).toEqual(await stored(single.database));
    await expectOneJobPerAssessment(batched.database);
  });

  it('to several processes end as if they arrived one after the other', async () => {
    const { database, stores, customers } = await open(3);
    const ofEach = [
      ...times(40, (i) => creation({ number: `new-${i}`, customer: { extId: `C-${i}` }, follow: FOLLOW })),
      ...times(40, (i) => creation({ number: `first-${i}`, customer: { extId: `N-${i}` } })),
    ];
    const creating = await Promise.all(
      stores.map((store, process) => all(store.customers, process === 1 ? [...ofEach].reverse() : ofEach)),
    );
    const tally = (outcomes: readonly string[]) =>
      outcomes.reduce<Record<string, number>>(
        (counts, outcome) => ({ ...counts, [outcome]: (counts[outcome] ?? 0) + 1 }),
        {},
      );
    expect(tally(creating.flatMap(outcomesOf))).toEqual({ stored: 80, 'number-taken': 160 });
    const updating = await Promise.all(
      stores.map((store, process) =>
        all(
          store.customers,
          times(60, (i) =>
            update({
              number: `u-${process}-${i}`,
              customer: { extId: `C-${(process === 1 ? 60 - i : i) % 20}` },
              follow: { assessment: true },
            }),
          ),
        ),
      ),
    );
    expect(tally(updating.flatMap(outcomesOf))).toEqual({ stored: 180 });
    for (const i of times(20, (i) => i)) {
      const versions = (await customers.versions(`C-${i}`)) ?? [];
      expect(versions.map(({ version }) => version)).toEqual(times(10, (n) => n + 1));
      const at = versions.map(({ createdAt }) => Number(createdAt));
      expect(at).toEqual([...at].sort((a, b) => a - b));
    }
    const [superseded] = await sql(
      database.url,
      `select count(*)::int as left from aml_customer.assessment a
        join aml_customer.customer c on c.id = a.customer_id where a.state = 'QUEUED' and a.version < c.version`,
    );
    expect(superseded).toEqual({ left: 0 });
    await expectOneJobPerAssessment(database);
  });

  it('are counted until they are answered', async () => {
    const { database, customers } = await open();
    const other = await database.connect();
    await other.query('begin; lock table aml_customer.message in share mode');
    expect(customers.pending()).toEqual({ messages: 0, characters: 0 });
    const storing = times(3, (i) =>
      customers.store(creation({ number: `pending-${i}`, customer: { extId: `pending-${i}` } }), 'ąbc'),
    );
    expect(customers.pending()).toEqual({ messages: 3, characters: 9 });
    await other.query('commit');
    await Promise.all(storing);
    expect(customers.pending()).toEqual({ messages: 0, characters: 0 });
    await other.end();
  });

  it('are reported as stored only if they are, when their connections are cut', async () => {
    const { database, customers } = await open();
    let isOver = false;
    const cutting = (async () => {
      for (let cuts = 0; cuts < 25 && !isOver; cuts++)
        await sql(
          database.url,
          `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and state = 'active'`,
        );
    })();
    const intents = times(600, (i) =>
      creation({ number: `cut-${i}`, customer: { extId: `cut-${i}` }, follow: { assessment: true } }),
    );
    const results: PromiseSettledResult<StoreOutcome>[] = [];
    for (let from = 0; from < intents.length; from += 60)
      results.push(...(await all(customers, intents.slice(from, from + 60))));
    isOver = true;
    await cutting;
    const kept = new Set(
      (
        await sql<{ number: string }>(database.url, 'select communication_number as number from aml_customer.message')
      ).map(({ number }) => number),
    );
    const reported = intents.filter((_, i) => results[i]?.status === 'fulfilled');
    expect(reported.filter(({ message }) => !kept.has(message.communicationNumber))).toEqual([]);
    expect(outcomesOf(results).filter((outcome) => outcome === 'stored')).toHaveLength(reported.length);
    expect(
      (
        await sql(
          database.url,
          `select from aml_customer.customer c full join aml_customer.customer_version v on v.customer_id = c.id
            where c.id is null or v.customer_id is null`,
        )
      ).length,
    ).toBe(0);
    await expectOneJobPerAssessment(database);
  });

  it('fail together when their connection is lost, and nothing is stored', async () => {
    const { database, customers } = await open();
    const other = new Client({ connectionString: database.url });
    await other.connect();
    await other.query('begin; lock table aml_customer.message in share mode');
    const storing = all(
      customers,
      times(5, (i) => creation({ number: `lost-${i}`, customer: { extId: `lost-${i}` } })),
    );
    await until(
      async () =>
        (
          await sql(
            database.url,
            `select pg_terminate_backend(pid) from pg_stat_activity
              where wait_event_type = 'Lock' and datname = current_database()`,
          )
        ).length > 0,
    );
    expect(outcomesOf(await storing)).toEqual(times(5, () => '57P01'));
    await other.query('rollback');
    await other.end();
    expect(await stored(database)).toMatchObject({ messages: [] });
  });

  it('are stored before the adapters close, waiting ones too', async () => {
    const {
      database,
      stores: [store],
    } = await open();
    opened.pop();
    const storing = all(
      store!.customers,
      times(300, (i) => creation({ number: `close-${i}`, customer: { extId: `close-${i % 150}` } })),
    );
    await store!.close();
    expect(outcomesOf(await storing)).toEqual(times(300, (i) => (i < 150 ? 'stored' : 'customer-exists')));
    await alone(database.url);
    await database.drop();
  });
});
