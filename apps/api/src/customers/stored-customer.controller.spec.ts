import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { examples } from '@aml-customer/domain';
import { posting, startApp, type AppUnderTest } from '../testing/app.js';

const person = examples[0]!.body as Record<string, unknown>;
const CUSTOMER = '/amlyze-ws-rest/customer';
const TIME = '2026-03-01T10:00:00.000Z';
const messageOf = (customerExtId: string, communicationNumber: string, more: object = {}) => ({
  ...person,
  customerExtId,
  communicationNumber,
  ...more,
});

describe('a stored customer', () => {
  let app: AppUnderTest;
  beforeAll(async () => {
    app = await startApp();
    await app.call(posting(messageOf('one', 'n1')));
    await app.call(posting(messageOf('one', 'n2', { action: 'UPDATE', lastName: 'Kita' })));
  });
  afterAll(() => app.stop());
  const get = (path: string) => app.call({ path: `${CUSTOMER}/${path}` });

  test('is read in its current version', async () => {
    const { communicationNumber, customerExtId, action, ...profile } = messageOf('one', 'n2', {
      lastName: 'Kita',
    }) as Record<string, unknown>;
    const { status, json, headers } = await get('one');
    expect([status, json]).toEqual([
      200,
      {
        customerExtId,
        version: 2,
        customerStatus: person['customerStatus'],
        requestedStatus: person['customerStatus'],
        riskLevel: person['riskLevel'],
        title: `${String(person['firstName'])} Kita`,
        communicationNumber,
        cause: 'MESSAGE',
        createdAt: TIME,
        updatedAt: TIME,
        profile,
        screenings: [],
      },
    ]);
    expect(headers['cache-control']).toBe('no-store');
  });

  test('shows the screenings that were requested and have not run', async () => {
    const requested = { initializeScreeningProcesses: ['SANCTIONS', 'PEP'] };
    await app.call(posting(messageOf('screened', 's1', requested)));
    await app.call(posting(messageOf('screened', 's2', { action: 'UPDATE' })));
    expect((await get('screened')).json).toMatchObject({
      version: 2,
      screenings: ['SANCTIONS', 'PEP'].map((process) => ({ process, state: 'QUEUED', requestedAt: TIME })),
    });
    expect((await get('screened/versions/1')).json).not.toHaveProperty('screenings');
  });

  test('shows what its activation waits for', async () => {
    const waiting = await startApp({ ACTIVATE_AFTER: 'screening' });
    const requested = { customerStatus: 'PENDING', initializeScreeningProcesses: ['PEP'] };
    await waiting.call(posting(messageOf('waiting', 'w1', requested)));
    expect((await waiting.call({ path: `${CUSTOMER}/waiting` })).json).toMatchObject({ activationWaitsFor: ['PEP'] });
    await waiting.stop();
    await app.call(posting(messageOf('waiting', 'w1', requested)));
    expect((await get('waiting')).json).not.toHaveProperty('activationWaitsFor');
  });

  test('lists the fields that were ignored', async () => {
    await app.call(posting(messageOf('misspelt', 'n3', { isPep: true })));
    expect((await get('misspelt')).json).toMatchObject({
      ignoredFields: [{ pointer: '/isPep', didYouMean: 'isPEP' }],
      ignoredFieldCount: 1,
    });
    expect((await get('misspelt/versions/1')).json).toMatchObject({ ignoredFieldCount: 1 });
  });

  test('has a list of versions with their causes', async () => {
    const { status, json, headers } = await get('one/versions');
    expect([status, json]).toEqual([
      200,
      ['n1', 'n2'].map((communicationNumber, i) => ({
        version: i + 1,
        communicationNumber,
        createdAt: TIME,
        cause: 'MESSAGE',
        riskLevel: 'LOW',
      })),
    ]);
    expect(headers['cache-control']).toBe('no-store');
  });

  test('has a list of versions with their changes, in pages', async () => {
    const lines = ['n1', 'n2'].map((communicationNumber, i) => ({
      version: i + 1,
      communicationNumber,
      createdAt: TIME,
      cause: 'MESSAGE',
      riskLevel: 'LOW',
    }));
    const title = (lastName: unknown) => `${String(person['firstName'])} ${String(lastName)}`;
    const changes = [
      { pointer: '/title', before: title(person['lastName']), after: title('Kita') },
      { pointer: '/profile/lastName', before: person['lastName'], after: 'Kita' },
    ];
    const all = await get('one/versions?diff=true');
    expect([all.status, all.json]).toEqual([
      200,
      [
        { ...lines[0], changes: [] },
        { ...lines[1], changes },
      ],
    ]);
    expect(all.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(all.headers).not.toHaveProperty('link');
    const first = await get('one/versions?diff=true&limit=1');
    expect(first.json).toEqual([{ ...lines[0], changes: [] }]);
    const [, target] = /^<(.*)>; rel="next"$/.exec(String(first.headers['link'])) ?? [];
    const second = await get(`one/versions${target}`);
    expect(second.json).toEqual([{ ...lines[1], changes }]);
    expect(second.headers).not.toHaveProperty('link');
  });

  test('has a list of versions without changes, unless they are asked for', async () => {
    expect((await get('one/versions?diff=false')).json).toEqual((await get('one/versions')).json);
  });

  test.each([
    ['diff=yes', 'diff must be true or false', 'F002'],
    ['diff=true&diff=true', 'diff must be given once', 'F002'],
    ['diff=true&after=x', 'after must be a version number', 'F002'],
    ['diff=true&after=0', 'after must be a version number', 'F002'],
    ['diff=true&limit=501', 'limit must be an integer from 1 to 500', 'F002'],
    ['after=1', 'after must be omitted unless diff is true', 'F002'],
    ['diff=false&limit=1', 'limit must be omitted unless diff is true', 'F002'],
    ['dif=true', 'The query has members that are not fields of the contract: 1', 'F001'],
  ])('has no list of versions by %s', async (query, errorDescription, errorCode) => {
    expect(await get(`one/versions?${query}`)).toMatchObject({
      status: 400,
      json: { resultType: 'REQUEST_REJECTED', errorCode, errorDescription },
    });
  });

  test('is read in an earlier version', async () => {
    const { status, json } = await get('one/versions/1');
    expect([status, json]).toMatchObject([
      200,
      { version: 1, communicationNumber: 'n1', profile: { lastName: person['lastName'] } },
    ]);
  });

  test.each([
    ['a slash', 'a/b'],
    ['blanks', 'a b  c'],
    ['Lithuanian letters', 'Žąsų ūkis'],
    ['a percent-encoded look', '100%25'],
    ['the look of a path', 'one/versions/1'],
    ['a plus', 'a+b'],
    ['a question mark', 'a?b#c'],
  ])('is found by an id with %s', async (_, id) => {
    await app.call(posting(messageOf(id, `n ${id}`)));
    expect(await get(encodeURIComponent(id))).toMatchObject({ status: 200, json: { customerExtId: id } });
    expect(await get(`${encodeURIComponent(id)}/versions`)).toMatchObject({ status: 200, json: [{ version: 1 }] });
    expect(await get(`${encodeURIComponent(id)}/versions/1`)).toMatchObject({
      status: 200,
      json: { customerExtId: id },
    });
  });

  test('is found by an id with blanks around it, as in a message', async () => {
    expect(await get('%20one%20')).toMatchObject({ status: 200, json: { customerExtId: 'one' } });
  });

  test.each([
    'two',
    'two/versions',
    'two/versions?diff=true',
    'one/versions?diff=true&after=3',
    'two/versions/1',
    'one/versions/3',
    'one/versions/0',
    'one/versions/-1',
    'one/versions/01',
    'one/versions/1.0',
    'one/versions/x',
    'one/versions/99999999999',
    'one/versions/2147483648',
    'one/versions/%201',
    '%00',
    'one%00',
    '%20',
    'a'.repeat(257),
  ])('does not exist at %s', async (path) => {
    expect(await get(path)).toMatchObject({
      status: 404,
      json: {
        timestamp: expect.any(String),
        status: 404,
        error: 'Not Found',
        path: `${CUSTOMER}/${path}`.split('?')[0],
      },
    });
  });

  test.each(['%', '%zz', '%C3', 'one/versions/%ff'])(
    'is not found by the malformed path %s, which is answered 400',
    async (path) => {
      expect(await get(path)).toMatchObject({
        status: 400,
        json: { status: 400, error: 'Bad Request', path: `${CUSTOMER}/${path}` },
      });
    },
  );

  test('is read without its id in the log', async () => {
    await get('a-personal-id/versions');
    expect(await app.requestLine()).toMatchObject({ route: `${CUSTOMER}/:customerExtId/versions`, status: 404 });
    expect(JSON.stringify(app.logged)).not.toContain('a-personal-id');
  });
});
