import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryRiskModels, startWith } from '@aml-customer/application';
import { defaultModel, defaultModels } from '@aml-customer/risk-evaluation';
import { startApp, type AppUnderTest } from '../testing/app.js';

const { id, version, hash } = defaultModel;
const file = JSON.parse(JSON.stringify(defaultModel.data)) as typeof defaultModel.data;

describe('risk models', () => {
  let app: AppUnderTest;
  beforeEach(async () => {
    const riskModels = new MemoryRiskModels(() => new Date('2026-03-01T10:00:00.000Z'));
    await startWith(riskModels, defaultModel);
    app = await startApp({}, { riskModels });
  });
  afterEach(() => app.stop());
  const add = (body: unknown) =>
    app.call({
      method: 'POST',
      path: '/risk-models',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const activate = (path: string) => app.call({ method: 'POST', path: `/risk-models/${path}/activation` });

  test('are listed, with one active', async () => {
    expect(await app.call({ path: '/risk-models' })).toMatchObject({
      status: 200,
      json: { models: [{ id, version, hash, active: true }] },
    });
  });

  test('are listed with their country lists', async () => {
    expect((await app.call({ path: '/risk-models' })).json).toMatchObject({
      models: [
        {
          lists: defaultModel.lists.map(({ id: list, title, date, validUntil }) => ({
            list,
            title,
            date,
            validUntil,
            expired: expect.any(Boolean),
          })),
        },
      ],
      available: [],
    });
  });

  test('are offered by the release to an installation that has an earlier version', async () => {
    await app.stop();
    const riskModels = new MemoryRiskModels(() => new Date('2026-03-01T10:00:00.000Z'));
    await startWith(riskModels, defaultModels[0]);
    app = await startApp({}, { riskModels });
    expect((await app.call({ path: '/risk-models' })).json).toMatchObject({
      models: [{ id, version: '1', active: true }],
      available: [{ id, version, hash, title: defaultModel.title }],
    });
  });

  test('list the codes that they do not know when they are activated', async () => {
    await app.call({
      method: 'PUT',
      path: '/classifier/legalForm/SOCIETY',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Society' }),
    });
    expect(await activate(`${id}/${version}`)).toMatchObject({
      status: 200,
      json: { version, active: true, unknownCodes: [{ classifier: 'legalForm', code: 'SOCIETY', name: 'Society' }] },
    });
  });

  test('are read with their content', async () => {
    expect(await app.call({ path: `/risk-models/${id}/${version}` })).toMatchObject({
      status: 200,
      json: { id, hash, data: file },
    });
    expect((await app.call({ path: `/risk-models/${id}/none` })).status).toBe(404);
  });

  test('are added, and then activated', async () => {
    expect(await add({ ...file, version: 'bank 2' })).toMatchObject({
      status: 201,
      json: { id, version: 'bank 2', active: false },
    });
    expect(await activate(`${id}/bank%202`)).toMatchObject({ status: 200, json: { version: 'bank 2', active: true } });
    expect((await activate(`${id}/none`)).status).toBe(404);
    expect((await app.call({ path: '/risk-models' })).json).toMatchObject({
      models: [{ active: true }, { active: false }],
    });
  });

  test('never change under the same id and version', async () => {
    expect(await add(file)).toMatchObject({ status: 200, json: { id, version, hash, active: true } });
    expect(await add({ ...file, title: 'Another' })).toMatchObject({
      status: 409,
      json: { status: 409, error: 'Conflict', path: '/risk-models' },
    });
  });

  test('cannot be a list', async () => {
    expect(await add([file])).toMatchObject({
      status: 400,
      json: { errorDescription: expect.stringMatching(/^the file must be an object/) },
    });
  });

  test('are rejected with every problem and its place', async () => {
    const { status, json } = await add({ ...file, title: '', levels: [] });
    expect(status).toBe(400);
    expect(json).toMatchObject({
      resultType: 'REQUEST_REJECTED',
      errorCode: 'F002',
      errorDescription: expect.stringMatching(/^\/(title|levels)/),
    });
    const { problems } = json as { problems: { pointer: string; sentence: string }[] };
    expect(problems.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(['/title', '/levels']));
    expect((await app.call({ path: '/risk-models' })).json).toMatchObject({ models: [{ version, active: true }] });
  });
});
