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

  const WRITES = ['customer', 'batch-customers', 'validate-batch-customers'].map((path) => `/amlyze-ws-rest/${path}`);

  test.each(WRITES)('to POST %s is refused to pages of other sites, and nothing is read of them', async (path) => {
    app = await startApp({ API_TOKEN: TOKEN, ALLOWED_ORIGINS: 'https://gateway.example' });
    const post = async (headers: Readonly<Partial<Record<'origin' | 'host', string>>>) =>
      app.call({ method: 'POST', path, headers: { 'content-type': 'application/json', ...headers }, body: '[]' });
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://evil.example:${app.port}`, host: `evil.example:${app.port}` },
    ])
      expect(await post(headers)).toMatchObject({
        status: 403,
        json: { status: 403, error: 'Forbidden', path, errorDescription: expect.stringContaining('ALLOWED_ORIGINS') },
      });
    for (const headers of [
      {},
      { host: 'aml.example' },
      { origin: 'https://gateway.example', host: 'aml.example' },
      { origin: `http://127.0.0.1:${app.port}` },
    ])
      expect((await post(headers)).status).toBe(400);
  });

  test('is refused to an address for a second after many wrong tokens, except to a holder known there', async () => {
    app = await startApp({ API_TOKENS: `ona:${TOKEN},jonas:${TOKEN}-2` });
    const look = async (token: string) =>
      app.call({ path: '/assessments', headers: { authorization: `Bearer ${token}` } });
    expect((await look(TOKEN)).status).toBe(200);
    let answer = await look('wrong');
    for (; answer.status !== 429; answer = await look('wrong')) expect(answer.status).toBe(401);
    expect(answer).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1' },
      json: { status: 429, error: 'Too Many Requests', path: '/assessments' },
    });
    expect((await app.call({ path: '/assessments' })).status).toBe(401);
    expect((await look(TOKEN)).status).toBe(200);
  });

  test('logs no token', async () => {
    app = await startApp({ API_TOKEN: TOKEN });
    await app.call({ path: '/metrics', headers: { authorization: `Bearer ${TOKEN}` } });
    await app.requestLine();
    expect(JSON.stringify(app.logged)).not.toContain(TOKEN);
  });
});
