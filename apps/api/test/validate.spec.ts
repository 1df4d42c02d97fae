import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { examples } from '@aml-customer/domain';
import { openPostgres, type Postgres } from '@aml-customer/persistence-postgres';
import { openTestDatabase, type TestDatabase } from '@aml-customer/persistence-postgres/testing';
import { startingClassifiers } from '@aml-customer/reference-data';
import { startWith } from '@aml-customer/application';
import { defaultModel } from '@aml-customer/risk-evaluation';
import { bodyBefore, bodyOf, goldenCases } from '@aml-customer/testing';
import { openApiDocument } from '../src/openapi/document.js';
import { posting, startApp, type AppUnderTest } from '../src/testing/app.js';

jest.setTimeout(120_000);
const [{ body: person }] = examples as [(typeof examples)[number]];
const evaluate = examples.find(({ name }) => name === 'evaluate')!.body;
const validating = (body: unknown, headers: Record<string, string> = {}) => ({
  ...posting(body, headers),
  path: '/amlyze-ws-rest/validate-customer',
});

interface Media {
  readonly content: {
    readonly 'application/json': {
      readonly examples: Readonly<Record<string, { readonly value: Record<string, unknown> }>>;
    };
  };
}
const operation = (path: string) =>
  (
    JSON.parse(JSON.stringify(openApiDocument())) as {
      paths: Record<string, { post: { requestBody: Media; responses: Record<string, Media> } }>;
    }
  ).paths[path]!.post;

describe('a validation, over HTTP and on PostgreSQL', () => {
  let database: TestDatabase, postgres: Postgres, app: AppUnderTest;
  beforeAll(async () => {
    database = await openTestDatabase();
    postgres = await openPostgres({ url: database.url });
    await postgres.classifiers.start(startingClassifiers());
    await startWith(postgres.riskModels, defaultModel);
    app = await startApp({}, postgres);
  });
  afterAll(async () => {
    await app.stop();
    await postgres.close();
    await database.drop();
  });
  const rows = () =>
    database.query(
      'select (select count(*) from aml_customer.message) as messages, (select count(*) from aml_customer.customer_version) as versions, (select count(*) from aml_customer.assessment) as assessments',
    );
  const validate = async (body: unknown) =>
    (await app.call(validating(body))).json as Readonly<Record<string, unknown>>;

  test('answers the documented examples as documented, and stores nothing', async () => {
    for (const { body } of examples) await app.call(posting(body));
    const before = await rows();
    const { requestBody, responses } = operation('/amlyze-ws-rest/validate-customer');
    for (const [name, { value }] of Object.entries(requestBody.content['application/json'].examples)) {
      const shown = responses['200']!.content['application/json'].examples[name]!.value;
      const { assessment, ...answer } = await validate(value);
      expect(answer).toEqual({ ...shown, assessment: undefined });
      if (shown['assessment'] !== undefined)
        expect(assessment).toMatchObject({ evaluable: true, level: 'LOW', explanation: expect.any(Object) });
    }
    expect(await rows()).toEqual(before);
  });

  test('of every golden case lists the answered error among all problems', async () => {
    for (const [index, golden] of goldenCases
      .filter(({ expect: { status }, unknownFields }) => status === 200 && !unknownFields)
      .entries()) {
      const before = bodyBefore(golden, `v-${index}`);
      if (before) await app.call(posting(before));
      const body = bodyOf(golden, `v-${index}`);
      const answer = await validate(body);
      const { code: errorCode, description: errorDescription, pointer } = golden.expect;
      expect([
        golden.name,
        answer['errorCode'],
        answer['errorDescription'],
        (answer['problems'] as object[])[0],
      ]).toEqual([
        golden.name,
        errorCode,
        errorDescription,
        { errorCode, errorDescription, pointer, origin: expect.stringMatching(/^(documented|extension)$/) },
      ]);
      expect((await app.call(posting(body))).json).toEqual({
        resultType: answer['resultType'],
        errorCode,
        errorDescription,
      });
    }
  });

  test('has the assessment of the active model', async () => {
    const { assessment } = await validate({ ...evaluate, communicationNumber: 'V-2', customerExtId: 'V-2' });
    expect(assessment).toMatchObject({
      evaluable: true,
      model: { id: defaultModel.id, version: defaultModel.version, hash: defaultModel.hash },
    });
  });

  test.each([
    ['no object', '[]', 400, 'F003', 'The body must be a JSON object: line 1, column 1'],
    ['no JSON', '{"a":}', 400, 'F003', 'The body must be a JSON object: malformed at line 1, column 6'],
    ['too large', `"${'x'.repeat(1_048_576)}"`, 413, 'F005', 'The body is larger than 1048576 bytes'],
  ])('refuses what is no message: %s', async (_, body, status, errorCode, errorDescription) => {
    expect(await app.call(validating(body))).toMatchObject({
      status,
      json: { resultType: 'REQUEST_REJECTED', errorCode, errorDescription },
    });
  });

  test('is a management call: it needs access and is not cached', async () => {
    const guarded = await startApp({ API_TOKEN: 'a-token-of-16-chars' }, postgres);
    expect((await guarded.call(validating(person))).status).toBe(401);
    const { status, headers } = await guarded.call(validating(person, { authorization: 'Bearer a-token-of-16-chars' }));
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    await guarded.stop();
  });

  test('answers the documented example of a batch as documented', async () => {
    const { requestBody, responses } = operation('/amlyze-ws-rest/batch-customers');
    const [{ value } = { value: {} }] = Object.values(requestBody.content['application/json'].examples);
    const [shown] = Object.values(responses['200']!.content['application/json'].examples);
    const { text } = await app.call({ ...posting(value), path: '/amlyze-ws-rest/batch-customers' });
    expect(JSON.parse(text.replace(/"timeElapsedMs":\d+/g, '"timeElapsedMs":0'))).toEqual(shown?.value);
  });
});
