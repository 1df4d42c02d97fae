import { MemoryRiskModels, startWith } from '@aml-customer/application';
import { openPostgres, type Postgres } from '@aml-customer/persistence-postgres';
import { openTestDatabase, type TestDatabase } from '@aml-customer/persistence-postgres/testing';
import { startingClassifiers } from '@aml-customer/reference-data';
import { defaultModel } from '@aml-customer/risk-evaluation';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { workerUseCases } from '../src/composition/use-cases.js';
import { loadSettings } from '../src/settings/index.js';
import { startApp, type AppUnderTest } from '../src/testing/app.js';
import { callsOf, evaluation } from '../src/testing/assessing.js';
import { startService, type RunningService } from '../src/testing/service.js';

jest.setTimeout(60_000);

const NEXT = { ...defaultModel.data, version: 'next' };

/** The only version of a customer whose LOW assessment was stored with the message. */
const ASSESSED_ON_ACCEPTANCE = [expect.objectContaining({ version: 1, cause: 'MESSAGE', riskLevel: 'LOW' })];

interface Assessed {
  readonly id: string;
  readonly state: string;
  readonly risk?: { readonly model: { readonly version: string } };
}

/** The calls of an instance that these tests need. */
const instanceOn = (port: () => number) => {
  const calls = callsOf(port);
  const pathOf = (customer: string) => `/amlyze-ws-rest/customer/${encodeURIComponent(customer)}`;
  return {
    ...calls,
    activateNext: async () => {
      expect((await calls.post(`/risk-models/${NEXT.id}/next/activation`)).status).toBe(200);
    },
    latest: async (customer: string) => (await calls.get<Assessed[]>(`${pathOf(customer)}/assessments`))[0],
    latestCompleted: async (customer: string) => {
      const path = `${pathOf(customer)}/assessments`;
      return (await calls.until<Assessed[]>(path, ([latest]) => latest?.state === 'COMPLETED'))[0]!;
    },
    versions: (customer: string) => calls.get<unknown[]>(`${pathOf(customer)}/versions`),
    replay: ({ id }: Assessed) => calls.get(`/assessments/${id}/replay`),
  };
};

describe('a risk model that is activated while messages arrive at two instances', () => {
  let database: TestDatabase;
  let services: RunningService[] = [];
  const instances = [0, 1].map((index) => instanceOn(() => services[index]!.port));
  const [one] = instances as [(typeof instances)[0]];

  beforeAll(async () => {
    database = await openTestDatabase();
    const start = () => startService({ DATABASE_URL: database.url });
    services = [await start(), await start()];
    expect((await one.post('/risk-models', NEXT)).status).toBe(201);
  });
  afterAll(async () => {
    for (const service of services) service.signal('SIGTERM');
    await Promise.all(services.map(({ ended }) => ended));
    await database.drop();
  });

  /** Sends messages about new customers to both instances at the same time, and returns the customers. */
  const send = async (name: string, count: number) => {
    const customers = Array.from({ length: count }, (_, n) => `${name} ${n}`);
    const statuses = customers.map((id, n) =>
      instances[n % 2]!.send(evaluation({ communicationNumber: id, customerExtId: id })),
    );
    expect(await Promise.all(statuses)).toEqual(customers.map(() => 202));
    return customers;
  };
  /** The version of the model that assessed a customer; the assessment replays by that model. */
  const replayedModel = async (customer: string) => {
    const assessment = await one.latestCompleted(customer);
    expect(await one.replay(assessment)).toEqual({ outcome: 'same' });
    return assessment.risk?.model.version;
  };

  test('assesses every message that is sent afterwards, and none that was accepted before', async () => {
    const before = await send('before', 50);
    for (const customer of before) expect(await one.versions(customer)).toEqual(ASSESSED_ON_ACCEPTANCE);
    const [sooner, after, later] = await Promise.all([
      send('sooner', 50),
      one.activateNext().then(() => send('after', 100)),
      send('later', 50),
    ]);
    for (const customer of before)
      expect([customer, await replayedModel(customer)]).toEqual([customer, defaultModel.version]);
    for (const customer of [...sooner, ...later])
      expect([defaultModel.version, 'next']).toContain(await replayedModel(customer));
    for (const customer of after) expect([customer, await replayedModel(customer)]).toEqual([customer, 'next']);
  });
});

describe('an instance that was not notified of an activation', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  let apps: AppUnderTest[] = [];
  const [notified, stale] = [instanceOn(() => apps[0]!.port), instanceOn(() => apps[1]!.port)];

  beforeAll(async () => {
    database = await openTestDatabase();
    postgres = await openPostgres({ url: database.url });
    await postgres.classifiers.start(startingClassifiers());
    const former = new MemoryRiskModels(() => new Date());
    for (const models of [postgres.riskModels, former]) await startWith(models, defaultModel);
    await postgres.riskModels.active();
    apps = [await startApp({}, postgres), await startApp({}, { ...postgres, riskModels: former })];
    expect((await notified.post('/risk-models', NEXT)).status).toBe(201);
  });
  afterAll(async () => {
    await Promise.all(apps.map((app) => app.stop()));
    await postgres.close();
    await database.drop();
  });

  test('queues what the former model assessed, and a worker assesses it by the active one', async () => {
    const send = (customerExtId: string, values: object = {}) =>
      stale.send(evaluation({ communicationNumber: customerExtId, customerExtId, ...values }));
    expect(await send('known')).toBe(202);
    expect(await stale.versions('known')).toEqual(ASSESSED_ON_ACCEPTANCE);
    expect(await stale.latest('known')).toMatchObject({ risk: { model: { version: defaultModel.version } } });
    await notified.activateNext();
    expect(await send('new')).toBe(202);
    expect(await send('known', { communicationNumber: 'known again', action: 'UPDATE' })).toBe(202);
    const { assess } = workerUseCases({
      adapters: postgres,
      settings: loadSettings({}),
      onAssessment: () => {},
      onFailure: () => {},
    });
    for (const customer of ['new', 'known']) {
      const queued = await stale.latest(customer);
      expect([customer, queued]).toEqual([customer, expect.objectContaining({ state: 'QUEUED' })]);
      await assess.assess(queued!.id);
      const assessment = await notified.latest(customer);
      expect(assessment).toMatchObject({ state: 'COMPLETED', risk: { model: { version: 'next' } } });
      expect(await notified.replay(assessment!)).toEqual({ outcome: 'same' });
    }
    expect(await notified.versions('new')).toEqual([
      expect.objectContaining({ version: 1, cause: 'MESSAGE', riskLevel: 'NONE' }),
      expect.objectContaining({ version: 2, cause: 'ASSESSMENT', riskLevel: 'LOW' }),
    ]);
  });
});
