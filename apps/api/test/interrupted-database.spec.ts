import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { callsOf, evaluation } from '../src/testing/assessing.js';
import { call } from '../src/testing/http.js';
import { openInterruptedDatabase, type InterruptedDatabase } from './interrupted-database.js';
import { calling, startReceiver, type TestReceiver } from './receiver.js';
import { startService, startWorker, temporaryFolder, type RunningService } from '../src/testing/service.js';

jest.setTimeout(60_000);
const SCORING = 'app.amlyze.customer.riskmanagement.kyc_scoring.completed';
const UPDATED = 'com.amlyze.customer.updated';

const senders: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.stop()));
});

/** Sends messages with EVALUATE, several concurrently, until it is stopped. Collects the answers by customer. */
function sending(port: () => number) {
  const answers = new Map<string, number>();
  const waiting: (() => void)[] = [];
  const answered = () => new Promise<void>((resolve) => waiting.push(resolve));
  let isOver = false;
  const send = async (sender: number) => {
    for (let n = 0; !isOver; n++) {
      const name = `c${sender}-${n}`;
      answers.set(
        name,
        await callsOf(port)
          .send(evaluation({ communicationNumber: name, customerExtId: name }))
          .catch(() => 0),
      );
      for (const resolve of waiting.splice(0)) resolve();
    }
  };
  const over = Promise.all(Array.from({ length: 8 }, (_, sender) => send(sender)));
  const having = (status: number) => [...answers].filter(([, each]) => each === status).map(([name]) => name);
  const load = {
    having,
    /** Resolves once this number of further answers had this status. */
    more: async (count: number, ...statuses: readonly number[]) => {
      const all = () => statuses.reduce((sum, status) => sum + having(status).length, 0);
      for (const before = all(); all() < before + count;) await Promise.race([answered(), over]);
    },
    stop: () => {
      isOver = true;
      return over;
    },
  };
  senders.push(load);
  return load;
}

describe.each([
  ['by the service', { WORKER: 'on' }],
  ['by a separate worker', { WORKER: 'off' }],
])('what is worked on %s while the database of DATABASE_URL goes away and comes back', (_, settings) => {
  let database: InterruptedDatabase, receiver: TestReceiver, service: RunningService;
  const workers: Awaited<ReturnType<typeof startWorker>>[] = [];
  const ends: unknown[] = [];
  beforeAll(async () => {
    [database, receiver] = await Promise.all([openInterruptedDatabase(), startReceiver()]);
    const environment = { DATABASE_URL: database.url, ...calling(receiver) };
    service = await startService({ ...environment, ...settings });
    if (settings.WORKER === 'off') workers.push(await startWorker(environment));
    for (const { ended } of [service, ...workers]) void ended.then((end) => ends.push(end));
  });
  afterAll(async () => {
    for (const running of [service, ...workers]) running.signal('SIGKILL');
    await Promise.all([service, ...workers].map(({ ended }) => ended));
    await Promise.all([receiver.close(), database.drop()]);
  });

  test('is done once, reported in order, and ends no process', async () => {
    const load = sending(() => service.port);
    for (let time = 0; time < 2; time++) {
      const before = receiver.received.length;
      await load.more(60, 202);
      await receiver.until((all) => all.length > before);
      await database.kill();
      await load.more(8, 500, 503);
      await database.restart();
      await load.more(20, 202);
    }
    await load.stop();
    const accepted = load.having(202);
    const { feed } = callsOf(() => service.port);
    const stored = async () => {
      const bySubject = new Map<string, string[]>();
      for (const { subject, type } of await feed()) bySubject.set(subject, [...(bySubject.get(subject) ?? []), type]);
      return bySubject;
    };
    let events = await stored();
    while (accepted.some((name) => (events.get(name) ?? []).length < 2)) events = await stored();
    expect([...events].filter(([, types]) => types.join() !== [SCORING, UPDATED].join())).toEqual([]);
    const arrived = (all: typeof receiver.received) => {
      const first = new Map(all.map(({ id, subject, type }) => [id, { subject, type }] as const));
      return accepted.map((name) =>
        [...first.values()].filter(({ subject }) => subject === name).map(({ type }) => type),
      );
    };
    await receiver.until(
      (all) =>
        new Set(all.map(({ id }) => id)).size >= 2 * accepted.length &&
        arrived(all).every(({ length }) => length === 2),
    );
    expect(arrived(receiver.received)).toEqual(accepted.map(() => [SCORING, UPDATED]));
    expect(ends).toEqual([]);
    for (const running of [service, ...workers]) running.signal('SIGTERM');
    expect(await Promise.all([service, ...workers].map(({ ended }) => ended))).toMatchObject(
      [service, ...workers].map(() => ({ code: 0, stderr: '' })),
    );
  });
});

test('an embedded database that dies during jobs ends the service with its own message', async () => {
  const folder = temporaryFolder();
  const service = await startService({ DATA_DIR: `${folder.path}/data` });
  const load = sending(() => service.port);
  await load.more(60, 202);
  const [postgres] = spawnSync('pgrep', ['-P', String(service.pid)])
    .stdout.toString()
    .trim()
    .split('\n');
  process.kill(Number(postgres), 'SIGKILL');
  const { code, stderr } = await service.ended;
  await load.stop();
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^AML Customer stopped: PostgreSQL \(process \d+\) ended unexpectedly with SIGKILL\.\n$/),
  ]);
  const next = await startService({ DATA_DIR: `${folder.path}/data` });
  expect((await call(next.port, { path: '/health/ready' })).status).toBe(200);
  next.signal('SIGTERM');
  await next.ended;
  folder.remove();
});
