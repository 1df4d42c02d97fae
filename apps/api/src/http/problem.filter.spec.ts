import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type AppUnderTest } from '../testing/app.js';
import { rawConnection } from '../testing/http.js';

describe('404', () => {
  let app: AppUnderTest;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  test.each([
    '/nothing?customer=1',
    '/amlyze-ws-rest',
    '/AMLYZE-WS-REST/customer',
    '/health',
    '/swagger-ui/nothing.js',
    '//health/live',
  ])('is 404: %s', async (path) => {
    const { status, json } = await app.call({ path });
    expect([status, json]).toEqual([
      404,
      {
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        status: 404,
        error: 'Not Found',
        path: path.replace(/\?.*/, ''),
      },
    ]);
  });

  test.each([
    ['GET', '/amlyze-ws-rest/customer', 'POST'],
    ['OPTIONS', '/amlyze-ws-rest/customer', 'POST'],
    ['PATCH', '/amlyze-ws-rest/customer', 'POST'],
    ['PUT', '/amlyze-ws-rest/customer/some-id', 'DELETE, GET, HEAD'],
    ['POST', '/amlyze-ws-rest/customer/some-id/versions/1', 'GET, HEAD'],
    ['POST', '/classifier/country', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
    ['DELETE', '/classifier', 'GET, HEAD'],
    ['GET', '/classifier/country/LT', 'DELETE, PUT'],
    ['POST', '/health/ready', 'GET, HEAD'],
    ['PUT', '/swagger-ui', 'GET, HEAD'],
    ['DELETE', '/v2/api-docs', 'GET, HEAD'],
  ])('is the method %s of %s: 405', async (method, path, allow) => {
    const { status, headers, json } = await app.call({ method, path });
    expect([status, headers.allow, json]).toEqual([
      405,
      allow,
      { timestamp: expect.any(String), status: 405, error: 'Method Not Allowed', path },
    ]);
  });

  test.each(['/%', '/nothing/%zz', '/classifier/%C3%28'])(
    'or 400 for a path that cannot be decoded: %s',
    async (path) => {
      expect(await app.call({ path })).toMatchObject({
        status: 400,
        json: { status: 400, error: 'Bad Request', path },
      });
    },
  );

  test.each(['http://', 'http://['])('or 400 for a target without a path: %s', async (target) => {
    const { socket, closed } = rawConnection(app.port);
    socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(await closed).toMatch(/^HTTP\/1.1 400 Bad Request\r\nX-Request-Id: [0-9a-f-]{36}\r\n.*"path":"http:/s);
    expect(app.logged.at(-1)).toMatchObject({ status: 400, msg: 'A client sent malformed HTTP' });
  });

  test('or 400 for HTTP/1.1 without a Host header, which HTTP/1.0 may omit', async () => {
    for (const [version, status] of [
      ['1.1', 400],
      ['1.0', 200],
    ] as const) {
      const { socket, closed } = rawConnection(app.port);
      socket.write(`GET /health/live HTTP/${version}\r\nConnection: close\r\n\r\n`);
      expect(await closed).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    }
  });
});
