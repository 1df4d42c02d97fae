import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startApp, type AppUnderTest } from '../testing/app.js';

const ona = { authorization: 'Bearer correct-horse-battery' };

describe('changes of the configuration', () => {
  let app: AppUnderTest;
  beforeEach(async () => {
    app = await startApp({ API_TOKENS: 'ona:correct-horse-battery', CALLBACK_SECRETS_KEY: 'ab'.repeat(32) });
  });
  afterEach(() => app.stop());
  const put = (path: string, body: object) =>
    app.call({
      method: 'PUT',
      path,
      headers: { ...ona, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const list = (query = '') => app.call({ path: `/configuration-changes${query}`, headers: ona });

  test('are listed with who made them and when, in pages, without secrets', async () => {
    await put('/classifier/businessUnit/VLN', { name: 'Vilnius' });
    await app.call({ method: 'DELETE', path: '/classifier/businessUnit/VLN', headers: ona });
    const secret = Buffer.alloc(32, 7).toString('base64');
    await put('/callback-receivers/core', { url: 'https://bank.example/in', secret });
    const change = { changedBy: 'ona', changedAt: expect.any(String) };
    const { status, json, text } = await list();
    expect([status, json]).toEqual([
      200,
      {
        changes: [
          { area: 'classifier', key: ['businessUnit', 'VLN'], action: 'PUT', ...change },
          { area: 'classifier', key: ['businessUnit', 'VLN'], action: 'RETIRED', ...change },
          { area: 'callback-receiver', key: ['core'], action: 'PUT', ...change },
        ],
        cursor: '3',
      },
    ]);
    expect(text).not.toContain(secret);
    expect((await list('?area=callback-receiver')).json).toMatchObject({ changes: [{ key: ['core'] }] });
    expect((await list('?after=1&limit=1')).json).toMatchObject({ changes: [{ action: 'RETIRED' }], cursor: '2' });
  });

  test.each([
    ['?area=customers', 'area must be risk-model, classifier or callback-receiver'],
    ['?after=x', 'after must be a cursor that an earlier answer gave'],
  ])('cannot be listed by %s', async (query, errorDescription) => {
    expect(await list(query)).toMatchObject({ status: 400, json: { errorCode: 'F002', errorDescription } });
  });

  test('need a token', async () => {
    expect((await app.call({ path: '/configuration-changes' })).status).toBe(401);
  });
});
