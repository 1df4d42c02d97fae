import { afterEach, describe, expect, test } from '@jest/globals';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { MemoryInstallation, Overloaded } from '@aml-customer/application';
import { examples } from '@aml-customer/domain';
import express from 'express';
import type { Adapters } from '../composition/adapters.js';
import { posting, startApp, type AppUnderTest } from '../testing/app.js';
import type { Call } from '../testing/http.js';
import { hotRoute } from './hot-route.js';

const person = examples[0]!.body as Record<string, unknown>;

describe('the hot route', () => {
  const calls: string[] = [];
  const noting = (name: string) => () => void calls.push(name);
  const request = (method: string, url: string, headers: Record<string, string> = { host: 'x' }) =>
    Object.assign(new IncomingMessage(new Socket()), { method, url, headers });
  const failing = (): never => {
    throw new Error('Broken');
  };
  const web = () => express().post('/hot', noting('handler')).get('/hot', noting('other handler'));
  const send = (message: IncomingMessage) => {
    calls.length = 0;
    hotRoute(
      web(),
      'POST',
      '/hot',
      [noting('step 1'), noting('step 2')],
      noting('others'),
    )(message, new ServerResponse(message));
    return calls;
  };

  test('runs the steps and then the handler', () => {
    expect(send(request('POST', '/hot'))).toEqual(['step 1', 'step 2', 'handler']);
  });

  test.each([
    ['another method', request('GET', '/hot')],
    ['a query', request('POST', '/hot?a=1')],
    ['a trailing slash', request('POST', '/hot/')],
    ['another case', request('POST', '/HOT')],
    ['an absolute target', request('POST', 'http://x/hot')],
    ['no host', request('POST', '/hot', {})],
  ])('leaves a request to Express: %s', (_, message) => {
    expect(send(message)).toEqual(['others']);
  });

  test.each([
    ['a step throws', [() => failing()], () => {}],
    ['the handler throws', [], () => failing()],
    ['the handler rejects', [], async () => failing()],
  ])('logs the failure and closes the connection if %s', async (_, steps, handler) => {
    const logged: unknown[] = [];
    const message = Object.assign(request('POST', '/hot'), {
      id: '7',
      log: { error: (facts: unknown) => logged.push(facts) },
    });
    const answer = new ServerResponse(message);
    hotRoute(express().post('/hot', handler), 'POST', '/hot', steps, noting('others'))(message, answer);
    await new Promise((resolve) => setImmediate(resolve));
    expect([logged, answer.destroyed]).toEqual([[{ err: expect.any(Error), requestId: '7' }], true]);
  });

  test.each([
    ['POST', '/cold', 0],
    ['PUT', '/hot', 0],
    ['POST', '/twice', 2],
  ])('cannot be %s %s, which has %i handlers', (method, path, count) => {
    const twice = web().post('/twice', noting('a'), noting('b'));
    expect(() => hotRoute(twice, method, path, [], noting('others'))).toThrow(`has ${count} handlers`);
  });
});

describe('a customer message gets the same answer, log line and metrics as by way of the router of Express', () => {
  const apps: AppUnderTest[] = [];
  afterEach(() => Promise.all(apps.splice(0).map((app) => app.stop())));

  /** Everything that a request causes, without what differs between any two requests. */
  const effectsOf = async (request: Call, path: string, replaced: Partial<Adapters> = {}) => {
    const app = await startApp({}, replaced);
    apps.push(app);
    const { status, headers, json } = await app.call({ ...request, path });
    const { time: _, durationMs: __, requestId, ...line } = await app.requestLine();
    const { date: ___, 'x-request-id': id, ...others } = headers;
    expect(id).toBe(requestId);
    const metrics = (await app.call({ path: '/metrics' })).text
      .split('\n')
      .filter((sample) => /^(aml_customer_messages|http_request_duration_seconds_count)/.test(sample));
    const { timestamp: ____, ...body } = json as Record<string, unknown>;
    return { status, headers: others, body, line, metrics };
  };

  test.each<[string, Call]>([
    ['a valid message', posting(person)],
    ['a valid message with an id and unknown fields', posting({ ...person, isPep: 1 }, { 'x-request-id': 'mine' })],
    ['a rejected message', posting({ ...person, entityType: 'CAT' })],
    ['malformed JSON', posting('{"a":')],
    ['a body that is no object', posting('[]')],
    ['no body', posting('')],
    ['an unknown content type', posting(person, { 'content-type': 'text/plain' })],
    ['an unknown content coding', posting(person, { 'content-encoding': 'zip' })],
    ['a body that is too large', posting(`{"a":"${'a'.repeat(1024 * 1024)}"}`)],
    ['a page of another site', posting(person, { origin: 'https://elsewhere.example' })],
    ['a request to close the connection', posting(person, { connection: 'close' })],
  ])('%s', async (_, request) => {
    const path = '/amlyze-ws-rest/customer';
    const [hot, cold] = await Promise.all([effectsOf(request, path), effectsOf(request, `${path}?`)]);
    expect(hot).toEqual(cold);
  });

  test.each([
    ['a failure', new Error('Petraitis')],
    ['overload', new Overloaded()],
  ])('%s', async (_, error) => {
    const customers = Object.assign(new MemoryInstallation({ now: () => new Date() }).customers, {
      store: () => Promise.reject(error),
    });
    const path = '/amlyze-ws-rest/customer';
    const [hot, cold] = await Promise.all(
      [path, `${path}?`].map((target) => effectsOf(posting(person), target, { customers })),
    );
    expect(hot).toEqual(cold);
  });
});
