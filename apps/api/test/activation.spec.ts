import { openTestDatabase, type TestDatabase } from '@aml-customer/persistence-postgres/testing';
import { defaultModel } from '@aml-customer/risk-evaluation';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { callsOf, evaluation } from '../src/testing/assessing.js';
import { startService, type RunningService } from '../src/testing/service.js';

jest.setTimeout(60_000);

const NEXT = { ...defaultModel.data, version: 'next' };

interface Assessed {
  readonly id: string;
  readonly state: string;
  readonly risk?: { readonly model: { readonly version: string } };
}

describe('a risk model that is activated while messages arrive at two instances', () => {
  let database: TestDatabase;
  let services: RunningService[] = [];
  const instances = [0, 1].map((index) => callsOf(() => services[index]!.port));
  const [one] = instances as [(typeof instances)[0]];

  beforeAll(async () => {
    database = await openTestDatabase();
    for (const _ of instances) services = [...services, await startService({ DATABASE_URL: database.url })];
  });
  afterAll(async () => {
    for (const service of services) service.signal('SIGTERM');
    await Promise.all(services.map(({ ended }) => ended));
    await database.drop();
  });

  /** Sends messages about new customers to both instances. */
  const send = (name: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${name} ${n}`).map((id, n) => ({
      id,
      status: instances[n % 2]!.send(evaluation({ communicationNumber: id, customerExtId: id })),
    }));

  test('assesses every message that is sent afterwards, and each assessment replays by the model that it names', async () => {
    expect((await one.post('/risk-models', NEXT)).status).toBe(201);
    const before = send('before', 100);
    const activated = one.post(`/risk-models/${NEXT.id}/next/activation`);
    const during = send('during', 100);
    expect((await activated).status).toBe(200);
    const after = send('after', 100);
    const sent = [...before, ...during, ...after];
    for (const { status } of sent) expect(await status).toBe(202);
    const versions = new Map<string, string>();
    for (const { id } of sent) {
      const [assessment] = await one.until<Assessed[]>(
        `/amlyze-ws-rest/customer/${encodeURIComponent(id)}/assessments`,
        ([latest]) => latest?.state === 'COMPLETED',
      );
      versions.set(id, assessment!.risk!.model.version);
      expect(await one.get(`/assessments/${assessment!.id}/replay`)).toEqual({ outcome: 'same' });
    }
    for (const { id } of after) expect([id, versions.get(id)]).toEqual([id, 'next']);
    for (const version of versions.values()) expect([defaultModel.version, 'next']).toContain(version);
  });
});
