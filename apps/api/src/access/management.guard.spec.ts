import { afterEach, describe, expect, test } from '@jest/globals';
import { startApp, type AppUnderTest } from '../testing/app.js';

const TOKEN = 'correct-horse-battery';
const MANAGEMENT_CALLS = [
  ['GET', '/amlyze-ws-rest/customer/none'],
  ['GET', '/amlyze-ws-rest/customer/none/versions'],
  ['GET', '/amlyze-ws-rest/customer/none/versions/1'],
  ['GET', '/customers/export'],
  ['PUT', '/classifier/businessUnit/A'],
  ['DELETE', '/classifier/businessUnit/A'],
  ['GET', '/metrics'],
  ['GET', '/assessments'],
  ['GET', '/assessments/1'],
  ['GET', '/assessments/1/replay'],
  ['POST', '/assessments/1/decision'],
  ['GET', '/amlyze-ws-rest/customer/none/assessments'],
  ['GET', '/api/integration-services/v1/communications-events/none'],
  ['GET', '/events'],
  ['GET', '/deliveries'],
  ['POST', '/events/none/redeliver'],
  ['PUT', '/callback-receivers/none'],
  ['GET', '/callback-receivers/none'],
  ['DELETE', '/callback-receivers/none'],
  ['GET', '/risk-models'],
  ['POST', '/risk-models'],
  ['GET', '/risk-models/none/1'],
  ['POST', '/risk-models/none/1/activation'],
] as const;
const OPEN = [
  ['POST', '/amlyze-ws-rest/customer'],
  ['GET', '/'],
  ['GET', '/fields'],
  ['GET', '/errors'],
  ['GET', '/classifier'],
  ['GET', '/classifier/country'],
  ['GET', '/health/live'],
  ['GET', '/health/ready'],
  ['GET', '/swagger-ui'],
  ['GET', '/v2/api-docs'],
] as const;

describe('access', () => {
  let app: AppUnderTest;
  afterEach(() => app.stop());

  test.each(MANAGEMENT_CALLS)('to %s %s needs the token if one is set', async (method, path) => {
    app = await startApp({ API_TOKEN: TOKEN });
    const { status, headers, json } = await app.call({ method, path });
    expect([status, headers['www-authenticate'], json]).toEqual([
      401,
      'Bearer realm="aml-customer"',
      { timestamp: expect.any(String), status: 401, error: 'Unauthorized', path },
    ]);
    expect((await app.call({ method, path, headers: { authorization: `Bearer ${TOKEN}` } })).status).not.toBe(401);
  });

  test.each(MANAGEMENT_CALLS)('to %s %s is refused without tokens and beyond loopback', async (method, path) => {
    app = await startApp({ HOST: '0.0.0.0' });
    expect(await app.call({ method, path })).toMatchObject({
      status: 403,
      json: { status: 403, error: 'Forbidden', path },
    });
  });

  test.each(MANAGEMENT_CALLS)('to %s %s is refused under a host name that is not loopback', async (method, path) => {
    app = await startApp();
    expect((await app.call({ method, path, headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await app.call({ method, path })).status).not.toBe(403);
  });

  test.each(OPEN)('to %s %s is open', async (method, path) => {
    app = await startApp({ API_TOKEN: TOKEN, HOST: '0.0.0.0' });
    expect([200, 400]).toContain((await app.call({ method, path, headers: { host: 'aml.example' } })).status);
  });

  test('logs no token', async () => {
    app = await startApp({ API_TOKEN: TOKEN });
    await app.call({ path: '/metrics', headers: { authorization: `Bearer ${TOKEN}` } });
    await app.requestLine();
    expect(JSON.stringify(app.logged)).not.toContain(TOKEN);
  });
});
