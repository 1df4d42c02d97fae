import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CallbackEvents, MemoryCallbacks, MemoryStore } from '@aml-customer/application';
import { startApp, type AppUnderTest } from '../testing/app.js';

const AT = new Date('2026-03-01T10:00:00.000Z');
const NUMBER = 'Pranešimas Nr. 1 100%';

describe('events', () => {
  let app: AppUnderTest;
  let callbacks: MemoryCallbacks;
  beforeEach(async () => {
    callbacks = new MemoryCallbacks(new MemoryStore({ now: () => AT }));
    app = await startApp({}, { deliveries: callbacks, eventLog: callbacks });
    for (const id of ['e1', 'e2', 'e3']) {
      callbacks.append(
        new CallbackEvents().scoringPending(
          { id, time: AT, communicationNumber: NUMBER, customerExtId: 'C 1' },
          'customer',
          { initialRiskLevel: 'HIGH' },
        ),
        { customer: id },
      );
    }
  });
  afterEach(() => app.stop());
  const get = (path: string) => app.call({ path });
  const fail = async (id: string) => {
    const claimed = await callbacks.claim(id, { deliveries: 1, leaseMs: 0 });
    if (claimed.kind === 'claimed')
      await callbacks.record(claimed.claim, [{ state: 'FAILED', attempts: 12, lastOutcome: 'timeout' }]);
  };

  test('of a message are polled with the values that were sent', async () => {
    const { status, headers, json } = await get(
      `/api/integration-services/v1/communications-events/${encodeURIComponent(NUMBER)}`,
    );
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(json).toMatchObject({
      events: [
        {
          id: 'e1',
          type: 'app.amlyze.customer.riskmanagement.kyc_scoring.pending',
          source: NUMBER,
          subject: 'C 1',
          data: { initialRiskLevel: 'HIGH' },
        },
        { id: 'e2' },
        { id: 'e3' },
      ],
      errors: [],
    });
  });

  test('of an unknown message are an empty list', async () => {
    expect(await get('/api/integration-services/v1/communications-events/none')).toMatchObject({
      status: 200,
      json: { events: [], errors: [] },
    });
  });

  test('are a feed that continues from a cursor', async () => {
    const first = (await get('/events?limit=2')).json as { events: { id: string }[]; cursor: string };
    const second = (await get(`/events?after=${first.cursor}`)).json as typeof first;
    const third = (await get(`/events?after=${second.cursor}`)).json as typeof first;
    expect([first, second, third].map(({ events }) => events.map(({ id }) => id))).toEqual([['e1', 'e2'], ['e3'], []]);
    expect(third.cursor).toBe(second.cursor);
  });

  test.each([
    ['/events?after=x', 'after must be a cursor that an earlier answer gave'],
    ['/deliveries?state=LOST', 'state must be PENDING, DELIVERED or FAILED'],
    ['/deliveries?after=999', 'after must be a cursor that an earlier answer gave'],
    ['/events?limit=-1', 'limit must be an integer from 1 to 500'],
  ])('cannot be read by %s', async (path, errorDescription) => {
    expect(await get(path)).toMatchObject({
      status: 400,
      json: { resultType: 'REQUEST_REJECTED', errorCode: 'F002', errorDescription },
    });
  });

  test('that failed to arrive are listed without their data, and sent again on request', async () => {
    await fail('e2');
    const { json } = await get('/deliveries');
    expect(json).toMatchObject({ deliveries: [{ id: 'e2', state: 'FAILED', attempts: 12, lastOutcome: 'timeout' }] });
    expect(JSON.stringify(json)).not.toContain('HIGH');
    expect(await app.call({ method: 'POST', path: '/events/e2/redeliver' })).toMatchObject({
      status: 202,
      json: { id: 'e2' },
    });
    expect((await get('/deliveries')).json).toEqual({ deliveries: [] });
    expect(((await get('/deliveries?state=PENDING')).json as { deliveries: unknown[] }).deliveries).toHaveLength(3);
  });

  test.each(['none', 'a%20b', '%00'])('cannot be sent again if the id is %s', async (id) => {
    expect((await app.call({ method: 'POST', path: `/events/${id}/redeliver` })).status).toBe(404);
  });
});
