import { afterEach, describe, expect, test } from '@jest/globals';
import { examples } from '@aml-customer/domain';
import { posting, startApp, type AppUnderTest } from '../../test/app.js';

const person = examples[0]!.body as Record<string, unknown>;
let app: AppUnderTest;
afterEach(() => app.stop());

describe('health', () => {
  test('is live as long as the process answers', async () => {
    app = await startApp({}, { isReady: async () => false });
    expect(await app.call({ path: '/health/live' })).toMatchObject({ status: 200, json: { status: 'ok' } });
  });

  test.each([
    ['the database answers', async () => true, 200, 'ok'],
    ['it does not', async () => false, 503, 'error'],
    ['it fails', () => Promise.reject(new Error('gone')), 503, 'error'],
  ])('is ready while %s', async (_, isReady, status, said) => {
    app = await startApp({}, { isReady });
    expect(await app.call({ path: '/health/ready' })).toMatchObject({ status, json: { status: said } });
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
    expect(text.split('\n').filter((line) => /^aml_customer/.test(line)).sort()).toEqual([
      'aml_customer_ignored_fields_total 4',
      'aml_customer_messages_total{outcome="accepted",error_code=""} 1',
      'aml_customer_messages_total{outcome="rejected",error_code="C004"} 1',
      'aml_customer_messages_total{outcome="rejected",error_code="F003"} 1',
      'aml_customer_messages_total{outcome="rejected",error_code="F006"} 1',
      'aml_customer_messages_total{outcome="replayed",error_code=""} 1',
    ]);
  });

  test('time requests by the pattern of their route', async () => {
    app = await startApp();
    await app.call({ path: '/amlyze-ws-rest/customer/a-personal-id' });
    await app.call({ path: '/nothing' });
    const { text } = await app.call({ path: '/metrics' });
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/amlyze-ws-rest/customer/:customerExtId",status="404"} 1');
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="none",status="404"} 1');
    expect(text).not.toContain('a-personal-id');
  });
});
