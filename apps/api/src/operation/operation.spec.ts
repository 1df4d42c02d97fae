import { afterEach, describe, expect, test } from '@jest/globals';
import { MemoryAssessments } from '@aml-customer/application';
import { examples } from '@aml-customer/domain';
import { posting, startApp, type AppUnderTest } from '../testing/app.js';
import { VERSION } from './version.js';

const person = examples[0]!.body as Record<string, unknown>;
let app: AppUnderTest;
afterEach(() => app.stop());

describe('health', () => {
  test('is live while the process answers', async () => {
    app = await startApp({}, { isReady: async () => false });
    expect(await app.call({ path: '/health/live' })).toMatchObject({
      status: 200,
      json: { status: 'ok', version: VERSION },
    });
  });

  test.each([
    ['the database answers', async () => true, 200, 'ok'],
    ['it does not', async () => false, 503, 'error'],
    ['it fails', () => Promise.reject(new Error('The database is down')), 503, 'error'],
  ])('is ready while %s', async (_, isReady, status, expected) => {
    app = await startApp({}, { isReady });
    expect(await app.call({ path: '/health/ready' })).toMatchObject({ status, json: { status: expected } });
  });
});

describe('metrics', () => {
  test('count messages by outcome and error code, and ignored fields', async () => {
    app = await startApp();
    await app.call(posting({ ...person, iSanctioned: false, misspelt: { deep: 1 } }));
    await app.call(posting({ ...person, iSanctioned: false, misspelt: { deep: 1 } }));
    await app.call(posting({ ...person, communicationNumber: 'other' }));
    await app.call(posting('{'));
    await app.call(posting(person, { 'content-type': 'text/plain' }));
    const { text, headers } = await app.call({ path: '/metrics' });
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(
      text
        .split('\n')
        .filter((line) => /^aml_customer_(messages|ignored)/.test(line))
        .sort(),
    ).toEqual([
      'aml_customer_ignored_fields_total 4',
      'aml_customer_messages_total{outcome="accepted",error_code=""} 1',
      'aml_customer_messages_total{outcome="rejected",error_code="C004"} 1',
      'aml_customer_messages_total{outcome="rejected",error_code="F003"} 1',
      'aml_customer_messages_total{outcome="rejected",error_code="F006"} 1',
      'aml_customer_messages_total{outcome="replayed",error_code=""} 1',
    ]);
  });

  test('count assessments that a person decided, and pending ones', async () => {
    const assessments = new MemoryAssessments();
    const now = new Date('2026-03-01T10:00:00.000Z');
    const risk = {
      level: 'HIGH',
      score: 60,
      needsDecision: true,
      nextReview: '2027-03-01',
      model: { id: 'default', version: '1', hash: 'abc' },
      explanation: {},
    } as const;
    for (const [id, state] of [
      ['1', 'PENDING'],
      ['2', 'PENDING'],
      ['3', 'QUEUED'],
      ['4', 'COMPLETED'],
    ] as const) {
      assessments.queue({
        assessment: {
          id,
          state,
          customerExtId: id,
          version: 1,
          communicationNumber: id,
          createdAt: now,
          lead: false,
          risk,
        },
        customerStatus: 'PENDING',
        riskLevel: 'NONE',
        flags: {},
        customerUpdatedAt: now,
        body: '{}',
      });
    }
    app = await startApp({}, { assessments });
    const decision = { decisionType: 'ACCEPTED', finalRiskLevel: 'HIGH', decisionGroundCode: '02', decidedBy: 'Ona' };
    for (let n = 0; n < 2; n++)
      await app.call({
        method: 'POST',
        path: '/assessments/1/decision',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(decision),
      });
    const lines = async () =>
      (await app.call({ path: '/metrics' })).text.split('\n').filter((line) => /^aml_customer_assessments/.test(line));
    const concluded = ['QUEUED', 'COMPLETED', 'PENDING', 'SUPERSEDED', 'failed'].map(
      (outcome) => `aml_customer_assessments_total{outcome="${outcome}"} ${outcome === 'COMPLETED' ? 1 : 0}`,
    );
    expect(await lines()).toEqual([
      ...concluded,
      'aml_customer_assessments_waiting{state="QUEUED"} 1',
      'aml_customer_assessments_waiting{state="PENDING"} 1',
    ]);
    assessments.waiting = () => Promise.reject(new Error('The database is down'));
    expect(await lines()).toEqual(concluded);
  });

  test('measure requests by the pattern of their route', async () => {
    app = await startApp();
    await app.call({ path: '/amlyze-ws-rest/customer/a-personal-id' });
    await app.call({ path: '/nothing' });
    const { text } = await app.call({ path: '/metrics' });
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/amlyze-ws-rest/customer/:customerExtId",status="404"} 1',
    );
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="none",status="404"} 1');
    expect(text).not.toContain('a-personal-id');
  });
});
