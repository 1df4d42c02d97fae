import { describe, expect, test } from '@jest/globals';
import { CLASSIFIERS, customerFields, errorCatalogue, examples } from '@aml-customer/domain';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from '../src/openapi/document.js';
import { startApp } from '../src/testing/app.js';

interface Media {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  readonly paths: Paths;
  readonly webhooks: Paths;
  readonly components: { readonly schemas: object };
};
const operations = [...Object.values(document.paths), ...Object.values(document.webhooks)].flatMap((path) =>
  Object.values(path),
);
const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true, allowUnionTypes: true }));

/** A schema of the document, its references resolved in the document. */
const validator = (schema: object): ValidateFunction => ajv.compile({ ...schema, components: document.components });

const media = operations.flatMap(({ operationId, requestBody, responses }) => [
  ...Object.values(requestBody?.content ?? {}).map((each) => [`${operationId} request`, each] as const),
  ...Object.entries(responses).flatMap(([status, { content = {} }]) =>
    Object.values(content).map((each) => [`${operationId} ${status}`, each] as const),
  ),
]);
const shown = media.flatMap(([where, { schema, example, examples: named = {} }]) => [
  ...Object.entries(named).map(([name, { value }]) => [`${where} ${name}`, schema, value] as const),
  ...(example === undefined ? [] : [[where, schema, example] as const]),
]);

test('the document is valid OpenAPI', async () => {
  expect(
    await new Validator().validate(JSON.parse(JSON.stringify(document)) as Parameters<Validator['validate']>[0]),
  ).toEqual({ valid: true });
});

test.each(shown)('%s: the example fits its schema', (_, schema, value) => {
  const validate = validator(schema);
  validate(value);
  expect(validate.errors).toBeNull();
});

describe('the schema of a request', () => {
  const validate = validator({ $ref: '#/components/schemas/Customer' });
  const [{ body: person }] = examples as [(typeof examples)[number]];

  test.each([
    ['another type of customer', { entityType: 'TRUST' }],
    ['a missing mandatory field', { applicationDate: undefined }],
    ['a status that is none', { customerStatus: 'ASLEEP' }],
    ['a field of the wrong type', { listAddress: 'Kaunas' }],
  ])('refuses %s', (_, change) => {
    expect(validate(JSON.parse(JSON.stringify({ ...person, ...change })))).toBe(false);
  });

  test('takes null for what may be absent', () => {
    expect(validate({ ...person, closingDate: null, listAddress: null, fieldOfActivity: null })).toBe(true);
  });

  test('has every field with a meaning, whether it is mandatory, and an example', () => {
    const { IndividualCustomer, OrganizationCustomer } = document.components.schemas as Record<
      string,
      { properties: Record<string, { description: string; examples?: unknown[] }> }
    >;
    const properties = { ...OrganizationCustomer?.properties, ...IndividualCustomer?.properties };
    expect(Object.keys(properties).sort()).toEqual(customerFields.map(({ name }) => name).sort());
    for (const { description } of Object.values(properties)) expect(description).toMatch(/\. (Mandatory|Optional)/);
  });
});

test('the webhooks of assessments never say NONE, which a customer may have', () => {
  for (const [type, { post }] of Object.entries(document.webhooks)) {
    const schema = JSON.stringify(post?.requestBody?.content['application/json']?.schema);
    expect([type, schema.includes('"NONE"')]).toEqual([type, type.endsWith('customer.updated')]);
  }
});

test('every call that takes a JSON body says that it may be too slow, too large, or of another type', () => {
  const taking = Object.values(document.paths)
    .flatMap((path) => Object.values(path))
    .filter(({ requestBody }) => requestBody?.content['application/json']);
  expect(taking.length).toBeGreaterThan(5);
  for (const { operationId, responses } of taking)
    expect([operationId, Object.keys(responses)]).toEqual([
      operationId,
      expect.arrayContaining(['400', '408', '413', '415']),
    ]);
});

test('events are shown by the types of the installation', async () => {
  const app = await startApp({ EVENT_PREFIX: 'lt.bank', UPDATE_PREFIX: 'com.bank' });
  const { json } = await app.call({ path: '/v2/api-docs' });
  await app.stop();
  const { paths, webhooks } = json as typeof document;
  expect(JSON.stringify([paths, webhooks]).match(/(app|com)\.amlyze/g)).toBeNull();
  const types = Object.keys(webhooks);
  expect(types).toEqual(
    Object.keys(document.webhooks).map((type) =>
      type.replace('app.amlyze', 'lt.bank').replace('com.amlyze', 'com.bank'),
    ),
  );
});

test('the document is served at /v2/api-docs, and the page at /swagger-ui', async () => {
  const app = await startApp();
  expect((await app.call({ path: '/v2/api-docs' })).json).toEqual(document);
  expect((await app.call({ path: '/swagger-ui' })).text).toContain('swagger-ui-init.js');
  await app.stop();
});

test('the document shows the whole error catalogue, and names every classifier', () => {
  const text = JSON.stringify(document);
  for (const { code } of errorCatalogue) expect(text).toContain(`<code>${code}</code>`);
  for (const name of CLASSIFIERS) expect(text).toContain(`"${name}"`);
});
