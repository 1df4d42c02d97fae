import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { errorCatalogue, examples, profileOf, read, type UnknownFields } from '@aml-customer/domain';
import { openPostgres, type Postgres } from '@aml-customer/persistence-postgres';
import { openTestDatabase, type TestDatabase } from '@aml-customer/persistence-postgres/testing';
import { startingClassifiers } from '@aml-customer/reference-data';
import { bodyBefore, bodyOf, goldenCases } from '@aml-customer/testing';
import fc from 'fast-check';
import { posting, startApp, type AppUnderTest } from '../src/testing/app.js';

jest.setTimeout(120_000);
const ACCEPTED = { resultType: 'REQUEST_ACCEPTED' };
const codes = new Set(errorCatalogue.map(({ code }) => code));
const [{ body: person }] = examples as [(typeof examples)[number]];

describe('the contract, over HTTP and on PostgreSQL', () => {
  let database: TestDatabase, postgres: Postgres;
  let apps: Readonly<Record<UnknownFields, AppUnderTest>>;
  beforeAll(async () => {
    database = await openTestDatabase();
    postgres = await openPostgres({ url: database.url });
    await postgres.classifiers.start(startingClassifiers());
    apps = { ignore: await startApp({}, postgres), reject: await startApp({ UNKNOWN_FIELDS: 'reject' }, postgres) };
  });
  afterAll(async () => {
    for (const app of Object.values(apps)) await app.stop();
    await postgres.close();
    await database.drop();
  });
  const post = async (body: unknown) => apps.ignore.call(posting(body));
  const stored = async (customerExtId: unknown) =>
    (await apps.ignore.call({ path: `/amlyze-ws-rest/customer/${encodeURIComponent(String(customerExtId))}` }))
      .json as Record<string, unknown>;

  test.each(examples.map(({ name, body }) => [name, body] as const))(
    'the example %s is accepted, and its profile is stored completely',
    async (_, body) => {
      expect(await post(body)).toMatchObject({ status: 202, json: ACCEPTED });
      const reading = read(body);
      if ('unreadable' in reading) throw new Error('An example cannot be read');
      expect((await stored(body['customerExtId']))['profile']).toEqual(profileOf(reading.message));
    },
  );

  test.each(goldenCases.map((golden, index) => [golden.name, golden, `http-${index}`] as const))(
    '%s',
    async (_, golden, suffix) => {
      const before = bodyBefore(golden, suffix);
      if (before) expect((await post(before)).status).toBe(202);
      const { code: errorCode, description: errorDescription, status } = golden.expect;
      const answer = await apps[golden.unknownFields ?? 'ignore'].call(
        posting(bodyOf(golden, suffix), golden.contentType ? { 'content-type': golden.contentType } : {}),
      );
      expect(answer).toMatchObject({
        status,
        json: {
          resultType: 'REQUEST_REJECTED',
          errorCode,
          errorDescription:
            errorCode === 'F003'
              ? expect.stringMatching(new RegExp(`^${errorDescription}: line 1, column \\d+$`))
              : errorDescription,
        },
      });
    },
  );

  test('of 24 concurrent messages with one communication number and different customers, one is accepted', async () => {
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        post({ ...person, communicationNumber: 'raced-number', customerExtId: `raced-${i}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    for (const { json } of answers.filter(({ status }) => status === 200))
      expect(json).toMatchObject({ errorCode: 'O001' });
  });

  test('of 24 concurrent copies of one message, one is stored and the others are repeats', async () => {
    const answers = await Promise.all(
      Array.from({ length: 24 }, () =>
        post({ ...person, communicationNumber: 'raced-repeat', customerExtId: 'raced-repeat' }),
      ),
    );
    expect(answers.map(({ json }) => json)).toEqual(answers.map(() => ACCEPTED));
    expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(23);
    expect(await stored('raced-repeat')).toMatchObject({ version: 1 });
  });

  test('every JSON value is answered 200 or 400 with a code of the catalogue', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), async (value) => {
        const { status, json } = await post(value);
        expect([200, 400]).toContain(status);
        expect(codes).toContain((json as { errorCode: string }).errorCode);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  test('an example with any value in any field is accepted, or rejected with a code of the catalogue', async () => {
    const { body } = examples.find(
      ({ name }) => name === 'organization-with-related-person',
    ) as (typeof examples)[number];
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(body)), fc.jsonValue({ maxDepth: 4 }), async (name, value) => {
        const { status, json } = await post({
          ...body,
          communicationNumber: `any-${++sent}`,
          customerExtId: `any-${sent}`,
          [name]: value,
        });
        if (status === 202) return;
        expect([200, 400]).toContain(status);
        expect(codes).toContain((json as { errorCode: string }).errorCode);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });
});
