import { afterEach, describe, expect, test } from '@jest/globals';
import { startApp, type AppUnderTest } from '../testing/app.js';

const secret = (fill: number) => `whsec_${Buffer.alloc(32, fill).toString('base64')}`;
const KEY = { CALLBACK_SECRETS_KEY: 'ab'.repeat(32) };
const PATH = `/callback-receivers/${encodeURIComponent('Sistema Ž 1')}`;

describe('a receiver of a requester', () => {
  let app: AppUnderTest;
  afterEach(() => app.stop());
  const put = (body: unknown) =>
    app.call({
      method: 'PUT',
      path: PATH,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const get = () => app.call({ path: PATH });

  test('is set, read without its secret, and removed', async () => {
    app = await startApp(KEY);
    const view = {
      requester: 'Sistema Ž 1',
      url: 'https://bank.example/hooks',
      mode: 'structured',
      previousSecretSigns: false,
    };
    expect(await put({ url: view.url, mode: view.mode, secret: secret(1) })).toMatchObject({ status: 200, json: view });
    expect(await get()).toMatchObject({ status: 200, json: view, headers: { 'cache-control': 'no-store' } });
    expect(await put({ url: view.url, mode: view.mode, secret: secret(2) })).toMatchObject({
      json: { previousSecretSigns: true },
    });
    expect(JSON.stringify([await get(), app.logged])).not.toContain('whsec');
    expect((await app.call({ method: 'DELETE', path: PATH })).status).toBe(204);
    expect([(await get()).status, (await app.call({ method: 'DELETE', path: PATH })).status]).toEqual([404, 404]);
  });

  test('is rejected with all of its problems', async () => {
    app = await startApp(KEY);
    const { status, json } = await put({ url: 'ftp://bank.example', secret: 'short', colour: 'red' });
    expect([status, json]).toEqual([
      400,
      {
        resultType: 'REQUEST_REJECTED',
        errorCode: 'F002',
        errorDescription: expect.stringMatching(/^url must .*; secret must .*; there are other fields/),
      },
    ]);
    expect(await put({ url: 'https://bank.example' })).toMatchObject({
      status: 400,
      json: { errorDescription: 'secret is missing' },
    });
  });

  test.each([
    ['an address on loopback', 'http://127.0.0.1/', 'public internet'],
    ['another notation of it', 'http://0x7f.1/', 'public internet'],
    ['loopback in IPv6', 'http://[::1]/', 'public internet'],
    ['a link-local address', 'http://169.254.169.254/latest', 'public internet'],
    ['a private address that is not allowed', 'https://10.2.0.1/', 'public internet'],
    ['a fragment', 'https://bank.example/#in', 'fragment'],
    ['credentials', 'https://a:b@bank.example/', 'password'],
    ['another scheme', 'file:///etc/passwd', 'http or https'],
  ])('is rejected with %s', async (_, url, reason) => {
    app = await startApp({ ...KEY, CALLBACK_ALLOWED_NETWORKS: '10.1.0.0/16' });
    expect(await put({ url, secret: secret(1) })).toMatchObject({
      status: 400,
      json: {
        resultType: 'REQUEST_REJECTED',
        errorCode: 'F002',
        errorDescription: expect.stringMatching(`^url must .*${reason}`),
      },
    });
    expect((await get()).status).toBe(404);
  });

  test('may be in an allowed network', async () => {
    app = await startApp({ ...KEY, CALLBACK_ALLOWED_NETWORKS: '10.1.0.0/16' });
    expect((await put({ url: 'https://10.1.2.3/in', secret: secret(1) })).status).toBe(200);
  });

  test.each([' core ', '100%', '%20', 'Žąsų skyrius', 'a/b', '?', 'line\nfeed', '.', '..'])(
    'has the exact requester %j',
    async (requester) => {
      app = await startApp(KEY);
      const path = `/callback-receivers/${encodeURIComponent(requester)}`;
      const setting = {
        method: 'PUT',
        path,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url: 'https://bank.example', secret: secret(1) }),
      };
      expect(await app.call(setting)).toMatchObject({ status: 200, json: { requester } });
      expect(await app.call({ path })).toMatchObject({ status: 200, json: { requester } });
      expect((await app.call({ path: `${path}%20` })).status).toBe(404);
      expect((await app.call({ method: 'DELETE', path })).status).toBe(204);
    },
  );

  test.each(['%20', '%00', 'a%00'])('cannot be set for %s, which no message can contain', async (name) => {
    app = await startApp(KEY);
    expect(
      (
        await app.call({
          method: 'PUT',
          path: `/callback-receivers/${name}`,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ url: 'https://bank.example', secret: secret(1) }),
        })
      ).status,
    ).toBe(404);
  });

  test('whose secret was stored under another key is readable, and takes a new secret', async () => {
    const stored = { url: 'https://bank.example/hooks', mode: 'structured' } as const;
    app = await startApp(KEY, {
      receivers: () => ({
        find: async () => stored,
        change: async (_, change) => change(stored),
        remove: async () => true,
      }),
    });
    const view = { requester: 'Sistema Ž 1', ...stored, previousSecretSigns: false };
    expect(await get()).toMatchObject({ status: 200, json: { ...view, secret: 'unreadable' } });
    const rejected = {
      resultType: 'REQUEST_REJECTED',
      errorCode: 'F002',
      errorDescription: expect.stringMatching(/^secret and dropPreviousSecret must be given: /),
    };
    for (const settings of [{}, { secret: secret(1) }])
      expect(await put({ url: stored.url, ...settings })).toMatchObject({ status: 400, json: rejected });
    const { status, json } = await put({ url: stored.url, secret: secret(1), dropPreviousSecret: true });
    expect([status, json]).toEqual([200, view]);
  });

  test('needs CALLBACK_SECRETS_KEY', async () => {
    app = await startApp();
    expect(await put({ url: 'https://bank.example', secret: secret(1) })).toMatchObject({
      status: 503,
      json: { status: 503, error: 'Service Unavailable', path: PATH },
    });
    expect((await get()).status).toBe(503);
    expect(app.logged.map(({ msg }) => msg)).toContain(
      'CALLBACK_SECRETS_KEY is not set: receivers of single requesters cannot be read or changed',
    );
  });
});
