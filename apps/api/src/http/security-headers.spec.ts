import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type AppUnderTest } from '../testing/app.js';

let app: AppUnderTest;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test.each(['/health/live', '/swagger-ui', '/nothing'])('every answer has the security headers: %s', async (path) => {
  const { headers } = await app.call({ path });
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'$/),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'no-referrer',
  });
  for (const unwanted of ['strict-transport-security', 'x-powered-by']) expect(headers).not.toHaveProperty(unwanted);
});
