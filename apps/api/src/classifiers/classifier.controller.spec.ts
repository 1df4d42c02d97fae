import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryRiskModels, startWith } from '@aml-customer/application';
import { examples, CLASSIFIERS } from '@aml-customer/domain';
import { defaultModel } from '@aml-customer/risk-evaluation';
import { posting, startApp, type AppUnderTest } from '../testing/app.js';

const person = examples[0]!.body as Record<string, unknown>;
const rejected = (errorCode: string, errorDescription: string) => ({
  resultType: 'REQUEST_REJECTED',
  errorCode,
  errorDescription,
});
const TEXT = (limit: number) => `a string of 1 to ${limit} characters, not blank and without control characters`;

describe('a classifier', () => {
  let app: AppUnderTest;
  beforeEach(async () => {
    app = await startApp();
  });
  afterEach(() => app.stop());
  const get = (name: string) => app.call({ path: `/classifier/${name}` });
  const put = (path: string, body: unknown) =>
    app.call({ ...posting(body), method: 'PUT', path: `/classifier/${path}` });
  const retire = (path: string) => app.call({ method: 'DELETE', path: `/classifier/${path}` });

  test.each(CLASSIFIERS.map((name) => [name]))('%s lists its codes', async (name) => {
    const { status, json } = await get(name);
    expect(status).toBe(200);
    for (const { withdrawn = '2026-01-01', ...entry } of json as { readonly withdrawn?: string }[]) {
      expect(entry).toEqual({ code: expect.any(String), name: expect.any(String) });
      expect(withdrawn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  test('marks withdrawn currencies, which messages may still use', async () => {
    const { json } = await get('currency');
    expect(json).toContainEqual({ code: 'BGN', name: 'Bulgarian Lev', withdrawn: '2026-01-01' });
    expect(json).toContainEqual({ code: 'XCG', name: 'Caribbean Guilder' });
    for (const [i, code] of ['BGN', 'XCG'].entries()) {
      const sent = { ...person, communicationNumber: `m-${i}`, customerExtId: `c-${i}`, initialDepositCurrency: code };
      expect((await app.call(posting(sent))).status).toBe(202);
    }
  });

  test('is in the list of classifiers, with the number of its codes', async () => {
    await put('businessUnit/VLN', { name: 'Vilnius' });
    const { status, json } = await app.call({ path: '/classifier' });
    const list = json as { name: string; codes: number; path: string }[];
    expect([status, list.map(({ name }) => name)]).toEqual([200, CLASSIFIERS]);
    expect(list).toContainEqual({ name: 'businessUnit', codes: 1, path: '/classifier/businessUnit' });
    for (const { codes, path } of list) expect((await app.call({ path })).json).toHaveLength(codes);
  });

  test.each(['shoeSize', 'screeningProcess', 'Country', '__proto__', 'constructor'])(
    'that does not exist is 404: %s',
    async (name) => {
      expect(await get(name)).toMatchObject({
        status: 404,
        json: { status: 404, error: 'Not Found', path: `/classifier/${name}` },
      });
      expect((await put(`${name}/X`, { name: 'X' })).status).toBe(404);
      expect((await retire(`${name}/X`)).status).toBe(404);
    },
  );

  test('accepts a new code, which messages may then use', async () => {
    expect(await put('businessUnit/%20VLN%2F1%20', { name: ' Vilnius ' })).toMatchObject({
      status: 200,
      json: { code: 'VLN/1', name: 'Vilnius' },
    });
    expect((await get('businessUnit')).json).toEqual([{ code: 'VLN/1', name: 'Vilnius' }]);
    expect((await app.call(posting({ ...person, businessUnit: 'VLN/1' }))).status).toBe(202);
  });

  test('answers which codes the active risk model does not know', async () => {
    await app.stop();
    const riskModels = new MemoryRiskModels(() => new Date('2026-03-01T10:00:00.000Z'));
    await startWith(riskModels, defaultModel);
    app = await startApp({}, { riskModels });
    const { id, version } = defaultModel;
    expect((await put('relationType/UBO', { name: 'Ultimate beneficial owner' })).json).toEqual({
      code: 'UBO',
      name: 'Ultimate beneficial owner',
      unknownToModel: { id, version },
    });
    expect((await put('country/XK', { name: 'Kosovo' })).json).toMatchObject({ unknownToModel: { id, version } });
    for (const path of ['relationType/OWNER', 'relationType/HOST', 'businessUnit/VLN'])
      expect((await put(path, { name: 'A name' })).json).not.toHaveProperty('unknownToModel');
  });

  test('renames a code', async () => {
    await put('businessUnit/VLN', { name: 'Vilnius' });
    await put('businessUnit/VLN', { name: 'Vilniaus skyrius' });
    expect((await get('businessUnit')).json).toEqual([{ code: 'VLN', name: 'Vilniaus skyrius' }]);
  });

  test('knows which categories are leads', async () => {
    expect((await put('riskManagementCategory/PROSPECT', { name: 'Prospect', lead: true })).json).toEqual({
      code: 'PROSPECT',
      name: 'Prospect',
      lead: true,
    });
    const message = { ...person, riskManagementCategory: 'PROSPECT', sourceOfRiskLevel: 'IMPORT' };
    expect((await app.call(posting(message))).json).toMatchObject({ errorCode: 'C008.I02' });
  });

  test('reads null as an omitted lead', async () => {
    expect((await put('businessUnit/VLN', { name: 'Vilnius', lead: null })).json).toEqual({
      code: 'VLN',
      name: 'Vilnius',
    });
  });

  test('retires a code', async () => {
    await put('businessUnit/VLN', { name: 'Vilnius' });
    expect(await retire('businessUnit/VLN')).toMatchObject({ status: 204, text: '' });
    expect((await get('businessUnit')).json).toEqual([]);
    expect(await retire('businessUnit/VLN')).toMatchObject({ status: 404 });
  });

  test.each([
    ['a list', 'businessUnit/A', [], 400, rejected('F003', 'The body must be a JSON object')],
    [
      'malformed JSON',
      'businessUnit/A',
      '{',
      400,
      rejected('F003', 'The body must be a JSON object: malformed at line 1, column 2'),
    ],
    ['no name', 'businessUnit/A', {}, 400, rejected('F002', `name must be ${TEXT(4000)}`)],
    [
      'a name of the wrong type',
      'businessUnit/A',
      { name: ['[['] },
      400,
      rejected('F002', `name must be ${TEXT(4000)}`),
    ],
    ['a blank name', 'businessUnit/A', { name: ' \t' }, 400, rejected('F002', `name must be ${TEXT(4000)}`)],
    ['a name with NUL', 'businessUnit/A', { name: 'a\0b' }, 400, rejected('F002', `name must be ${TEXT(4000)}`)],
    [
      'a name with a lone surrogate',
      'businessUnit/A',
      { name: '\ud800' },
      400,
      rejected('F002', `name must be ${TEXT(4000)}`),
    ],
    ['a long name', 'businessUnit/A', { name: 'a'.repeat(4001) }, 400, rejected('F002', `name must be ${TEXT(4000)}`)],
    ['a blank code', 'businessUnit/%20', { name: 'A' }, 400, rejected('F002', `code must be ${TEXT(256)}`)],
    ['a code with NUL', 'businessUnit/A%00', { name: 'A' }, 400, rejected('F002', `code must be ${TEXT(256)}`)],
    [
      'a long code',
      `businessUnit/${'A'.repeat(257)}`,
      { name: 'A' },
      400,
      rejected('F002', `code must be ${TEXT(256)}`),
    ],
    [
      'a lead in another classifier',
      'businessUnit/A',
      { name: 'A', lead: false },
      400,
      rejected('F002', 'lead must be omitted, except for riskManagementCategory'),
    ],
    [
      'a lead of the wrong type',
      'riskManagementCategory/A',
      { name: 'A', lead: 'true' },
      400,
      rejected('F002', 'lead must be true or false'),
    ],
    [
      'unknown fields',
      'businessUnit/A',
      '{"name":"A","x":1,"__proto__":2}',
      400,
      rejected('F001', 'The body has members that are not fields of the contract: 2'),
    ],
    [
      'a body that nests deeply',
      'businessUnit/A',
      `{"name":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      400,
      rejected('F002', `name must be ${TEXT(4000)}`),
    ],
  ])('rejects %s', async (_, path, body, status, json) => {
    expect(await put(path, body)).toMatchObject({ status, json });
  });

  test('rejects another content type', async () => {
    expect(
      await app.call({
        method: 'PUT',
        path: '/classifier/businessUnit/A',
        body: 'name=A',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    ).toMatchObject({ status: 415, json: { errorCode: 'F006' } });
  });
});
