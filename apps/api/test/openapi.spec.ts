import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { CLASSIFIERS, customerFields, examples } from '@aml-customer/domain';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Express } from 'express';
import { openApiDocument } from '../src/openapi/document.js';
import { startApp, type AppUnderTest } from '../src/testing/app.js';

interface Media {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
interface Body {
  readonly content?: Readonly<Record<string, Media>>;
}
interface Reference {
  readonly $ref?: string;
}
interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly description: string;
  readonly security: readonly object[];
  readonly 'x-extension'?: boolean;
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body & Reference>>;
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Paths;
  readonly webhooks: Paths;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
};
const calls = Object.values(document.paths).flatMap((path) => Object.values(path));
const operations = [...calls, ...Object.values(document.webhooks).flatMap((path) => Object.values(path))];
const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true, allowUnionTypes: true }));

/** A part of the document, with its reference resolved. */
function resolved<T extends object>(part: T & Reference): T {
  if (part.$ref === undefined) return part;
  const [kind, name] = part.$ref.replace('#/components/', '').split('/') as [string, string];
  const target = document.components[kind]?.[name];
  if (!target) throw new Error(`${part.$ref} leads nowhere`);
  return target as T;
}

/** Compiles a schema whose references point into the document. */
const validator = (schema: object): ValidateFunction => ajv.compile({ ...schema, components: document.components });

const media = operations.flatMap(({ operationId, requestBody, responses }) => [
  ...Object.values(requestBody?.content ?? {}).map((content) => [`${operationId} request`, content] as const),
  ...Object.entries(responses).flatMap(([status, response]) =>
    Object.values(resolved(response).content ?? {}).map((content) => [`${operationId} ${status}`, content] as const),
  ),
]);
const shownExamples = media.flatMap(([place, { schema, example, examples: named = {} }]) => [
  ...Object.entries(named).map(([name, { value }]) => [`${place} ${name}`, schema, value] as const),
  ...(example === undefined ? [] : [[place, schema, example] as const]),
]);

let app: AppUnderTest | undefined;
afterEach(async () => {
  jest.restoreAllMocks();
  await app?.stop();
  app = undefined;
});

test('the document is valid OpenAPI', async () => {
  expect(
    await new Validator().validate(JSON.parse(JSON.stringify(document)) as Parameters<Validator['validate']>[0]),
  ).toEqual({ valid: true });
});

test.each(shownExamples)('%s: the example fits its schema', (_, schema, value) => {
  const validate = validator(schema);
  validate(value);
  expect(validate.errors).toBeNull();
});

describe('the schema of a request', () => {
  const validate = validator({ $ref: '#/components/schemas/Customer' });
  const [{ body: person }] = examples as [(typeof examples)[number]];

  test.each([
    ['an unknown type of customer', { entityType: 'TRUST' }],
    ['a missing mandatory field', { applicationDate: undefined }],
    ['an unknown status', { customerStatus: 'ASLEEP' }],
    ['a field of the wrong type', { listAddress: 'Kaunas' }],
  ])('rejects %s', (_, change) => {
    expect(validate(JSON.parse(JSON.stringify({ ...person, ...change })))).toBe(false);
  });

  test('accepts null for optional fields', () => {
    expect(validate({ ...person, closingDate: null, listAddress: null, fieldOfActivity: null })).toBe(true);
  });

  test('describes every field and whether it is mandatory', () => {
    const { IndividualCustomer, OrganizationCustomer } = document.components['schemas'] as Record<
      string,
      { properties: Record<string, { description: string; examples?: unknown[] }> }
    >;
    const properties = { ...OrganizationCustomer?.properties, ...IndividualCustomer?.properties };
    expect(Object.keys(properties).sort()).toEqual(customerFields.map(({ name }) => name).sort());
    for (const { description } of Object.values(properties)) expect(description).toMatch(/\. (Mandatory|Optional)/);
  });
});

test('of the webhooks, only customer.updated may have the risk level NONE', () => {
  for (const [type, { post }] of Object.entries(document.webhooks)) {
    const { schema } = post?.requestBody?.content?.['application/json'] as Media;
    const hasNone = JSON.stringify(resolved(schema)).includes('"NONE"');
    expect([type, hasNone]).toEqual([type, type.endsWith('customer.updated')]);
  }
});

test('every call with a JSON body lists the responses to a slow, large, malformed or different body', () => {
  const withBody = calls.filter(({ requestBody }) => requestBody?.content?.['application/json']);
  expect(withBody.length).toBeGreaterThan(5);
  for (const { operationId, responses } of withBody)
    expect([operationId, Object.keys(responses)]).toEqual([
      operationId,
      expect.arrayContaining(['400', '408', '413', '415']),
    ]);
});

describe('access', () => {
  test('every call that needs it lists the responses to a caller without it', () => {
    for (const { operationId, security, responses } of calls)
      expect([operationId, '401' in responses, '429' in responses]).toEqual([
        operationId,
        security.length > 0,
        security.length > 0,
      ]);
  });

  test('every call that needs it, or takes customers, lists the response to a page of another site', () => {
    const open = calls.filter(({ responses }) => !('403' in responses)).map(({ operationId }) => operationId);
    expect(open).toEqual(
      calls
        .filter(({ security, requestBody }) => security.length === 0 && !requestBody)
        .map(({ operationId }) => operationId),
    );
  });

  test('a call needs a token if and only if the document requires one', async () => {
    app = await startApp({ API_TOKEN: 'correct-horse-battery' });
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, { operationId, security }] of Object.entries(methods)) {
        const { status } = await app.call({ method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, '1') });
        expect([operationId, status === 401]).toEqual([operationId, security.length > 0]);
      }
  });

  test('every extension needs it, except documentation and health checks', () => {
    const open = calls.filter((call) => call['x-extension'] && call.security.length === 0);
    expect(open.map(({ operationId }) => operationId)).toEqual([
      'listClassifiers',
      'home',
      'readDocument',
      'listFields',
      'listErrors',
      'live',
      'ready',
    ]);
  });
});

test('extensions are in the tag groups that are marked as extensions', () => {
  const names = document.tags.map(({ name }) => name);
  for (const call of calls) {
    expect(names).toEqual(expect.arrayContaining([...call.tags]));
    expect([call.operationId, call.tags.every((tag) => tag.endsWith('(extension)'))]).toEqual([
      call.operationId,
      call['x-extension'] === true,
    ]);
  }
});

test('every component is used', () => {
  const text = JSON.stringify(document);
  const components = Object.entries(document.components).flatMap(([kind, named]) =>
    kind === 'securitySchemes' ? [] : Object.keys(named).map((name) => `#/components/${kind}/${name}`),
  );
  expect(components.filter((component) => !text.includes(`"${component}"`))).toEqual([]);
});

describe('routes', () => {
  /** Routes that are not calls of the service, with the reason. */
  const NOT_CALLS: Readonly<Record<string, string>> = {
    'GET /v2/api-docs': 'the document itself',
    'GET /swagger-ui': 'the page that shows the document',
    'GET /swagger-ui/': 'the same page',
    'GET /swagger-ui/index.html': 'the same page',
    'GET /swagger-ui/swagger-ui-init.js': 'the script of that page, which contains the document',
    'GET /swagger-ui/swagger-ui/swagger-ui-init.js': 'the same script, requested relative to /swagger-ui/',
    'GET /swagger-ui/LICENSE': 'the licence of Swagger UI',
    'GET /pages/style.css': 'the style of the pages',
    'GET /pages/search.js': 'the script of the pages',
  };
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );

  test('are exactly the calls of the document', async () => {
    const registered = await registeredRoutes();
    expect(registered).toEqual(expect.arrayContaining(Object.keys(NOT_CALLS)));
    expect(differences(registered, documented)).toEqual([]);
  });

  test('that are missing on one side are found', async () => {
    const registered = await registeredRoutes((nest) => nest.getHttpAdapter().get('/planted/:id', () => {}));
    expect(differences(registered, [...documented, 'POST /planted'])).toEqual(
      expect.arrayContaining(['GET /planted/{id} is not in the OpenAPI document', 'POST /planted is not a route']),
    );
  });

  /** Starts the application and lists the routes of its Express router in the notation of the document. */
  async function registeredRoutes(plant: (nest: INestApplication<unknown>) => void = () => {}): Promise<string[]> {
    const create = jest.spyOn(NestFactory, 'create');
    app = await startApp();
    const nest = (await create.mock.results[0]?.value) as INestApplication<unknown>;
    plant(nest);
    const { stack } = (nest.getHttpAdapter().getInstance() as Express).router;
    return stack.flatMap(({ route }) =>
      route ? Object.keys(methodsOf(route)).map((method) => `${method.toUpperCase()} ${inDocument(route.path)}`) : [],
    );
  }
  const methodsOf = (route: object) => (route as { methods: Readonly<Record<string, boolean>> }).methods;
  const inDocument = (path: string) => path.replace(/:(\w+)/g, '{$1}');

  function differences(registered: readonly string[], entries: readonly string[]): string[] {
    const undocumented = registered.filter((route) => !entries.includes(route) && !(route in NOT_CALLS));
    const unregistered = entries.filter((entry) => !registered.includes(entry));
    return [
      ...undocumented.map((route) => `${route} is not in the OpenAPI document`),
      ...unregistered.map((entry) => `${entry} is not a route`),
    ];
  }
});

test('the event types are those of the installation', async () => {
  app = await startApp({ EVENT_PREFIX: 'lt.bank', UPDATE_PREFIX: 'com.bank' });
  const { json } = await app.call({ path: '/v2/api-docs' });
  const { paths, webhooks } = json as typeof document;
  expect(JSON.stringify([paths, webhooks]).match(/(app|com)\.amlyze/g)).toBeNull();
  expect(Object.keys(webhooks)).toEqual(
    Object.keys(document.webhooks).map((type) =>
      type.replace('app.amlyze', 'lt.bank').replace('com.amlyze', 'com.bank'),
    ),
  );
});

test('Swagger UI keeps tokens, and its plugin uses nothing outside of itself', async () => {
  app = await startApp();
  expect((await app.call({ path: '/swagger-ui' })).text).toContain('<title>AML Customer API</title>');
  const { text } = await app.call({ path: '/swagger-ui/swagger-ui-init.js' });
  expect(text).toMatch(/"persistAuthorization": true/);
  const [source] = /"plugins": \[\s*(function plugin\(\) \{.*\})\s*\]/s.exec(text)?.slice(1) ?? [];
  const { wrapComponents, fn } = runInNewContext(`(${source})()`) as Record<string, object>;
  expect(Object.keys({ ...wrapComponents, ...fn })).toEqual(['FilterContainer', 'responses', 'opsFilter']);
});

test('the document is served at /v2/api-docs, and the page at /swagger-ui', async () => {
  app = await startApp();
  expect((await app.call({ path: '/v2/api-docs' })).json).toEqual(document);
  expect((await app.call({ path: '/swagger-ui' })).text).toContain('swagger-ui-init.js');
});

test('the document names every classifier, and leads to the error catalogue and the fields', () => {
  const text = JSON.stringify(document);
  for (const name of CLASSIFIERS) expect(text).toContain(`"${name}"`);
  for (const page of ['/errors', '/fields']) expect(text).toContain(`](${page})`);
});

describe('objects', () => {
  /** Every schema inside a part of the document, with its place. */
  function objectSchemas(part: unknown, place = ''): [string, Readonly<Record<string, unknown>>][] {
    if (typeof part !== 'object' || part === null) return [];
    const own = part as Readonly<Record<string, unknown>>;
    const nested = Object.entries(own)
      .filter(([name]) => !['example', 'examples'].includes(name))
      .flatMap(([name, value]) => objectSchemas(value, `${place}/${name}`));
    return own['type'] === 'object' ? [[place, own], ...nested] : nested;
  }

  test('are typed, or explicitly allow further members', () => {
    const schemas = objectSchemas(document);
    expect(schemas.length).toBeGreaterThan(50);
    const untyped = schemas.filter(([, schema]) => !('properties' in schema || 'additionalProperties' in schema));
    expect(untyped.map(([place]) => place)).toEqual([]);
  });

  test.each([
    ['Assessment', 'an assessment'],
    ['RiskModel', 'a risk model'],
  ])('of the schema %s have a property for every member of %s', (name) => {
    const shown = shownExamples.find(([, schema]) => (schema as Reference).$ref === `#/components/schemas/${name}`);
    expect(unknownMembers(document.components['schemas']![name]!, shown?.[2])).toEqual([]);
  });

  /** The members of a value that its schema lacks; conditions of risk models are open. */
  function unknownMembers(schema: Reference, value: unknown, place = ''): string[] {
    if (schema.$ref?.endsWith('/RiskCondition')) return [];
    const { properties, items = {} } = resolved<{
      properties?: Readonly<Record<string, object>>;
      items?: object;
    }>(schema);
    if (Array.isArray(value))
      return value.flatMap((element, index) => unknownMembers(items, element, `${place}/${index}`));
    if (typeof value !== 'object' || value === null || properties === undefined) return [];
    return Object.entries(value).flatMap(([name, member]) =>
      name in properties ? unknownMembers(properties[name]!, member, `${place}/${name}`) : [`${place}/${name}`],
    );
  }
});

test('every operation has a description', () => {
  expect(operations.filter(({ description }) => !description).map(({ operationId }) => operationId)).toEqual([]);
});

test('every example has a summary in words', () => {
  const named = media.flatMap(([place, { examples: all = {} }]) =>
    Object.entries(all).map(([name, example]) => [`${place} ${name}`, (example as { summary?: string }).summary]),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(([, summary]) => !/^[A-Z]/.test(summary ?? ''))).toEqual([]);
});
