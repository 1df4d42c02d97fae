import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type AppUnderTest } from '../testing/app.js';

describe('a request id', () => {
  let app: AppUnderTest;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());
  const idOf = async (headers: Record<string, string>, path = '/health/live') =>
    (await app.call({ path, headers })).headers['x-request-id'];

  test.each(['a', 'abc-123_X.y', 'a'.repeat(64)])('of the client is kept: %s', async (id) => {
    expect(await idOf({ 'x-request-id': id })).toBe(id);
  });

  test.each(['', 'a'.repeat(65), 'Jonas Petraitis', 'a/b', 'ąžuolas'])(
    'that is unsafe in a log is replaced: %s',
    async (id) => {
      expect(await idOf({ 'x-request-id': Buffer.from(id).toString('latin1') })).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  test.each(['/nothing', '/%', '/swagger-ui', '/v2/api-docs', '/swagger-ui/swagger-ui.css', '/metrics'])(
    'is in the answer of %s',
    async (path) => {
      expect(await idOf({ 'x-request-id': 'mine' }, path)).toBe('mine');
    },
  );

  test('is in the log', async () => {
    await idOf({ 'x-request-id': 'logged' });
    expect(await app.requestLine()).toMatchObject({ requestId: 'logged' });
  });
});
