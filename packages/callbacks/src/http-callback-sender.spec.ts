import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { HTTP, type CloudEvent } from 'cloudevents';
import http from 'node:http';
import { Webhook } from 'standardwebhooks';
import { certificate } from '../test/certificate.js';
import { anEvent, at, NO_DEADLINE, NOW, SECRETS } from '../test/events.js';
import { aReceiver, aTlsReceiver, stopServers } from '../test/servers.js';
import type { Resolve } from './guarded-lookup.js';
import { HttpCallbackSender } from './http-callback-sender.js';

const LOOPBACK = ['127.0.0.0/8'];
const sender = new HttpCallbackSender({ allowedNetworks: LOOPBACK });
const delivered = { delivered: true, outcome: 'status-204' };
const onLoopback: { resolve: Resolve } = {
  resolve: (_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
};

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW.getTime());
});
afterEach(async () => {
  jest.restoreAllMocks();
  await stopServers();
});

describe('a callback', () => {
  test('in binary mode is a POST that the CloudEvents SDK reads and the Standard Webhooks library verifies', async () => {
    const { port, received } = await aReceiver();
    expect(await sender.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual(delivered);
    const [request] = received;
    if (!request) throw new Error('nothing came');
    expect(request).toMatchObject({ method: 'POST', path: '/in', body: '{"initialRiskLevel":"HIGH"}' });
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': '27',
      connection: 'keep-alive',
    });
    expect(new Webhook(SECRETS[0]).verify(request.body, request.headers as Record<string, string>)).toEqual({
      initialRiskLevel: 'HIGH',
    });
    expect(HTTP.toEvent(request)).toMatchObject({
      id: anEvent().id,
      type: anEvent().type,
      specversion: '1.0',
      time: '2026-03-01T09:59:59.000Z',
      data: { initialRiskLevel: 'HIGH' },
    });
  });

  test('in structured mode has the whole event in the signed body', async () => {
    const { port, received } = await aReceiver();
    expect(await sender.send(anEvent(), at(port, 'structured'), NOW, NO_DEADLINE)).toEqual(delivered);
    const [request] = received;
    if (!request) throw new Error('nothing came');
    expect(new Webhook(SECRETS[0]).verify(request.body, request.headers as Record<string, string>)).toMatchObject({
      subject: 'Žąsų ūkis, 100% "UAB"',
    });
    expect((HTTP.toEvent(request) as CloudEvent<unknown>).data).toEqual({ initialRiskLevel: 'HIGH' });
    expect(Buffer.byteLength(request.body)).toBe(Number(request.headers['content-length']));
  });

  test('has the same id at every attempt, and the time of the attempt', async () => {
    const { port, received } = await aReceiver();
    await sender.send(anEvent(), at(port), NOW, NO_DEADLINE);
    await sender.send(anEvent(), at(port), new Date(NOW.getTime() + 5000), NO_DEADLINE);
    const seen = received.map(({ headers }) => [headers['ce-id'], headers['webhook-id'], headers['webhook-timestamp']]);
    const { id } = anEvent();
    expect(seen).toEqual([
      [id, id, '1772359200'],
      [id, id, '1772359205'],
    ]);
  });

  test('is signed with both secrets during a rotation', async () => {
    const { port, received } = await aReceiver();
    await sender.send(anEvent(), at(port, 'binary', { secrets: SECRETS }), NOW, NO_DEADLINE);
    for (const secret of SECRETS)
      new Webhook(secret).verify(received[0]?.body ?? '', received[0]?.headers as Record<string, string>);
    expect(String(received[0]?.headers['webhook-headers-signature']).split(' ')).toHaveLength(2);
  });

  test.each([
    [503, '120', 120_000],
    [429, 'Sun, 01 Mar 2026 10:00:30 GMT', 29_500],
    [500, '120', undefined],
    [204, '120', undefined],
    [503, 'soon', undefined],
  ])('answered %s with Retry-After %s waits %p ms', async (status, header, retryAfterMs) => {
    const { port } = await aReceiver((_, response) => response.writeHead(status, { 'retry-after': header }).end());
    expect(await sender.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: status === 204,
      outcome: `status-${status}`,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  });

  test('uses a new connection', async () => {
    const { port, connections } = await aReceiver();
    await Promise.all([1, 2, 3].map(() => sender.send(anEvent(), at(port), NOW, NO_DEADLINE)));
    expect(connections()).toBe(3);
  });

  test('ignores a proxy of the environment', async () => {
    const proxy = await aReceiver();
    const { port, received } = await aReceiver();
    const defaultAgent = http.globalAgent;
    try {
      // What NODE_USE_ENV_PROXY=1 does.
      http.globalAgent = new http.Agent({ proxyEnv: { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` } });
      expect(await sender.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual(delivered);
    } finally {
      http.globalAgent = defaultAgent;
    }
    expect([received.length, proxy.connections()]).toEqual([1, 0]);
  });
});

describe('TLS', () => {
  test('is used if the certificate is valid', async () => {
    const { port, received } = await aTlsReceiver();
    const trusting = new HttpCallbackSender({ allowedNetworks: LOOPBACK, ca: [certificate.cert], ...onLoopback });
    expect(
      await trusting.send(anEvent(), at(port, 'binary', { url: `https://localhost:${port}/in` }), NOW, NO_DEADLINE),
    ).toEqual(delivered);
    expect(received).toHaveLength(1);
  });

  test.each([
    ['of an unknown authority', 'localhost', undefined],
    ['for another name', '127.0.0.1', [certificate.cert]],
  ])('fails for a certificate %s', async (_, host, ca) => {
    const { port, received } = await aTlsReceiver();
    const strict = new HttpCallbackSender({ allowedNetworks: LOOPBACK, ...onLoopback, ...(ca && { ca }) });
    expect(
      await strict.send(anEvent(), at(port, 'binary', { url: `https://${host}:${port}/in` }), NOW, NO_DEADLINE),
    ).toEqual({ delivered: false, outcome: 'tls' });
    expect(received).toEqual([]);
  });

  test('fails if the receiver speaks plain HTTP', async () => {
    const { port, received } = await aReceiver();
    expect(
      await sender.send(anEvent(), at(port, 'binary', { url: `https://127.0.0.1:${port}/` }), NOW, NO_DEADLINE),
    ).toEqual({ delivered: false, outcome: 'tls' });
    expect(received).toEqual([]);
  });
});

test('an invalid event or secret rejects, because it is not a failure of the receiver', async () => {
  const { port, connections } = await aReceiver();
  await expect(sender.send({ ...anEvent(), type: '' }, at(port), NOW, NO_DEADLINE)).rejects.toThrow('invalid payload');
  await expect(sender.send(anEvent(), at(port, 'binary', { secrets: ['?'] }), NOW, NO_DEADLINE)).rejects.toThrow();
  expect(connections()).toBe(0);
});
