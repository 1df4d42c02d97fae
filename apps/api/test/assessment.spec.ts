import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { callsOf, evaluation } from '../src/testing/assessing.js';
import { calling, startReceiver, type Callback, type TestReceiver } from './receiver.js';
import { startService, temporaryFolder, type RunningService } from '../src/testing/service.js';

jest.setTimeout(120_000);
const SCORING = 'app.amlyze.customer.riskmanagement.kyc_scoring';
const ofMessage = (source: string) => (callbacks: readonly Callback[]) =>
  callbacks.filter((callback) => callback.source === source);
const about = (subject: string) => (callbacks: readonly Callback[]) =>
  callbacks.filter((callback) => callback.subject === subject);
const typesOf = (callbacks: readonly Callback[]) => callbacks.map(({ type }) => type);

describe('after 202', () => {
  const folder = temporaryFolder();
  let receiver: TestReceiver;
  let service: RunningService;
  const { send, get, post, decide, assessmentsOf, customer, feed, until } = callsOf(() => service.port);
  const start = async () => {
    service = await startService({ DATA_DIR: `${folder.path}/data`, ...calling(receiver) });
  };
  beforeAll(async () => {
    receiver = await startReceiver();
    await start();
  });
  afterAll(async () => {
    service.signal('SIGKILL');
    await service.ended;
    await receiver.close();
    folder.remove();
  });
  /** Resolves once this number of callbacks about a customer arrived. */
  const callbacksOf = async (subject: string, count: number) =>
    about(subject)(await receiver.until((all) => about(subject)(all).length >= count));

  test('a low risk completes, the customer becomes ACTIVE, and signed callbacks are sent', async () => {
    const [number, id] = ['Pranešimas Nr. 1 100%', 'Žąsys 100%'];
    expect(await send(evaluation({ communicationNumber: number, customerExtId: id }))).toBe(202);
    expect(await callbacksOf(id, 2)).toMatchObject([
      {
        type: `${SCORING}.completed`,
        source: number,
        data: { initialRiskLevel: 'LOW', finalRiskLevel: 'LOW', decisionType: 'ACCEPTED' },
      },
      {
        type: 'com.amlyze.customer.updated',
        source: 'customer',
        data: { customerExternalID: id, riskLevel: 'LOW', status: 'ACTIVE' },
      },
    ]);
    expect(await customer(id)).toMatchObject({
      version: 1,
      customerStatus: 'ACTIVE',
      riskLevel: 'LOW',
      communicationNumber: number,
    });
    expect(await get(`/amlyze-ws-rest/customer/${encodeURIComponent(id)}/versions`)).toMatchObject([
      { cause: 'MESSAGE', riskLevel: 'LOW' },
    ]);
    expect(await get(`/api/integration-services/v1/communications-events/${encodeURIComponent(number)}`)).toMatchObject(
      { events: [{ type: `${SCORING}.completed`, source: number, subject: id }], errors: [] },
    );
  });

  test('a high risk waits for a person, who decides once', async () => {
    await send(evaluation({ communicationNumber: 'pep-1', customerExtId: 'pep', isPEP: true }));
    expect(await callbacksOf('pep', 1)).toMatchObject([
      { type: `${SCORING}.pending`, source: 'pep-1', data: { initialRiskLevel: 'HIGH' } },
    ]);
    expect(await customer('pep')).toMatchObject({ version: 1, customerStatus: 'PENDING', riskLevel: 'NONE' });
    const waiting = await get<{ assessments: { id: string; customerExtId: string }[] }>('/assessments?state=PENDING');
    const { id } = waiting.assessments.find(({ customerExtId }) => customerExtId === 'pep')!;
    expect((await decide(id, { finalRiskLevel: 'EXTREME' })).status).toBe(400);
    expect((await decide(id, { finalRiskLevel: 'MEDIUM', comment: 'Buvusi pareiga' })).status).toBe(403);
    expect((await decide(id, { finalRiskLevel: 'HIGH', comment: 'Buvusi pareiga' })).json).toMatchObject({
      state: 'COMPLETED',
      finalRiskLevel: 'HIGH',
      assessedAt: expect.any(String),
      fourEyes: { whenAssessed: false, whenDecided: false },
      decision: { decidedBy: 'Ona', authenticated: false, override: false },
    });
    for (const again of ['ACCEPTED', 'REJECTED'])
      expect((await decide(id, { decisionType: again, finalRiskLevel: 'HIGH' })).status).toBe(409);
    expect((await callbacksOf('pep', 3)).slice(1)).toMatchObject([
      {
        type: `${SCORING}.completed`,
        data: {
          initialRiskLevel: 'HIGH',
          finalRiskLevel: 'HIGH',
          decisionType: 'ACCEPTED',
          decisionGroundCode: '02',
        },
      },
      { type: 'com.amlyze.customer.updated', data: { riskLevel: 'HIGH', status: 'ACTIVE' } },
    ]);
    expect(await customer('pep')).toMatchObject({ version: 2, customerStatus: 'ACTIVE', riskLevel: 'HIGH' });
    expect(await get(`/assessments/${id}/replay`)).toEqual({ outcome: 'same' });
  });

  test('of two racing decisions one succeeds', async () => {
    await send(evaluation({ communicationNumber: 'race-1', customerExtId: 'race', isPEP: true }));
    await callbacksOf('race', 1);
    const [assessment] = await assessmentsOf('race');
    const answers = await Promise.all(
      ['Ona', 'Jonas', 'Eglė'].map((decidedBy) => decide(assessment!.id, { finalRiskLevel: 'HIGH', decidedBy })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(typesOf(await callbacksOf('race', 3))).toEqual([
      `${SCORING}.pending`,
      `${SCORING}.completed`,
      'com.amlyze.customer.updated',
    ]);
  });

  test('a newer message supersedes an undecided assessment', async () => {
    await send(evaluation({ communicationNumber: 'new-1', customerExtId: 'new', isPEP: true }));
    await callbacksOf('new', 1);
    await send(evaluation({ communicationNumber: 'new-2', customerExtId: 'new', action: 'UPDATE', isPEP: true }));
    const callbacks = await callbacksOf('new', 3);
    expect(callbacks.map(({ type, source }) => [type, source])).toEqual([
      [`${SCORING}.pending`, 'new-1'],
      [`${SCORING}.superseded`, 'new-1'],
      [`${SCORING}.pending`, 'new-2'],
    ]);
    const [latest, earlier] = await assessmentsOf('new');
    expect([latest?.state, earlier?.state]).toEqual(['PENDING', 'SUPERSEDED']);
    expect(latest).not.toHaveProperty('waitsFor');
    expect(await decide(earlier!.id, { finalRiskLevel: 'HIGH' })).toMatchObject({
      status: 409,
      json: { errorDescription: expect.stringContaining('SUPERSEDED') },
    });
  });

  test('a message that takes back what was found waits for a person, however often it is sent', async () => {
    const pending = (number: string) =>
      until<{ communicationNumber: string; state: string }[]>(
        '/amlyze-ws-rest/customer/lower/assessments',
        ([latest]) => latest?.communicationNumber === number && latest.state === 'PENDING',
      );
    const update = (number: string, changes: object = {}) =>
      send(evaluation({ communicationNumber: number, customerExtId: 'lower', action: 'UPDATE', ...changes }));
    await send(evaluation({ communicationNumber: 'lower-1', customerExtId: 'lower', isPEP: true }));
    await callbacksOf('lower', 1);
    const [first] = await assessmentsOf('lower');
    await decide(first!.id, { finalRiskLevel: 'HIGH' });
    await callbacksOf('lower', 3);
    for (const [number, before] of [
      ['lower-2', 3],
      ['lower-3', 6],
    ] as const) {
      await update(number, { customerStatus: 'PENDING' });
      await pending(number);
      expect((await assessmentsOf('lower'))[0]).toMatchObject({
        communicationNumber: number,
        risk: { level: 'LOW', needsDecision: false },
        waitsFor: ['LOWERED_FROM_HIGH', 'FLAG_WITHDRAWN:isPEP'],
      });
      expect(await customer('lower')).toMatchObject({ customerStatus: 'ACTIVE', riskLevel: 'HIGH' });
      expect((await callbacksOf('lower', before + 1)).length).toBeGreaterThan(before);
    }
    const [waiting] = await assessmentsOf('lower');
    expect((await decide(waiting!.id, { decisionType: 'REJECTED', finalRiskLevel: 'LOW' })).json).toMatchObject({
      state: 'COMPLETED',
      waitsFor: ['LOWERED_FROM_HIGH', 'FLAG_WITHDRAWN:isPEP'],
    });
    expect(await customer('lower')).toMatchObject({ customerStatus: 'REJECTED', riskLevel: 'LOW' });
    await update('lower-4', { customerStatus: 'ACTIVE' });
    expect(await customer('lower')).toMatchObject({ customerStatus: 'REJECTED' });
    await pending('lower-4');
    const [rejected] = await assessmentsOf('lower');
    expect(rejected).toMatchObject({ waitsFor: ['REJECTED_BY_PERSON'] });
    await decide(rejected!.id, { finalRiskLevel: 'LOW' });
    expect(await customer('lower')).toMatchObject({ customerStatus: 'ACTIVE', riskLevel: 'LOW' });
  });

  test('a receiver that was down gets every event in order after it recovers', async () => {
    receiver.answer(500);
    await send(evaluation({ communicationNumber: 'down-1', customerExtId: 'down' }));
    await send(evaluation({ communicationNumber: 'down-2', customerExtId: 'down', action: 'UPDATE', isPEP: true }));
    await callbacksOf('down', 1);
    const own = (events: Awaited<ReturnType<typeof feed>>) => events.filter(({ subject }) => subject === 'down');
    await until<{ deliveries: { subject: string; attempts: number }[] }>(
      '/deliveries?state=PENDING',
      ({ deliveries }) => deliveries.some(({ subject, attempts }) => subject === 'down' && attempts > 0),
    );
    await until<{ state: string }[]>(
      '/amlyze-ws-rest/customer/down/assessments',
      ([latest]) => latest?.state === 'PENDING',
    );
    receiver.answer(204);
    const [first] = own(await feed());
    expect((await post(`/events/${first!.id}/redeliver`)).status).toBe(202);
    const expected = own(await feed()).map(({ id }) => id);
    const all = await receiver.until((received) =>
      expected.every((id) => received.some((callback) => callback.id === id)),
    );
    expect([...new Set(about('down')(all).map(({ id }) => id))]).toEqual(expected);
  });

  test('a kill at any moment neither loses nor duplicates anything', async () => {
    const ids = Array.from({ length: 30 }, (_, n) => `kill ${n}`);
    const isAboutThem = (callback: { subject: string }) => callback.subject.startsWith('kill ');
    for (const enough of [1, 15]) {
      const sent = ids.map((id) => send(evaluation({ communicationNumber: id, customerExtId: id })).catch(() => 0));
      await receiver.until((all) => all.filter(isAboutThem).length >= enough);
      service.signal('SIGKILL');
      await Promise.all([...sent, service.ended]);
      await start();
    }
    for (const id of ids) expect(await send(evaluation({ communicationNumber: id, customerExtId: id }))).toBe(202);
    for (const id of ids)
      await until<{ state: string }[]>(
        `/amlyze-ws-rest/customer/${encodeURIComponent(id)}/assessments`,
        ([only]) => only?.state === 'COMPLETED',
      );
    const ledger = (await feed()).filter(isAboutThem);
    expect(ledger).toHaveLength(2 * ids.length);
    const received = (
      await receiver.until((all) => ledger.every(({ id }) => all.some((callback) => callback.id === id)))
    ).filter(isAboutThem);
    for (const subject of ids) {
      const own = ledger.filter((callback) => callback.subject === subject);
      expect(typesOf(own as unknown as Callback[])).toEqual([`${SCORING}.completed`, 'com.amlyze.customer.updated']);
      expect([...new Set(about(subject)(received).map(({ id }) => id))]).toEqual(own.map(({ id }) => id));
      expect((await assessmentsOf(subject)).map(({ state }) => state)).toEqual(['COMPLETED']);
      expect(await customer(subject)).toMatchObject({ version: 1 });
    }
    expect(ofMessage('kill 0')(received).length).toBeGreaterThan(0);
  });
});
