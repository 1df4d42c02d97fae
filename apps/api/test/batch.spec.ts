import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Overloaded, type CustomerReader, type CustomerRegister } from '@aml-customer/application';
import { examples } from '@aml-customer/domain';
import { openPostgres, type Postgres } from '@aml-customer/persistence-postgres';
import { openTestDatabase, type TestDatabase } from '@aml-customer/persistence-postgres/testing';
import { startingClassifiers } from '@aml-customer/reference-data';
import { bodyBefore, bodyOf, goldenCases } from '@aml-customer/testing';
import { gzipSync } from 'node:zlib';
import { MAX_WAITING } from '../src/customers/batch-scheduler.js';
import { posting, startApp, type AppUnderTest } from '../src/testing/app.js';
import { rawConnection, type Reply } from '../src/testing/http.js';

jest.setTimeout(120_000);
type Element = Readonly<Record<string, unknown>>;
type Results = readonly Readonly<Record<string, unknown>>[];
const [{ body: person }] = examples as [(typeof examples)[number]];
const evaluate = examples.find(({ name }) => name === 'evaluate')!.body;
const { sourceOfRiskLevel: _, riskLevel: __, ...bare } = person;
const ACCEPTED = { resultType: 'REQUEST_ACCEPTED' };
const rejected = (errorCode: string, errorDescription: string) => ({
  resultType: 'REQUEST_REJECTED',
  errorCode,
  errorDescription,
});
const named = (name: string, fields: Element = {}): Element => ({
  ...bare,
  communicationNumber: `N-${name}`,
  customerExtId: `C-${name}`,
  ...fields,
});
const names = (name: string) => ({ communicationNumber: `N-${name}`, customerExtId: `C-${name}` });
const batch = (customers: unknown, path = 'batch-customers', headers: Record<string, string> = {}) => ({
  ...posting(typeof customers === 'string' || Buffer.isBuffer(customers) ? customers : { customers }, headers),
  path: `/amlyze-ws-rest/${path}`,
});
const resultsOf = ({ json }: Reply) =>
  (json as { results: Results }).results.map(({ timeElapsedMs, ...result }) => result);

/** An installation on a separate database. */
async function installation() {
  const database: TestDatabase = await openTestDatabase();
  const postgres: Postgres = await openPostgres({ url: database.url });
  await postgres.classifiers.start(startingClassifiers());
  const app = await startApp({}, postgres);
  const stop = async () => {
    await app.stop();
    await postgres.close();
    await database.drop();
  };
  const kept = async () => ({
    messages: await database.query('select communication_number, requester, body from aml_customer.message order by 1'),
    customers: await database.query(
      'select ext_id, entity_type, status, risk_level, title, version from aml_customer.customer order by 1',
    ),
    versions: await database.query(
      'select c.ext_id, v.version, v.cause, v.status, v.risk_level, v.title, m.communication_number from aml_customer.customer_version v join aml_customer.customer c on c.id = v.customer_id join aml_customer.message m on m.id = v.message_id order by 1, 2',
    ),
    assessments: await database.query(
      'select m.communication_number, a.version, a.lead from aml_customer.assessment a join aml_customer.message m on m.id = a.message_id order by 1',
    ),
    screenings: await database.query(
      'select m.communication_number, s.process, s.position from aml_customer.screening s join aml_customer.message m on m.id = s.message_id order by 1, 3',
    ),
  });
  return { app, postgres, database, kept, stop };
}
type Installation = Awaited<ReturnType<typeof installation>>;

describe('a batch, over HTTP and on PostgreSQL', () => {
  let it: Installation, other: Installation, app: AppUnderTest;
  beforeAll(async () => {
    [it, other] = [await installation(), await installation()];
    app = it.app;
  });
  afterAll(async () => {
    await it.stop();
    await other.stop();
  });
  const send = async (customers: unknown) => resultsOf(await app.call(batch(customers)));
  const stored = async (name: string) =>
    (await app.call({ path: `/amlyze-ws-rest/customer/C-${name}` })).json as Element;

  test('is answered in the form of the contract, one result per element in their order', async () => {
    const { status, text } = await app.call(
      batch([
        named('form', { businessUnit: 'nowhere' }),
        named('form'),
        7,
        named('form', { customerExtId: 'C-form-2' }),
      ]),
    );
    expect(status).toBe(200);
    expect(text.replace(/"timeElapsedMs":\d+/g, '"timeElapsedMs":0')).toBe(
      JSON.stringify({
        results: [
          {
            resultType: 'REQUEST_REJECTED',
            communicationNumber: 'N-form',
            customerExtId: 'C-form',
            businessUnit: 'nowhere',
            errorCode: 'C009',
            errorDescription: 'BusinessUnit does not exist in Amlyze',
            timeElapsedMs: 0,
          },
          { resultType: 'REQUEST_ACCEPTED', communicationNumber: 'N-form', customerExtId: 'C-form', timeElapsedMs: 0 },
          {
            resultType: 'REQUEST_REJECTED',
            errorCode: 'F003',
            errorDescription: 'The body must be a JSON object: line 1, column 1',
            timeElapsedMs: 0,
          },
          {
            resultType: 'REQUEST_REJECTED',
            communicationNumber: 'N-form',
            customerExtId: 'C-form-2',
            errorCode: 'O001',
            errorDescription: 'CommunicationNumber already used in amlyze',
            timeElapsedMs: 0,
          },
        ],
        timeElapsedMs: 0,
      }),
    );
  });

  test('defaults the source to IMPORT and the level to NONE', async () => {
    expect(
      await send([
        named('none'),
        named('level', { riskLevel: 'HIGH' }),
        named('blank', { sourceOfRiskLevel: ' ', riskLevel: null }),
        named('import', { sourceOfRiskLevel: 'IMPORT' }),
      ]),
    ).toEqual(['none', 'level', 'blank', 'import'].map((name) => ({ ...ACCEPTED, ...names(name) })));
    for (const [name, riskLevel] of [
      ['none', 'NONE'],
      ['level', 'HIGH'],
      ['blank', 'NONE'],
      ['import', 'NONE'],
    ] as const) {
      expect(await stored(name)).toMatchObject({ riskLevel, profile: { sourceOfRiskLevel: 'IMPORT', riskLevel } });
    }
  });

  test('rejects an unknown level or source', async () => {
    expect(
      await send([named('bad-level', { riskLevel: 'TALL' }), named('bad-source', { sourceOfRiskLevel: 'GUESS' })]),
    ).toMatchObject([{ errorCode: 'C008.I01' }, { errorCode: 'C008' }]);
  });

  test('assesses and screens elements that ask for it', async () => {
    expect(await send([{ ...evaluate, ...names('evaluate') }])).toEqual([{ ...ACCEPTED, ...names('evaluate') }]);
    expect(await it.postgres.followUps.queuedBy('N-evaluate')).toEqual([
      { kind: 'assessment' },
      { kind: 'screening', process: 'SANCTIONS' },
      { kind: 'screening', process: 'PEP' },
    ]);
  });

  test('recognises repeats of its elements and of single messages, and vice versa', async () => {
    const elements = [named('again'), named('again-2', { riskLevel: 'LOW' })];
    const whole = elements.map((element) => ({ riskLevel: 'NONE', ...element, sourceOfRiskLevel: 'IMPORT' }));
    const first = await send(elements);
    expect([await send(elements), await send(whole), await send([named('again', { lastName: 'Kalnas' })])]).toEqual([
      first,
      first,
      [{ ...names('again'), ...rejected('O001', 'CommunicationNumber already used in amlyze') }],
    ]);
    for (const message of whole)
      expect(await app.call(posting(message))).toMatchObject({
        status: 202,
        headers: { 'idempotent-replayed': 'true' },
      });
    const alone = { ...person, ...names('alone') };
    await app.call(posting(alone));
    expect(await send([alone, { ...alone, sourceOfRiskLevel: null }])).toEqual([
      { ...ACCEPTED, ...names('alone') },
      { ...ACCEPTED, ...names('alone') },
    ]);
    expect((await stored('again'))['version']).toBe(1);
  });

  test('stores an element as received', async () => {
    const text = `{ "communicationNumber": "N-text","customerExtId":"C-text", ${JSON.stringify(bare).slice(1, -1).replaceAll('"communicationNumber"', '"x"').replaceAll('"customerExtId"', '"y"')},\n"big": 1.50e2, "lastName":"A", "lastName":"\\u0160arka" }`;
    expect(await send(`{"customers":[${text}]}`)).toEqual([{ ...ACCEPTED, ...names('text') }]);
    expect((await it.postgres.customers.find('C-text'))?.body).toBe(
      `${text.slice(0, -1)},"sourceOfRiskLevel":"IMPORT","riskLevel":"NONE"}`,
    );
    expect(await stored('text')).toMatchObject({ title: 'Jonas Šarka' });
  });

  test('handles its elements as if they were sent in order', async () => {
    const change = (n: number, fields: Element = {}) =>
      named('order', { communicationNumber: `N-order-${n}`, action: 'UPDATE', lastName: `Kalnas-${n}`, ...fields });
    const results = await send([
      change(0),
      named('order'),
      ...Array.from({ length: 20 }, (_, n) => change(n + 1)),
      named('order'),
      named('order', { communicationNumber: 'N-order-30' }),
      change(3, { customerExtId: 'C-other' }),
    ]);
    expect(results.map(({ resultType, errorCode = resultType }) => errorCode)).toEqual([
      'C004',
      ...Array.from({ length: 22 }, () => ACCEPTED.resultType),
      'C004',
      'O001',
    ]);
    expect(await stored('order')).toMatchObject({ version: 21, title: 'Jonas Kalnas-20' });
  });

  test('with every possible problem gives the same answers and data as single messages', async () => {
    const importing = (rule: string) => ['/sourceOfRiskLevel#missing', '/riskLevel#missing'].includes(rule);
    const elements = goldenCases
      .filter(
        ({ stage, unknownFields, expect: { rule } }) => stage !== 'transport' && !unknownFields && !importing(rule),
      )
      .flatMap((golden, index) => {
        const before = bodyBefore(golden, `${index}`);
        return [...(before ? [before] : []), bodyOf(golden, `${index}`)];
      });
    const all = [
      ...examples.map(({ body }) => body),
      ...elements,
      [],
      null,
      'x',
      JSON.parse('{"a":'.repeat(33) + '{}' + '}'.repeat(33)),
      ...examples.map(({ body }) => body),
    ];
    await it.database.query('truncate aml_customer.customer, aml_customer.message cascade');
    const results = await send(all);
    const single: object[] = [];
    for (const body of all) single.push((await other.app.call(posting(JSON.stringify(body)))).json as object);
    expect(results).toEqual(single.map((answer) => expect.objectContaining(answer)));
    expect(
      results.map(({ communicationNumber: _, customerExtId: __, businessUnit: ___, ...result }) => result),
    ).toEqual(single);
    expect(await it.kept()).toEqual(await other.kept());
    expect(results.filter(({ resultType }) => resultType === 'REQUEST_REJECTED').length).toBeGreaterThan(200);
    expect(results.filter(({ resultType }) => resultType === 'REQUEST_ACCEPTED').length).toBeGreaterThan(10);
  });

  test('in a dry run has the same results and stores nothing', async () => {
    await app.call(posting({ ...person, ...names('there') }));
    const before = await it.kept();
    const elements = [
      named('try'),
      named('try'),
      named('try', { lastName: 'B' }),
      named('try', { communicationNumber: 'N-try-2' }),
      named('try', { communicationNumber: 'N-try-3', action: 'UPDATE' }),
      named('try-4', { action: 'UPDATE' }),
      { ...person, ...names('there') },
      named('there'),
      named('there', { communicationNumber: 'N-there-2' }),
      named('bad', { birthDate: 'x' }),
      7,
    ];
    const { status, json } = await app.call(batch(elements, 'validate-batch-customers'));
    expect(await it.kept()).toEqual(before);
    const results = (json as { results: Results }).results.map(({ timeElapsedMs, ...result }) => result);
    expect(status).toBe(200);
    expect(results.map(({ errorCode = 'ok' }) => errorCode)).toEqual([
      'ok',
      'ok',
      'O001',
      'C004',
      'ok',
      'C004',
      'ok',
      'O001',
      'C004',
      'F002',
      'F003',
    ]);
    expect(await send(elements)).toEqual(results);
  });

  test.each([
    ['no JSON', '{"customers":[{]}', 400, 'F003'],
    ['no object', '[]', 400, 'F003'],
    ['nothing', '', 400, 'F003'],
    ['no customers', '{}', 400, 'F002'],
    ['too many', `{"customers":[${'{},'.repeat(10_000)}{}]}`, 400, 'LEN03'],
    ['another content type', undefined, 415, 'F006'],
  ])('is refused as a whole, and stores nothing: %s', async (_, body, status, errorCode) => {
    const before = await it.kept();
    const sent = body ?? JSON.stringify({ customers: [named('whole')] });
    for (const path of ['batch-customers', 'validate-batch-customers']) {
      expect(
        await app.call(
          batch(
            sent.replace('[{', `[${JSON.stringify(named('whole'))},{`),
            path,
            body === undefined ? { 'content-type': 'text/plain' } : {},
          ),
        ),
      ).toMatchObject({ status, json: { resultType: 'REQUEST_REJECTED', errorCode } });
    }
    expect(await it.kept()).toEqual(before);
  });

  test('stores nothing if its last byte is wrong', async () => {
    const customers = JSON.stringify(Array.from({ length: 300 }, (_, i) => named(`last-${i}`)));
    expect(await app.call(batch(`{"customers":${customers}]`))).toMatchObject({
      status: 400,
      json: { errorCode: 'F003' },
    });
    expect((await app.call({ path: '/amlyze-ws-rest/customer/C-last-0' })).status).toBe(404);
  });

  test('may be compressed, and does not delay single messages', async () => {
    const customers = Array.from({ length: 10_000 }, (_, i) => named(`many-${i}`));
    let ended = false;
    const whole = app
      .call(batch(gzipSync(JSON.stringify({ customers })), 'batch-customers', { 'content-encoding': 'gzip' }))
      .finally(() => (ended = true));
    while (
      (await it.database.query("select from aml_customer.customer where ext_id like 'C-many-%' limit 1")).length ===
        0 &&
      !ended
    );
    // Each waits for the messages before it in the queue; behind the whole batch, none would be answered before it.
    let during = 0;
    for (let i = 0; i < 20 && !ended; i++) {
      expect((await app.call(posting({ ...person, ...names(`single-${i}`) }))).status).toBe(202);
      if (!ended) during += 1;
    }
    expect(during).toBeGreaterThanOrEqual(3);
    const results = resultsOf(await whole);
    expect(results).toEqual(customers.map((_, i) => ({ ...ACCEPTED, ...names(`many-${i}`) })));
    expect(
      await it.database.query("select count(*)::int from aml_customer.customer where ext_id like 'C-many-%'"),
    ).toEqual([{ count: 10_000 }]);
  });
});

describe('a batch', () => {
  type Customers = CustomerRegister & CustomerReader;
  /** Customers whose store does something else first. */
  const storing = (customers: Customers, first: (index: number) => Promise<void>): Customers => {
    let index = 0;
    return {
      store: async (...args) => (await first(index++), customers.store(...args)),
      standing: (...args) => customers.standing(...args),
      find: (...args) => customers.find(...args),
      versions: (...args) => customers.versions(...args),
      versionsAfter: (...args) => customers.versionsAfter(...args),
      outstandingScreenings: (...args) => customers.outstandingScreenings(...args),
    };
  };
  let it: Installation;
  beforeAll(async () => (it = await installation()));
  afterAll(() => it.stop());
  const many = (name: string, count = 500) => Array.from({ length: count }, (_, i) => named(`${name}-${i}`));

  test('waits while the store is overloaded', async () => {
    const app = await startApp(
      {},
      {
        ...it.postgres,
        customers: storing(it.postgres.customers, async (index) => {
          if (index % 3 === 0) throw new Overloaded();
        }),
      },
    );
    expect(resultsOf(await app.call(batch(many('patient', 60))))).toEqual(
      Array.from({ length: 60 }, (_, i) => ({ ...ACCEPTED, ...names(`patient-${i}`) })),
    );
    await app.stop();
  });

  test('that fails midway is 500, and its stored elements are repeats when it is sent again', async () => {
    let broken = true;
    const app = await startApp(
      {},
      {
        ...it.postgres,
        customers: storing(it.postgres.customers, async (index) => {
          if (broken && index === 300) throw new Error('Jonas Petraitis');
        }),
      },
    );
    expect(await app.call(batch(many('broken')))).toMatchObject({
      status: 500,
      json: { resultType: 'REQUEST_REJECTED', status: 500, error: 'Internal Server Error' },
    });
    const [{ count } = { count: 0 }] = await it.database.query<{ count: number }>(
      "select count(*)::int from aml_customer.customer where ext_id like 'C-broken-%'",
    );
    expect([count > 0, count < 500]).toEqual([true, true]);
    expect((await app.call({ path: '/metrics' })).text).toContain(
      `aml_customer_messages_total{outcome="accepted",error_code=""} ${count}`,
    );
    broken = false;
    expect(
      resultsOf(await app.call(batch(many('broken')))).filter(({ resultType }) => resultType === 'REQUEST_ACCEPTED'),
    ).toHaveLength(500);
    expect((await app.call({ path: '/metrics' })).text).toContain(
      `aml_customer_messages_total{outcome="replayed",error_code=""} ${count}`,
    );
    expect(JSON.stringify(app.logged)).not.toMatch(/Jonas|N-broken/);
    await app.stop();
  });

  /**
   * An installation that processes one batch at a time, and blocks the first element of the first batch until the
   * test releases it.
   */
  const blocking = async (then: () => Promise<void> = async () => {}, environment: Record<string, string> = {}) => {
    let [release, begin] = [() => {}, () => {}];
    const released = new Promise<void>((resolve) => (release = resolve)).then(then);
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const app = await startApp(
      { BATCHES: '1', ...environment },
      { ...it.postgres, customers: storing(it.postgres.customers, () => (begin(), released)) },
    );
    return { app, begun, release };
  };
  const head = (length: number) =>
    `POST /amlyze-ws-rest/batch-customers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

  test('beyond the waiting limit gets 503 before it was sent in full', async () => {
    const { app, begun, release } = await blocking();
    const first = app.call(batch(many('first', 2)));
    await begun;
    const others = Array.from({ length: MAX_WAITING + 1 }, () => app.call(batch([])));
    expect((await Promise.race(others)).status).toBe(503);
    const { socket, until } = rawConnection(app.port);
    socket.write(`${head(100_000)}{`);
    expect(await until(/Service Unavailable"\}/)).toMatch(/^HTTP\/1.1 503 .*\r\nRetry-After: 1\r\n/s);
    socket.destroy();
    release();
    expect((await first).status).toBe(200);
    expect((await Promise.all(others)).map(({ status }) => status).sort()).toEqual([
      ...Array.from({ length: MAX_WAITING }, () => 200),
      503,
    ]);
    expect((await app.call(batch([]))).json).toEqual({ results: [], timeElapsedMs: expect.any(Number) });
    await app.stop();
  });

  test('is accepted while others send slowly, whatever length they announce', async () => {
    const app = await startApp({ BATCHES: '1' }, it.postgres);
    const slow = Array.from({ length: 10 }, () => rawConnection(app.port));
    for (const { socket } of slow)
      await new Promise<void>((resolve) => socket.write(`${head(60_000_000)}{`, () => resolve()));
    for (let n = 0; n < 5; n++) expect((await app.call(batch([]))).status).toBe(200);
    for (const { socket, received } of slow) {
      expect(received()).toBe('');
      socket.destroy();
    }
    await app.stop();
  });

  test('beyond the memory for bodies gets 503, before it was sent and while it is sent', async () => {
    const app = await startApp({ BATCHES: '1', BATCH_BODY_LIMIT: '1000' }, it.postgres);
    const large = [rawConnection(app.port), rawConnection(app.port)] as const;
    for (const { socket } of large) socket.write(head(1000) + ' '.repeat(990));
    for (let full = false; !full;) full = (await app.call(batch([named('room')]))).status === 503;
    expect(await app.call(batch([], 'batch-customers', { 'transfer-encoding': 'chunked' }))).toMatchObject({
      status: 200,
    });
    expect(
      await app.call(
        batch(gzipSync(JSON.stringify({ customers: [], more: 'x'.repeat(100) })), 'batch-customers', {
          'content-encoding': 'gzip',
          'transfer-encoding': 'chunked',
        }),
      ),
    ).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    large[0].socket.destroy();
    for (let full = true; full;) full = (await app.call(batch([named('room')]))).status === 503;
    large[1].socket.destroy();
    await app.stop();
  });

  test('whose client disconnects is completed, and frees its slot', async () => {
    const { app, begun, release } = await blocking();
    const { socket } = rawConnection(app.port);
    const body = JSON.stringify({ customers: many('left', 300) });
    socket.write(head(Buffer.byteLength(body)) + body);
    await begun;
    socket.destroy();
    release();
    expect((await app.call(batch([]))).status).toBe(200);
    expect(
      await it.database.query("select count(*)::int from aml_customer.customer where ext_id like 'C-left-%'"),
    ).toEqual([{ count: 300 }]);
    expect((await app.call({ path: '/metrics' })).text).toContain(
      'aml_customer_messages_total{outcome="accepted",error_code=""} 300',
    );
    await app.stop();
  });

  test('that fails after its client disconnected is logged', async () => {
    const { app, begun, release } = await blocking(() => Promise.reject(new Error('Jonas Petraitis')));
    const { socket } = rawConnection(app.port);
    const body = JSON.stringify({ customers: many('lost', 3) });
    socket.write(head(Buffer.byteLength(body)) + body);
    await begun;
    socket.destroy();
    while (!app.logged.some(({ msg }) => msg === 'aborted by the client')) await new Promise(setImmediate);
    release();
    expect((await app.call(batch([]))).status).toBe(200);
    expect(app.logged.filter(({ msg }) => msg === 'The request failed')).toEqual([
      expect.objectContaining({ level: 'error' }),
    ]);
    await app.stop();
  });

  test('reports an element that nests too deeply or is too large by its index only', async () => {
    const app = await startApp({ BODY_LIMIT: '900' }, it.postgres);
    const deep = named('deep', { note: JSON.parse('['.repeat(32) + ']'.repeat(32)) });
    expect(resultsOf(await app.call(batch([deep, named('flat'), named('wide', { note: 'x'.repeat(700) })])))).toEqual([
      rejected('F003', expect.stringContaining('nest no deeper than 32 levels: line 1, column ') as unknown as string),
      { ...ACCEPTED, ...names('flat') },
      rejected('F005', 'The body is larger than 900 bytes'),
    ]);
    await app.stop();
  });

  test('may be as large as BATCH_BODY_LIMIT, and one of its customers as BODY_LIMIT', async () => {
    const app = await startApp({ BATCH_BODY_LIMIT: '1500', BODY_LIMIT: '900' }, it.postgres);
    const [small, large] = [named('small'), named('large', { note: 'x'.repeat(700) })];
    expect(resultsOf(await app.call(batch([large, small])))).toEqual([
      rejected('F005', 'The body is larger than 900 bytes'),
      { ...ACCEPTED, ...names('small') },
    ]);
    expect(await app.call(batch([large, large]))).toMatchObject({
      status: 413,
      json: rejected('F005', 'The body is larger than 1500 bytes'),
    });
    await app.stop();
  });

  test('is logged and counted by outcome; a dry run is not counted', async () => {
    const app = await startApp({}, it.postgres);
    await app.call(
      batch([named('count'), named('count'), named('bad', { lastName: ' ' })], 'validate-batch-customers'),
    );
    expect((await app.call({ path: '/metrics' })).text).not.toContain('aml_customer_messages_total{');
    await app.call(
      batch([
        named('count', { iSanctioned: true }),
        named('count', { iSanctioned: true }),
        named('bad', { lastName: ' ' }),
      ]),
    );
    const { text } = await app.call({ path: '/metrics' });
    for (const line of [
      'messages_total{outcome="accepted",error_code=""} 1',
      'messages_total{outcome="replayed",error_code=""} 1',
      'messages_total{outcome="rejected",error_code="C016.I02"} 1',
      'ignored_fields_total 2',
    ])
      expect(text).toContain(`aml_customer_${line}`);
    expect(app.logged).toContainEqual(
      expect.objectContaining({
        route: '/amlyze-ws-rest/batch-customers',
        status: 200,
        batch: { accepted: 1, replayed: 1, rejected: 1 },
      }),
    );
    await app.stop();
  });

  test('needs no token', async () => {
    const app = await startApp({ API_TOKEN: 'a-token-of-16-chars', HOST: '0.0.0.0' }, it.postgres);
    for (const path of ['batch-customers', 'validate-batch-customers'])
      expect((await app.call(batch([], path, { host: 'aml.example' }))).status).toBe(200);
    await app.stop();
  });
});
