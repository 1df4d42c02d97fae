import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  MemoryAssessments,
  MemoryRiskModels,
  startWith,
  type Assessment,
  type AssessedRisk,
} from '@aml-customer/application';
import { examples, profileOf, read } from '@aml-customer/domain';
import { defaultModel, ModelRiskEvaluation } from '@aml-customer/risk-evaluation';
import { startApp, type AppUnderTest } from '../testing/app.js';
import type { Reply } from '../testing/http.js';

const AT = new Date('2026-03-01T10:00:00.000Z');
const storedBody = JSON.stringify(examples[0]!.body);
const reading = read(JSON.parse(storedBody));
const decision = { decisionType: 'ACCEPTED', finalRiskLevel: 'LOW', decisionGroundCode: '01', decidedBy: 'Ona' };
const rejected = (errorDescription: string, errorCode = 'F002') => ({
  resultType: 'REQUEST_REJECTED',
  errorCode,
  errorDescription,
});

const conflict = (errorDescription: string, id: string) => ({
  status: 409,
  json: {
    timestamp: expect.any(String),
    status: 409,
    error: 'Conflict',
    path: `/assessments/${id}/decision`,
    errorDescription,
  },
});

describe('assessments', () => {
  let app: AppUnderTest;
  let assessments: MemoryAssessments;
  let risk: AssessedRisk;
  const start = async (environment: Record<string, string> = {}) => {
    assessments = new MemoryAssessments();
    const riskModels = new MemoryRiskModels(() => AT);
    await startWith(riskModels, defaultModel);
    const evaluation = new ModelRiskEvaluation(riskModels);
    const profile = profileOf('unreadable' in reading ? {} : reading.message);
    risk = await evaluation.evaluateExplained(profile, AT);
    app = await startApp(environment, { assessments, riskModels });
    queue('1', { state: 'PENDING', risk: await evaluation.evaluate(profile, AT) });
    queue('2', {});
    queue('3', { state: 'PENDING', risk: { ...risk, level: 'HIGH' }, customerExtId: 'Žąsys 100%' });
  };
  const queue = (id: string, values: Partial<Assessment>) =>
    assessments.queue({
      assessment: {
        id,
        state: 'QUEUED',
        customerExtId: 'C',
        version: 1,
        communicationNumber: `N${id}`,
        createdAt: AT,
        lead: false,
        ...values,
      },
      customerStatus: 'PENDING',
      riskLevel: 'NONE',
      flags: {},
      customerUpdatedAt: AT,
      body: storedBody,
    });
  beforeEach(() => start());
  afterEach(() => app.stop());
  const get = (path: string, headers: Record<string, string> = {}): Promise<Reply> => app.call({ path, headers });
  const decide = (id: string, body: unknown, headers: Record<string, string> = {}) =>
    app.call({
      method: 'POST',
      path: `/assessments/${id}/decision`,
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  test('are read one by one with everything that led to the level, and are not cached', async () => {
    const { status, headers, json } = await get('/assessments/1');
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(json).toEqual({
      id: '1',
      state: 'PENDING',
      customerExtId: 'C',
      version: 1,
      communicationNumber: 'N1',
      createdAt: AT.toISOString(),
      lead: false,
      risk: JSON.parse(JSON.stringify(risk)),
    });
  });

  test.each([
    '/assessments/4',
    '/assessments/0',
    '/assessments/x',
    '/assessments/99999999999999999999',
    '/assessments/4/replay',
    '/amlyze-ws-rest/customer/none/assessments',
  ])('answer 404 to %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, json: { status: 404, error: 'Not Found', path } });
  });

  test('of a customer are listed latest first, without their explanations', async () => {
    const { status, json } = await get('/amlyze-ws-rest/customer/C/assessments');
    expect([status, (json as Assessment[]).map(({ id }) => id)]).toEqual([200, ['2', '1']]);
    expect(JSON.stringify(json)).not.toContain('explanation');
    expect((await get(`/amlyze-ws-rest/customer/${encodeURIComponent('Žąsys 100%')}/assessments`)).json).toMatchObject([
      { id: '3' },
    ]);
  });

  test('are listed in pages; by default those that wait for a decision', async () => {
    const first = (await get('/assessments?limit=1')).json as { assessments: Assessment[]; cursor: string };
    const second = (await get(`/assessments?state=PENDING&limit=1&after=${first.cursor}`)).json as typeof first;
    const third = (await get(`/assessments?after=${second.cursor}`)).json as typeof first;
    expect([first, second, third].map((page) => page.assessments.map(({ id }) => id))).toEqual([['1'], ['3'], []]);
    expect((await get('/assessments?state=QUEUED')).json).toMatchObject({
      assessments: [{ id: '2', state: 'QUEUED' }],
    });
  });

  test.each([
    ['state=DONE', 'state must be QUEUED, PENDING, COMPLETED or SUPERSEDED'],
    ['limit=0', 'limit must be an integer from 1 to 500'],
    ['limit=501', 'limit must be an integer from 1 to 500'],
    ['limit=1&limit=2', 'limit must be given once'],
    ['after=x', 'after must be a cursor that an earlier answer gave'],
    ['after=%27%3B--', 'after must be a cursor that an earlier answer gave'],
  ])('cannot be listed by %s', async (query, errorDescription) => {
    expect(await get(`/assessments?${query}`)).toMatchObject({ status: 400, json: rejected(errorDescription) });
  });

  test('cannot be listed by an unknown parameter', async () => {
    expect(await get('/assessments?status=PENDING')).toMatchObject({
      status: 400,
      json: rejected('The query has members that are not fields of the contract: 1', 'F001'),
    });
  });

  test('are replayed', async () => {
    expect((await get('/assessments/1/replay')).json).toEqual({ outcome: 'same' });
    expect((await get('/assessments/2/replay')).json).toEqual({ outcome: 'not-assessed' });
  });

  test('are decided once', async () => {
    const { status, json } = await decide('1', { ...decision, comment: 'Gerai žinomas\nklientas' });
    expect([status, json]).toEqual([
      200,
      expect.objectContaining({
        state: 'COMPLETED',
        finalRiskLevel: 'LOW',
        decision: {
          ...decision,
          comment: 'Gerai žinomas\nklientas',
          authenticated: false,
          override: false,
          decidedAt: expect.any(String),
        },
        decisions: [(json as { decision: object }).decision],
        completedAt: expect.any(String),
      }),
    ]);
    expect(await decide('1', decision)).toMatchObject(conflict('The assessment is already decided', '1'));
    expect((await get('/assessments/1')).json).toEqual(json);
  });

  test('cannot be decided while QUEUED, or if the id is unknown', async () => {
    expect(await decide('2', decision)).toMatchObject(
      conflict('The assessment is still QUEUED: there is no result to decide on yet', '2'),
    );
    expect((await decide('4', decision)).status).toBe(404);
  });

  test('cannot be decided after they were superseded or completed', async () => {
    queue('5', { state: 'SUPERSEDED', risk });
    queue('6', { state: 'COMPLETED', risk });
    expect(await decide('5', decision)).toMatchObject(
      conflict('The assessment is SUPERSEDED: a newer message about the customer replaced it', '5'),
    );
    expect(await decide('6', decision)).toMatchObject(
      conflict('The assessment is not PENDING: it was COMPLETED without a decision by a person', '6'),
    );
  });

  test.each([
    ['no type', { ...decision, decisionType: undefined }, rejected('decisionType must be ACCEPTED or REJECTED')],
    [
      'the level NONE',
      { ...decision, finalRiskLevel: 'NONE' },
      rejected('finalRiskLevel must be LOW, MEDIUM, HIGH or EXTREME'),
    ],
    [
      'no ground',
      { ...decision, decisionGroundCode: '' },
      rejected('decisionGroundCode must be a code of the classifier decisionGround'),
    ],
    [
      'an unknown ground',
      { ...decision, decisionGroundCode: 'WHIM' },
      rejected('decisionGroundCode must be a code of the classifier decisionGround'),
    ],
    [
      'a long comment',
      { ...decision, comment: 'ž'.repeat(4001) },
      rejected('comment must be a string of 1 to 4000 characters, not blank, without NUL and lone surrogates'),
    ],
    [
      'a comment of invisible characters',
      { ...decision, comment: '\u200b\u3164' },
      rejected('comment must be a string of 1 to 4000 characters, not blank, without NUL and lone surrogates'),
    ],
    [
      'an invisible person',
      { ...decision, decidedBy: '\u200b' },
      rejected(
        'decidedBy must be a string of 1 to 256 characters, not blank, without control characters and lone surrogates',
      ),
    ],
    [
      'NUL in a comment',
      { ...decision, comment: 'a\0' },
      rejected('comment must be a string of 1 to 4000 characters, not blank, without NUL and lone surrogates'),
    ],
    [
      'half a surrogate pair in a name',
      { ...decision, decidedBy: 'a\ud800' },
      rejected(
        'decidedBy must be a string of 1 to 256 characters, not blank, without control characters and lone surrogates',
      ),
    ],
    [
      'another level without a comment',
      { ...decision, finalRiskLevel: 'MEDIUM' },
      rejected('comment must be present if the level differs from the assessed one'),
    ],
    [
      'no person',
      { ...decision, decidedBy: undefined },
      rejected('decidedBy must be present if no token identifies who decides'),
    ],
    [
      'unknown fields',
      { ...decision, decidedAt: 'now' },
      rejected('The body has members that are not fields of the contract: 1', 'F001'),
    ],
    ['a list', [decision], rejected('The body must be a JSON object', 'F003')],
    ['malformed JSON', '{', rejected('The body must be a JSON object: malformed at line 1, column 2', 'F003')],
  ])('cannot be decided by a body with %s', async (_, body, json) => {
    expect(await decide('1', body)).toMatchObject({ status: 400, json });
    expect((await get('/assessments/1')).json).toMatchObject({ state: 'PENDING' });
  });

  test('cannot be decided below a floor of the law by a person whom no token proves', async () => {
    const { floors: _, ...explanation } = risk.explanation as { floors: object[] };
    queue('7', {
      state: 'PENDING',
      risk: { ...risk, level: 'HIGH', explanation: { ...explanation, floors: [{ level: 'HIGH', kind: 'law' }] } },
    });
    expect(await decide('7', { ...decision, comment: 'Known' })).toEqual(
      expect.objectContaining({
        status: 403,
        json: expect.objectContaining({
          error: 'Forbidden',
          errorDescription: 'Two people must agree on this decision, each with a personal token (API_TOKENS)',
        }),
      }),
    );
    expect(await decide('7', { ...decision, finalRiskLevel: 'HIGH' })).toMatchObject({
      status: 200,
      json: { state: 'COMPLETED', decision: { authenticated: false, override: false } },
    });
  });

  describe('with a token per person', () => {
    const ona = { authorization: 'Bearer correct-horse-battery' };
    const jonas = { authorization: 'Bearer another-horse-battery' };
    const { decidedBy: _, ...high } = { ...decision, finalRiskLevel: 'HIGH' };
    beforeEach(async () => {
      await app.stop();
      await start({ API_TOKENS: 'ona:correct-horse-battery,jonas:another-horse-battery', FOUR_EYES: 'on' });
    });

    test('are decided by the caller; the body cannot name another person', async () => {
      expect(await decide('3', { ...high, decidedBy: 'jonas' }, ona)).toMatchObject({
        status: 400,
        json: rejected('decidedBy must be omitted: the token identifies who decides'),
      });
    });

    test('are not decided by the holder of API_TOKEN, who is no person', async () => {
      await app.stop();
      await start({
        API_TOKEN: 'a-token-of-a-system',
        API_TOKENS: 'ona:correct-horse-battery,jonas:another-horse-battery',
        FOUR_EYES: 'on',
      });
      expect((await decide('3', high, { authorization: 'Bearer a-token-of-a-system' })).status).toBe(403);
    });

    test('wait for a second person if the level is HIGH', async () => {
      expect(await decide('3', high, ona)).toMatchObject({
        status: 200,
        json: { state: 'PENDING', decision: { decidedBy: 'ona' } },
      });
      expect(await decide('3', high, ona)).toMatchObject(conflict('Another person must confirm this decision', '3'));
      expect(await decide('3', { ...high, decisionGroundCode: '02' }, jonas)).toMatchObject({
        status: 200,
        json: { state: 'PENDING', decision: { decidedBy: 'jonas' } },
      });
      expect(await decide('3', { ...high, decisionGroundCode: '02', comment: 'Sutinku' }, ona)).toMatchObject({
        status: 200,
        json: { state: 'COMPLETED', decision: { decidedBy: 'jonas' }, confirmedBy: 'ona' },
      });
      expect((await get('/assessments/3', ona)).json).toMatchObject({
        decisions: [
          { ...high, decidedBy: 'ona' },
          { ...high, decisionGroundCode: '02', decidedBy: 'jonas' },
          { ...high, decisionGroundCode: '02', comment: 'Sutinku', decidedBy: 'ona' },
        ],
      });
      expect(
        JSON.stringify((await get('/amlyze-ws-rest/customer/%C5%BD%C4%85sys%20100%25/assessments', ona)).json),
      ).not.toContain('decisions');
    });
  });
});
