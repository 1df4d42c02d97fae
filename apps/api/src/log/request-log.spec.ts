import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { examples } from '@aml-customer/domain';
import { posting, startApp, type AppUnderTest } from '../testing/app.js';
import { createLog } from './log.js';

const person = examples[0]!.body as Record<string, unknown>;

describe('the log', () => {
  let app: AppUnderTest;
  beforeEach(async () => {
    app = await startApp();
  });
  afterEach(() => app.stop());
  const ROUTE = '/amlyze-ws-rest/customer';
  const line = (more: object) => ({
    level: 'info',
    time: expect.any(String),
    requestId: expect.any(String),
    method: 'POST',
    route: ROUTE,
    durationMs: expect.any(Number),
    msg: 'answered',
    ...more,
  });

  test('has one line per message with its outcome and the number of ignored fields', async () => {
    await app.call(posting({ ...person, iSanctioned: false }));
    expect(await app.requestLine()).toEqual(line({ status: 202, outcome: 'accepted', ignoredFields: 1 }));
    await app.call(posting({ ...person, iSanctioned: false }));
    expect(await app.requestLine()).toEqual(line({ status: 202, outcome: 'replayed', ignoredFields: 1 }));
    expect(app.logged.filter((entry) => 'durationMs' in entry)).toHaveLength(2);
  });

  test('has the error code of a rejected message', async () => {
    await app.call(posting({ ...person, entityType: 'CAT' }));
    expect(await app.requestLine()).toEqual(
      line({ status: 200, outcome: 'rejected', errorCode: 'C010', ignoredFields: expect.any(Number) }),
    );
  });

  test('has the error code of a refused body', async () => {
    await app.call(posting('{"lastName":Petraitis}'));
    expect(await app.requestLine()).toEqual(line({ status: 400, outcome: 'rejected', errorCode: 'F003' }));
  });

  test.each([
    ['a valid message', () => posting(secret())],
    [
      'a message with invalid values',
      () => posting(secret({ birthDate: 'Petraitis', listAddress: ['Petraitis'], citizenshipCountry: 'Petraitis' })),
    ],
    ['malformed JSON', () => posting('{"lastName":"Petraitis" Petraitis}')],
    [
      'bytes that are not UTF-8',
      () => posting(Buffer.concat([Buffer.from('{"lastName":"Petraitis'), Buffer.from([0xff])])),
    ],
    ['an unknown path', () => ({ path: '/Petraitis?lastName=Petraitis' })],
    ['an unknown method', () => ({ method: 'DELETE', path: '/amlyze-ws-rest/customer/Petraitis' })],
    ['a customer', () => ({ path: '/amlyze-ws-rest/customer/Petraitis' })],
    ['a malformed path', () => ({ path: '/amlyze-ws-rest/customer/Petraitis%zz' })],
    [
      'headers',
      () => ({
        path: '/health/live',
        headers: {
          'user-agent': 'Petraitis',
          authorization: 'Bearer Petraitis',
          'x-request-id': 'Petraitis Petraitis',
          cookie: 'a=Petraitis',
        },
      }),
    ],
    [
      'a new code',
      () => ({
        ...posting({ name: 'Petraitis', x: 'Petraitis' }),
        method: 'PUT',
        path: '/classifier/businessUnit/Petraitis',
      }),
    ],
  ])('has no personal data after %s', async (_, requestWith) => {
    await app.call(requestWith());
    expect(await app.requestLine()).toBeDefined();
    expect(JSON.stringify(app.logged)).not.toContain('Petraitis');
  });

  const secret = (more: object = {}) => ({
    ...person,
    lastName: 'Petraitis',
    customerExtId: 'Petraitis',
    communicationNumber: 'Petraitis',
    requester: 'Petraitis',
    Petraitis: 'Petraitis',
    ...more,
  });
});

describe('the log of an error', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => lines.push(line) });

  test.each([
    ['alone', () => log.error(new Error('Petraitis'))],
    ['with a sentence', () => log.error(new Error('Petraitis'), 'It failed')],
    ['among others', () => log.error({ err: new Error('Petraitis') })],
    ['among others, with a sentence', () => log.child({ a: 1 }).error({ err: new Error('Petraitis') }, 'It failed')],
  ])('does not contain its message: %s', (_, write) => {
    write();
    expect(lines.at(-1)).toContain('request-log.spec.ts');
    expect(lines.at(-1)).not.toContain('Petraitis');
  });
});
