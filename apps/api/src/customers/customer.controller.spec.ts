import { afterEach, describe, expect, test } from '@jest/globals';
import { Overloaded, type MemoryCustomers } from '@aml-customer/application';
import { examples } from '@aml-customer/domain';
import { posting, startApp, type AppUnderTest } from '../testing/app.js';
import { rawConnection } from '../testing/http.js';

const person = examples[0]!.body as Record<string, unknown>;
const rejected = (errorCode: string, errorDescription: string) => ({
  resultType: 'REQUEST_REJECTED',
  errorCode,
  errorDescription,
});

/** An adapter that rejects in each of its methods. */
const rejecting = (error: Error) =>
  new Proxy({} as MemoryCustomers, { get: (_, name) => (name === 'then' ? undefined : () => Promise.reject(error)) });

describe('POST /amlyze-ws-rest/customer', () => {
  let app: AppUnderTest;
  afterEach(() => app.stop());

  test.each(examples.filter(({ name }) => name !== 'update').map(({ name, body }) => [name, body]))(
    'accepts the example %s',
    async (_, body) => {
      app = await startApp();
      const { status, json, headers } = await app.call(posting(body));
      expect([status, json]).toEqual([202, { resultType: 'REQUEST_ACCEPTED' }]);
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(headers).not.toHaveProperty('idempotent-replayed');
    },
  );

  test('answers a repeat 202 again, with the header Idempotent-Replayed', async () => {
    app = await startApp();
    await app.call(posting(person));
    const { status, json, headers } = await app.call(posting(Object.fromEntries(Object.entries(person).reverse())));
    expect([status, json, headers['idempotent-replayed']]).toEqual([202, { resultType: 'REQUEST_ACCEPTED' }, 'true']);
  });

  test('counts unknown fields in the header Ignored-Fields of every answer', async () => {
    app = await startApp();
    const misspelt = {
      ...person,
      isPep: true,
      listAddress: [{ addressDetails: 'A', country: 'LT', zip: 'B', x: ' ' }],
    };
    const answers = [
      await app.call(posting(misspelt)),
      await app.call(posting(misspelt)),
      await app.call(posting({ ...misspelt, communicationNumber: 'another' })),
      await app.call({ ...posting(misspelt), path: '/amlyze-ws-rest/validate-customer' }),
      await app.call({
        ...posting({ customers: [misspelt, person, { isPep: true }, 1] }),
        path: '/amlyze-ws-rest/batch-customers',
      }),
      await app.call(posting({ ...person, communicationNumber: 'third' })),
    ];
    expect(answers.map(({ status, headers }) => [status, headers['ignored-fields']])).toEqual([
      [202, '2'],
      [202, '2'],
      [200, '2'],
      [200, '2'],
      [200, '3'],
      [200, undefined],
    ]);
  });

  test('counts the unknown fields that a message is rejected for', async () => {
    app = await startApp({ UNKNOWN_FIELDS: 'reject' });
    const { json, headers } = await app.call(posting({ ...person, isPep: true }));
    expect([json, headers['ignored-fields']]).toMatchObject([{ errorCode: 'F001' }, '1']);
  });

  test('answers 200 if a message is rejected for its data', async () => {
    app = await startApp();
    await app.call(posting(person));
    const { status, json } = await app.call(posting({ ...person, communicationNumber: 'another' }));
    expect([status, json]).toEqual([200, rejected('C004', 'Customer already exists')]);
  });

  test.each([
    ['a list', '\n []', 400, rejected('F003', 'The body must be a JSON object: line 2, column 2')],
    ['malformed JSON', '{"a":', 400, rejected('F003', 'The body must be a JSON object: malformed at line 1, column 6')],
    ['an empty body', '', 400, rejected('F003', 'The body must be a JSON object: it is empty at line 1, column 1')],
    [
      'an object that nests too deeply',
      '{"a":'.repeat(40) + '1' + '}'.repeat(40),
      400,
      rejected('F003', 'The body must be a JSON object whose values nest no deeper than 32 levels: line 1, column 161'),
    ],
    [
      'more than BODY_LIMIT',
      `{"a":"${'a'.repeat(2000)}"}`,
      413,
      rejected('F005', 'The body is larger than 2000 bytes'),
    ],
  ])('rejects %s', async (_, body, status, json) => {
    app = await startApp({ BODY_LIMIT: '2000' });
    expect(await app.call(posting(body))).toMatchObject({ status, json });
  });

  test('rejects another content type, and lists the content codings that it accepts', async () => {
    app = await startApp();
    const { status, json, headers } = await app.call(posting(person, { 'content-type': 'text/xml' }));
    expect([status, json]).toEqual([
      415,
      rejected(
        'F006',
        'The content type must be application/json in UTF-8, plain or compressed by gzip, deflate or br',
      ),
    ]);
    expect(headers['accept-encoding']).toBe('gzip, deflate, br');
  });

  test('rejects unknown fields with UNKNOWN_FIELDS=reject', async () => {
    app = await startApp({ UNKNOWN_FIELDS: 'reject' });
    expect((await app.call(posting({ ...person, iSanctioned: false }))).json).toMatchObject({ errorCode: 'F001' });
  });

  test('accepts the screening processes of the installation', async () => {
    app = await startApp({ SCREENING_PROCESSES: 'LOCAL' });
    expect((await app.call(posting({ ...person, initializeScreeningProcesses: ['PEP'] }))).json).toMatchObject({
      errorCode: 'SCR01',
    });
    expect((await app.call(posting({ ...person, initializeScreeningProcesses: ['LOCAL'] }))).status).toBe(202);
  });

  test('answers an internal error without details, and logs its place without personal data', async () => {
    app = await startApp({}, { customers: rejecting(new Error('Jonas Petraitis')) });
    const { status, json, headers } = await app.call(posting(person));
    expect([status, json]).toEqual([
      500,
      { resultType: 'REQUEST_REJECTED', status: 500, error: 'Internal Server Error' },
    ]);
    expect(await app.requestLine()).toMatchObject({ level: 'error', status: 500, outcome: 'failed' });
    expect(app.logged).toContainEqual(
      expect.objectContaining({
        level: 'error',
        requestId: headers['x-request-id'],
        msg: 'The request failed',
        err: expect.objectContaining({ name: 'Error' }),
      }),
    );
    expect(JSON.stringify(app.logged)).not.toMatch(/Jonas|Petraitis/);
  });

  test('answers 503 with Retry-After while overloaded, without logging an error', async () => {
    app = await startApp({}, { customers: rejecting(new Overloaded()) });
    const { status, json, headers } = await app.call(posting(person));
    expect([status, json, headers['retry-after']]).toEqual([
      503,
      { resultType: 'REQUEST_REJECTED', status: 503, error: 'Service Unavailable' },
      '1',
    ]);
    expect(await app.requestLine()).toMatchObject({ level: 'warn', status: 503, outcome: 'failed' });
    expect(app.logged.filter(({ level }) => level === 'error')).toEqual([]);
    expect((await app.call({ path: '/metrics' })).text).toContain(
      'http_request_duration_seconds_count{method="POST",route="/amlyze-ws-rest/customer",status="503"} 1',
    );
  });

  test('logs no error if the sender disconnects', async () => {
    app = await startApp();
    const { socket } = rawConnection(app.port);
    socket.write(
      'POST /amlyze-ws-rest/customer HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
      () => socket.destroy(),
    );
    const line = await app.requestLine();
    expect(line).toMatchObject({ level: 'info', route: '/amlyze-ws-rest/customer', msg: 'aborted by the client' });
    expect(line).not.toHaveProperty('status');
    expect(app.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('needs no token', async () => {
    app = await startApp({ API_TOKEN: 'a-token-of-16-chars', HOST: '0.0.0.0' });
    expect((await app.call(posting(person, { host: 'aml.example' }))).status).toBe(202);
  });
});
