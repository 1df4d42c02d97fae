import { afterEach, describe, expect, test } from '@jest/globals';
import { startApp, type AppUnderTest } from '../../test/app.js';

const secret = (fill: number) => `whsec_${Buffer.alloc(32, fill).toString('base64')}`;
const KEY = { CALLBACK_SECRETS_KEY: 'ab'.repeat(32) };
const PATH = `/callback-receivers/${encodeURIComponent('Sistema Ž 1')}`;

describe('a receiver of a requester', () => {
  let app: AppUnderTest;
  afterEach(() => app.stop());
  const put = (body: unknown) => app.call({ method: 'PUT', path: PATH, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const get = () => app.call({ path: PATH });

  test('is set, shown without its secret, and taken away', async () => {
    app = await startApp(KEY);
    const view = { requester: 'Sistema Ž 1', url: 'https://bank.example/hooks', mode: 'structured', previousSecretSigns: false };
    expect(await put({ url: view.url, mode: view.mode, secret: secret(1) })).toMatchObject({ status: 200, json: view });
    expect(await get()).toMatchObject({ status: 200, json: view, headers: { 'cache-control': 'no-store' } });
    expect(await put({ url: view.url, mode: view.mode, secret: secret(2) })).toMatchObject({ json: { previousSecretSigns: true } });
    expect(JSON.stringify([await get(), app.logged])).not.toContain('whsec');
    expect((await app.call({ method: 'DELETE', path: PATH })).status).toBe(204);
    expect([(await get()).status, (await app.call({ method: 'DELETE', path: PATH })).status]).toEqual([404, 404]);
  });

  test('is refused with all that is wrong with it', async () => {
    app = await startApp(KEY);
    const { status, json } = await put({ url: 'ftp://bank.example', secret: 'short', colour: 'red' });
    expect([status, json]).toEqual([400, { resultType: 'REQUEST_REJECTED', errorCode: 'F002', errorDescription: expect.stringMatching(/^url must .*; secret must .*; there are other fields/) }]);
    expect(await put({ url: 'https://bank.example' })).toMatchObject({ status: 400, json: { errorDescription: 'secret is missing' } });
  });

  test('needs the key under which its secret is stored', async () => {
    app = await startApp();
    expect(await put({ url: 'https://bank.example', secret: secret(1) })).toMatchObject({ status: 503, json: { status: 503, error: 'Service Unavailable', path: PATH } });
    expect((await get()).status).toBe(503);
    expect(app.logged.map(({ msg }) => msg)).toContain('CALLBACK_SECRETS_KEY is not set: receivers of single requesters cannot be read or changed');
  });
});
