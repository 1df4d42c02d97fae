import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { openPostgres, type Postgres } from '@aml-customer/persistence-postgres';
import { openTestDatabase, type TestDatabase } from '@aml-customer/persistence-postgres/testing';
import { startingClassifiers } from '@aml-customer/reference-data';
import { startWith } from '@aml-customer/application';
import { defaultModel } from '@aml-customer/risk-evaluation';
import { Logger, runOnce } from 'graphile-worker';
import { loadSettings } from '../src/settings/index.js';
import { workerUseCases } from '../src/composition/use-cases.js';
import { assessTask } from '../src/worker/tasks.js';
import { startApp, type AppUnderTest } from '../src/testing/app.js';
import { callsOf, evaluation } from '../src/testing/assessing.js';
import { startWorker } from '../src/testing/service.js';

jest.setTimeout(60_000);
const SCORING = 'app.amlyze.customer.riskmanagement.kyc_scoring';
const JOBS = `select j.id, j.attempts, j.locked_by is not null as locked from graphile_worker._private_jobs as j join graphile_worker._private_tasks as t on t.id = j.task_id where t.identifier = 'assess-customer'`;

describe('a crash between the end of an assessment and the end of its job', () => {
  let database: TestDatabase, postgres: Postgres, app: AppUnderTest;
  const workers: Awaited<ReturnType<typeof startWorker>>[] = [];
  const { send, post, assessmentsOf, customer, get, feed } = callsOf(() => app.port);
  beforeEach(async () => {
    database = await openTestDatabase();
    postgres = await openPostgres({ url: database.url });
    await postgres.classifiers.start(startingClassifiers());
    await startWith(postgres.riskModels, defaultModel);
    app = await startApp({}, postgres);
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) {
      worker.signal('SIGKILL');
      await worker.ended;
    }
    await app.stop();
    await postgres.close();
    await database.drop();
  });
  const jobs = () => database.query<{ id: string; attempts: number; locked: boolean }>(JOBS);
  /** Everything that an assessment stores, with the ids of its events. */
  const left = async () => ({
    assessments: await assessmentsOf('crash'),
    customer: await customer('crash'),
    versions: await get('/amlyze-ws-rest/customer/crash/versions'),
    events: (await feed()).map(({ id, type }) => [id, type]),
  });

  test.each([
    ['a customer who becomes ACTIVE', {}, 'COMPLETED', [`${SCORING}.completed`, 'com.amlyze.customer.updated']],
    ['a person who must decide', { isPEP: true }, 'PENDING', [`${SCORING}.pending`]],
  ])('leaves one end and its events, once: %s', async (_, fields, state, types) => {
    await send(evaluation({ communicationNumber: 'crash 1', customerExtId: 'crash', ...fields }));
    const observers = { onAssessment: () => {}, onFailure: () => {} };
    const { assess } = workerUseCases({ adapters: postgres, settings: loadSettings({}), ...observers });
    const task = assessTask(assess, () => {});
    const work = (crash: boolean) =>
      runOnce({
        connectionString: database.url,
        noHandleSignals: true,
        logger: new Logger(() => () => {}),
        taskList: {
          'assess-customer': async (...job) => {
            await task(...job);
            if (crash) throw new Error('The process is gone');
          },
        },
      });
    await work(true);
    const before = await left();
    expect([before.assessments, before.events.map(([, type]) => type)]).toMatchObject([[{ state }], types]);
    expect(await jobs()).toMatchObject([{ attempts: 1, locked: false }]);
    await database.query(`update graphile_worker._private_jobs set run_at = now() where id = $1`, [
      (await jobs())[0]?.id,
    ]);
    await work(false);
    expect(await jobs()).toEqual([]);
    expect(await left()).toEqual(before);
    expect(
      (
        await post('/assessments/1/decision', {
          decisionType: 'ACCEPTED',
          finalRiskLevel: 'HIGH',
          decisionGroundCode: '02',
          comment: 'x',
          decidedBy: 'Ona',
        })
      ).status,
    ).toBe(state === 'PENDING' ? 200 : 409);
  });

  test('by SIGKILL: another worker finishes the job, and nothing happens twice', async () => {
    await send(evaluation({ communicationNumber: 'crash 1', customerExtId: 'crash' }));
    const wait = await database.connect();
    await wait.query('select pg_advisory_lock(1)');
    await database.query(`
      create function wait_for_test() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(1); return old; end $$;
      create trigger wait_for_test before delete on graphile_worker._private_jobs for each row execute function wait_for_test()`);
    const environment = { DATABASE_URL: database.url };
    workers.push(await startWorker(environment));
    const WAITING = `select pid from pg_stat_activity where datname = current_database() and wait_event = 'advisory' and query ilike '%_private_jobs%'`;
    const ended = async () =>
      (await assessmentsOf('crash'))[0]?.state === 'COMPLETED' && (await database.query(WAITING)).length > 0;
    while (!(await ended()));
    workers[0]?.signal('SIGKILL');
    await workers[0]?.ended;
    await database.query(`select pg_terminate_backend(pid) from (${WAITING}) as waiting`);
    while ((await database.query(WAITING)).length > 0);
    await wait.end();
    const before = await left();
    expect(before.events.map(([, type]) => type)).toEqual([`${SCORING}.completed`, 'com.amlyze.customer.updated']);
    expect(await jobs()).toMatchObject([{ locked: true }]);
    workers.push(await startWorker(environment));
    while ((await jobs()).length > 0);
    expect(await left()).toEqual(before);
  });
});
