import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { MemoryInstallation, type CustomerExport } from '@aml-customer/application';
import { examples } from '@aml-customer/domain';
import { toCreate } from '@aml-customer/testing';
import { afterEach, expect, test } from '@jest/globals';
import { posting, startApp, type AppUnderTest } from '../testing/app.js';

const person = examples[0]!.body as Record<string, unknown>;
const TIME = '2026-03-01T10:00:00.000Z';

let app: AppUnderTest;
afterEach(() => app.stop());
const exported = async () => {
  const { text, ...answer } = await app.call({ path: '/customers/export' });
  return {
    ...answer,
    lines: text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown),
  };
};
const message = (n: number, more: object = {}) => ({
  ...person,
  customerExtId: 'one',
  communicationNumber: `n${n}`,
  ...more,
});

test('an export contains the versions of each customer and the message that imports it', async () => {
  app = await startApp();
  const [first, second] = [message(1), message(2, { action: 'UPDATE', riskLevel: 'HIGH' })];
  for (const sent of [first, second]) expect((await app.call(posting(sent))).status).toBe(202);
  const version = (n: number, riskLevel: unknown, stored: object) => ({
    version: {
      customerExtId: 'one',
      version: n,
      communicationNumber: `n${n}`,
      createdAt: TIME,
      cause: 'MESSAGE',
      customerStatus: person['customerStatus'],
      riskLevel,
      title: `${String(person['firstName'])} ${String(person['lastName'])}`,
      message: stored,
    },
  });
  const { status, headers, lines } = await exported();
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    'application/x-ndjson',
    'no-store',
  ]);
  expect(lines).toEqual([
    version(1, person['riskLevel'], first),
    version(2, 'HIGH', second),
    { customer: { ...second, action: 'CREATE' }, version: 2, createdAt: TIME, updatedAt: TIME },
  ]);
});

test('an export without customers is empty', async () => {
  app = await startApp();
  expect(await exported()).toMatchObject({ status: 200, lines: [] });
});

/** An export that fails at the page with this index. */
const failing = (at: number): CustomerExport => {
  const { customers, customerExport: pages } = new MemoryInstallation({ now: () => new Date(TIME) });
  let page = 0;
  return {
    page: async (after) => {
      if (page++ === at) throw new Error('The database is unavailable');
      if (page === 1) for (const extId of ['a', 'b']) await customers.store(toCreate({ number: extId, extId }), '{}');
      return pages.page(after, { versions: 1, bytes: 1 });
    },
  };
};

test('an export that fails at its first page is answered 500', async () => {
  app = await startApp({}, { customerExport: failing(0) });
  expect(await app.call({ path: '/customers/export' })).toMatchObject({ status: 500, json: { status: 500 } });
});

test('an export that fails midway breaks the connection', async () => {
  app = await startApp({}, { customerExport: failing(1) });
  const [response] = (await once(
    request({ port: app.port, host: '127.0.0.1', path: '/customers/export' }).end(),
    'response',
  )) as [IncomingMessage];
  let text = '';
  await expect(
    (async () => {
      for await (const chunk of response) text += String(chunk);
    })(),
  ).rejects.toThrow('aborted');
  expect(text).toMatch(/^\{"version":\{"customerExtId":"a".*\n\{"customer":.*\n$/);
  expect(app.logged.filter(({ level }) => level === 'error')).toMatchObject([{ msg: 'The request failed' }]);
});

test('an export reads pages at the pace of its reader', async () => {
  let pages = 0;
  const { customers, customerExport } = new MemoryInstallation({ now: () => new Date(TIME) });
  await customers.store(toCreate({ number: 'a', extId: 'a' }), JSON.stringify({ x: 'x'.repeat(100_000) }));
  const versions = await customerExport.page(undefined, { versions: 1, bytes: 1 });
  app = await startApp(
    {},
    {
      customerExport: {
        page: async () => (++pages > 1_000 ? { versions: [] } : { versions: versions.versions, cursor: 'more' }),
      },
    },
  );
  const [response] = (await once(
    request({ port: app.port, host: '127.0.0.1', path: '/customers/export' }).end(),
    'response',
  )) as [IncomingMessage];
  await once(response, 'readable');
  const halted = await new Promise<number>((resolve) => {
    let last = -1;
    const timer = setInterval(() => {
      if (pages !== last) return void (last = pages);
      clearInterval(timer);
      resolve(last);
    }, 100);
  });
  expect(halted).toBeLessThan(500);
  response.destroy();
  expect(await app.requestLine()).toMatchObject({ level: 'info' });
  expect(app.logged.filter(({ level }) => level === 'error')).toEqual([]);
});
