import { createHash } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { MemoryInstallation } from '@aml-customer/application';
import { examples } from '@aml-customer/domain';
import { startingClassifiers } from '@aml-customer/reference-data';
import { posting, startApp, type AppUnderTest } from '../testing/app.js';

const EXT_ID = 'Žąsys 100%/1';
const path = `/amlyze-ws-rest/customer/${encodeURIComponent(EXT_ID)}`;
const message = { ...examples[0]!.body, customerExtId: EXT_ID };
const TOKENS = { API_TOKEN: 'the-token-of-the-gateway', API_TOKENS: 'ruta:the-token-of-ruta-1' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

let app: AppUnderTest;
afterEach(() => app.stop());

/** The application with one registered customer. */
async function setUp(environment: Record<string, string> = {}) {
  const { receivers, ...adapters } = new MemoryInstallation({ classifiers: startingClassifiers() });
  app = await startApp(environment, { ...adapters, receivers: () => receivers });
  expect(await app.call(posting(message))).toMatchObject({ status: 202 });
  const hash = createHash('sha256').update(EXT_ID).digest('hex');
  const erasures = () => adapters.customerErasure.erasuresOf(hash);
  const erase = (headers: Record<string, string> = {}) => app.call({ method: 'DELETE', path, headers });
  return { erase, erasures };
}

test('a customer is erased once', async () => {
  const { erase } = await setUp();
  const erased = await erase();
  expect([erased.status, erased.text]).toEqual([204, '']);
  expect((await app.call({ path })).status).toBe(404);
  expect((await app.call({ path: `${path}/versions` })).status).toBe(404);
  expect(await erase()).toMatchObject({ status: 404, json: { status: 404 } });
});

test('the message can be sent again afterwards and registers the customer anew', async () => {
  const { erase } = await setUp();
  await erase();
  const reply = await app.call(posting(message));
  expect([reply.status, reply.headers['idempotent-replayed']]).toEqual([202, undefined]);
});

test('the record names the holder of the token, and the customer only by a hash', async () => {
  const { erase, erasures } = await setUp(TOKENS);
  await erase(bearer('the-token-of-ruta-1'));
  expect(await erasures()).toMatchObject([{ erasedBy: 'ruta', removed: { versions: 1, messages: 1 } }]);
  expect(JSON.stringify(await erasures())).not.toContain('100%');
});

test('without tokens the record names the local caller', async () => {
  const { erase, erasures } = await setUp();
  await erase();
  expect(await erasures()).toMatchObject([{ erasedBy: 'local' }]);
});

test('a caller without a token erases nothing', async () => {
  const { erase, erasures } = await setUp(TOKENS);
  expect([(await erase()).status, (await erase(bearer('another-token-of-nobody'))).status]).toEqual([401, 401]);
  expect(await erasures()).toEqual([]);
  expect((await app.call({ path, headers: bearer('the-token-of-ruta-1') })).status).toBe(200);
});

test('a text that no identifier can be is not found', async () => {
  await setUp();
  const reply = await app.call({ method: 'DELETE', path: '/amlyze-ws-rest/customer/a%00b' });
  expect(reply.status).toBe(404);
});
