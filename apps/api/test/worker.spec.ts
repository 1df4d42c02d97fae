import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '@aml-customer/persistence-postgres/testing';
import { ATTEMPTS } from '../src/worker/start-worker.js';
import { callsOf, evaluation } from '../src/testing/assessing.js';
import { serving, type Serving } from '../src/testing/http.js';
import { calling, SECRET, startReceiver, type TestReceiver } from './receiver.js';
import { startService, startWorker, type RunningService } from '../src/testing/service.js';

jest.setTimeout(120_000);
const TOKENS = { ona: 'correct-horse-battery', jonas: 'another-horse-battery' };
const as = (name: keyof typeof TOKENS) => ({ authorization: `Bearer ${TOKENS[name]}` });
const OWN = ' Žąsų skyrius 1/2, 100% ';
interface Listed {
  readonly deliveries: readonly {
    readonly subject: string;
    readonly attempts: number;
    readonly lastOutcome?: string;
  }[];
}

describe('separate workers', () => {
  let database: TestDatabase, receiver: TestReceiver, hanging: Serving, service: RunningService;
  let workers: Awaited<ReturnType<typeof startWorker>>[] = [];
  let hangingSince = 0;
  const environment = () => ({
    DATABASE_URL: database.url,
    WORKER: 'off',
    FOUR_EYES: 'on',
    API_TOKENS: `ona:${TOKENS.ona},jonas:${TOKENS.jonas}`,
    CALLBACK_SECRETS_KEY: 'ab'.repeat(32),
    ...calling(receiver),
  });
  const ona = callsOf(() => service.port, as('ona'));
  const jonas = callsOf(() => service.port, as('jonas'));
  const callbacksOf = async (subject: string, count: number) =>
    (await receiver.until((all) => all.filter((callback) => callback.subject === subject).length >= count)).filter(
      (callback) => callback.subject === subject,
    );
  beforeAll(async () => {
    [database, receiver, hanging] = await Promise.all([
      openTestDatabase(),
      startReceiver(),
      serving(() => {
        hangingSince += 1;
      }),
    ]);
    // The workers do not allow this address.
    service = await startService({ ...environment(), CALLBACK_ALLOWED_NETWORKS: '127.0.0.0/8,169.254.0.0/16' });
  });
  afterAll(async () => {
    for (const running of [service, ...workers]) running.signal('SIGKILL');
    await Promise.all([service, ...workers].map(({ ended }) => ended));
    await Promise.all([receiver.close(), hanging.close(), database.drop()]);
  });

  test('do the work that the service leaves to them', async () => {
    const left = { customerExtId: 'left', communicationNumber: 'left 1' };
    expect(await ona.send(evaluation({ ...left, sourceOfRiskLevel: 'IMPORT', riskLevel: 'HIGH' }))).toBe(202);
    // A message that would lower a HIGH customer is not assessed on acceptance.
    expect(await ona.send(evaluation({ ...left, communicationNumber: 'left 2', action: 'UPDATE' }))).toBe(202);
    expect(await ona.assessmentsOf('left')).toMatchObject([{ state: 'QUEUED' }]);
    workers = await Promise.all([startWorker(environment()), startWorker(environment())]);
    expect((await callbacksOf('left', 1)).map(({ type }) => type)).toEqual([
      'app.amlyze.customer.riskmanagement.kyc_scoring.pending',
    ]);
  });

  test('require two people for a HIGH decision', async () => {
    await ona.send(evaluation({ communicationNumber: 'eyes 1', customerExtId: 'eyes', isPEP: true }));
    await callbacksOf('eyes', 1);
    const [assessment] = await ona.assessmentsOf('eyes');
    const { id } = assessment!;
    const decision = { finalRiskLevel: 'HIGH', decidedBy: undefined };
    expect((await ona.decide(id, decision)).json).toMatchObject({ state: 'PENDING', decision: { decidedBy: 'ona' } });
    expect((await ona.decide(id, decision)).status).toBe(409);
    expect(await ona.customer('eyes')).toMatchObject({ version: 1, customerStatus: 'PENDING' });
    expect((await jonas.decide(id, decision)).json).toMatchObject({
      state: 'COMPLETED',
      decision: { decidedBy: 'ona' },
      confirmedBy: 'jonas',
    });
    expect(await ona.customer('eyes')).toMatchObject({ version: 2, customerStatus: 'ACTIVE', riskLevel: 'HIGH' });
  });

  test('isolate a hanging receiver from others, and call no forbidden address', async () => {
    expect(
      (await ona.put('/callback-receivers/slow', { url: `http://127.0.0.1:${hanging.port}/`, secret: SECRET })).status,
    ).toBe(200);
    expect(
      (await ona.put('/callback-receivers/inside', { url: 'http://169.254.169.254/latest/meta-data', secret: SECRET }))
        .status,
    ).toBe(200);
    expect(
      (
        await ona.put(`/callback-receivers/${encodeURIComponent(OWN)}`, {
          url: new URL('/own', receiver.url).href,
          mode: 'structured',
          secret: SECRET,
        })
      ).status,
    ).toBe(200);
    const send = (requester: string, id: string) =>
      ona.send(evaluation({ communicationNumber: id, customerExtId: id, requester }));
    for (let n = 0; n < 20; n++) await send('slow', `slow ${n}`);
    await send('inside', 'inside');
    await send(OWN, 'Žąsys "visas" 100%');
    expect(await callbacksOf('Žąsys "visas" 100%', 2)).toMatchObject([
      { source: 'Žąsys "visas" 100%', path: '/own' },
      { source: 'customer', path: '/own' },
    ]);
    await ona.until<Listed>('/deliveries?state=PENDING&limit=500', ({ deliveries }) =>
      deliveries.some(({ subject, lastOutcome }) => subject === 'inside' && lastOutcome === 'refused-target'),
    );
    expect(hangingSince).toBeLessThanOrEqual(2 * ATTEMPTS.attemptsPerReceiver);
  });

  test('finish the work of one that was killed', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `killed ${n}`);
    const isAboutThem = ({ subject }: { subject: string }) => subject.startsWith('killed ');
    const answers = await Promise.all(
      ids.map((id) => ona.send(evaluation({ communicationNumber: id, customerExtId: id }))),
    );
    expect(answers).toEqual(ids.map(() => 202));
    workers[0]?.signal('SIGKILL');
    const idsIn = (all: readonly { readonly subject: string; readonly id: string }[], subject: string) =>
      new Set(all.filter((callback) => callback.subject === subject).map(({ id }) => id));
    // A delivery that the kill interrupted is repeated.
    for (const id of ids) await receiver.until((all) => idsIn(all, id).size >= 2);
    const ledger = (await ona.feed()).filter(isAboutThem);
    expect(ledger).toHaveLength(2 * ids.length);
    for (const id of ids) {
      const own = ledger.filter(({ subject }) => subject === id).map((event) => event.id);
      expect([...idsIn(await callbacksOf(id, 2), id)]).toEqual(own);
    }
  });

  test('exit with 0 when stopped', async () => {
    workers[1]?.signal('SIGTERM');
    expect(await workers[1]?.ended).toEqual({ code: 0, stderr: '' });
  });
});
