import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { callsOf, evaluation } from '../src/testing/assessing.js';
import { call } from '../src/testing/http.js';
import { startService, temporaryFolder, type RunningService } from '../src/testing/service.js';

jest.setTimeout(120_000);
const SCREENINGS = ['SANCTIONS', 'PEP'];

/** The calls of a service on its own PostgreSQL, which starts before the tests and ends after them. */
function serviceWith(settings: Record<string, string>) {
  const folder = temporaryFolder();
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({ DATA_DIR: `${folder.path}/data`, ...settings });
  });
  afterAll(async () => {
    service.signal('SIGKILL');
    await service.ended;
    folder.remove();
  });
  const calls = callsOf(() => service.port);
  return {
    ...calls,
    /** The lines of an export about customers. */
    exportedCustomers: async () => {
      const { text } = await call(service.port, { path: '/customers/export' });
      const lines = text.split('\n').filter((line) => line.startsWith('{"customer":'));
      return lines.map((line) => JSON.parse(line) as { customer: Record<string, unknown> });
    },
    /** Resolves once the latest assessment of a customer is in this state. */
    assessed: (customer: string, state: string) =>
      calls.until<{ state: string }[]>(
        `/amlyze-ws-rest/customer/${customer}/assessments`,
        ([latest]) => latest?.state === state,
      ),
  };
}

describe('reading back from PostgreSQL', () => {
  const { send, customer, assessed, decide, assessmentsOf, get, exportedCustomers } = serviceWith({});

  test('a requested screening is shown until it has run, also after a message that requests none', async () => {
    const id = 'screened';
    await send(evaluation({ communicationNumber: 's1', customerExtId: id, initializeScreeningProcesses: SCREENINGS }));
    const { createdAt } = await customer(id);
    await send(evaluation({ communicationNumber: 's2', customerExtId: id, action: 'UPDATE' }));
    expect(await customer(id)).toMatchObject({
      communicationNumber: 's2',
      screenings: SCREENINGS.map((process) => ({ process, state: 'QUEUED', requestedAt: createdAt })),
    });
  });

  test('an export lists the outstanding screenings of earlier messages, and its message requests them', async () => {
    const id = 'exported';
    await send(evaluation({ communicationNumber: 'x1', customerExtId: id, initializeScreeningProcesses: SCREENINGS }));
    await send(evaluation({ communicationNumber: 'x2', customerExtId: id, action: 'UPDATE' }));
    const { screenings } = await customer(id);
    const lines = (await exportedCustomers()).filter((line) => line.customer['customerExtId'] === id);
    expect(lines).toMatchObject([
      { customer: { communicationNumber: 'x2', initializeScreeningProcesses: SCREENINGS }, screenings },
    ]);
  });

  test('a version names its cause and its assessment', async () => {
    await send(evaluation({ communicationNumber: 'v1', customerExtId: 'v', isPEP: true }));
    await assessed('v', 'PENDING');
    const [assessment] = await assessmentsOf('v');
    await decide(assessment!.id, { finalRiskLevel: 'HIGH' });
    const causes = [
      { cause: 'MESSAGE', assessmentId: assessment!.id, riskLevel: 'NONE' },
      { cause: 'ASSESSMENT', assessmentId: assessment!.id, riskLevel: 'HIGH' },
    ];
    expect(await get('/amlyze-ws-rest/customer/v/versions')).toMatchObject(causes);
    expect(await get('/amlyze-ws-rest/customer/v/versions/1')).toMatchObject(causes[0]!);
    expect(await customer('v')).toMatchObject({ version: 2, ...causes[1] });
  });

  test('a version lists its changes against the one before, page by page', async () => {
    const message = { customerExtId: 'd', lastName: 'Petraitė' };
    await send(evaluation({ ...message, communicationNumber: 'd1' }));
    await assessed('d', 'COMPLETED');
    const update = { ...message, action: 'UPDATE', customerStatus: 'ACTIVE' };
    await send(evaluation({ ...update, communicationNumber: 'd2', sourceOfRiskLevel: 'IMPORT', riskLevel: 'MEDIUM' }));
    await send(evaluation({ ...update, communicationNumber: 'd3', customerStatus: 'SUSPENDED', lastName: 'Jonaitė' }));
    const changes = [
      [],
      expect.arrayContaining([{ pointer: '/riskLevel', before: 'LOW', after: 'MEDIUM' }]),
      expect.arrayContaining([
        { pointer: '/customerStatus', before: 'ACTIVE', after: 'SUSPENDED' },
        { pointer: '/profile/lastName', before: 'Petraitė', after: 'Jonaitė' },
      ]),
    ];
    const versions = await get<{ version: number; changes: unknown }[]>(
      '/amlyze-ws-rest/customer/d/versions?diff=true',
    );
    expect(versions.slice(0, 3).map((version) => version.changes)).toEqual(changes);
    const page = await get<typeof versions>('/amlyze-ws-rest/customer/d/versions?diff=true&after=1&limit=2');
    expect(page).toEqual(versions.slice(1, 3));
  });

  test('the status of the customer stands beside the one that the message asked for', async () => {
    await send(evaluation({ communicationNumber: 'r1', customerExtId: 'r' }));
    await assessed('r', 'COMPLETED');
    expect(await customer('r')).toMatchObject({
      customerStatus: 'ACTIVE',
      requestedStatus: 'PENDING',
      profile: { customerStatus: 'PENDING' },
    });
  });
});

describe('with ACTIVATE_AFTER=screening', () => {
  const { send, customer, assessed, decide, assessmentsOf, get, feed } = serviceWith({ ACTIVATE_AFTER: 'screening' });

  test('a customer that the model accepts has its level and stays PENDING until its screenings have run', async () => {
    await send(evaluation({ communicationNumber: 'a1', customerExtId: 'a', initializeScreeningProcesses: SCREENINGS }));
    await assessed('a', 'COMPLETED');
    expect(await customer('a')).toMatchObject({
      version: 1,
      customerStatus: 'PENDING',
      riskLevel: 'LOW',
      activationWaitsFor: SCREENINGS,
    });
    const updates = (await feed()).filter(({ type }) => type === 'com.amlyze.customer.updated');
    expect(updates).toMatchObject([{ subject: 'a', data: { riskLevel: 'LOW', status: 'PENDING' } }]);
  });

  test('the answer to a decision lists the screenings', async () => {
    const message = { communicationNumber: 'b1', customerExtId: 'b', isPEP: true };
    await send(evaluation({ ...message, initializeScreeningProcesses: SCREENINGS }));
    await assessed('b', 'PENDING');
    const [assessment] = await assessmentsOf('b');
    expect(await decide(assessment!.id, { finalRiskLevel: 'HIGH' })).toMatchObject({
      status: 200,
      json: { state: 'COMPLETED', finalRiskLevel: 'HIGH', activationWaitsFor: SCREENINGS },
    });
    expect(await customer('b')).toMatchObject({ customerStatus: 'PENDING', riskLevel: 'HIGH' });
    expect(await get(`/assessments/${assessment!.id}`)).not.toHaveProperty('activationWaitsFor');
  });

  test('a customer without requested screenings becomes ACTIVE', async () => {
    await send(evaluation({ communicationNumber: 'c1', customerExtId: 'c' }));
    await assessed('c', 'COMPLETED');
    const current = await customer('c');
    expect(current).toMatchObject({ customerStatus: 'ACTIVE', riskLevel: 'LOW', screenings: [] });
    expect(current).not.toHaveProperty('activationWaitsFor');
  });
});
