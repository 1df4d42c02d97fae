import { afterEach, describe, expect, test } from '@jest/globals';
import type { LookupAddress } from 'node:dns';
import { anEvent, at, NO_DEADLINE, NOW } from '../test/events.js';
import { aReceiver, stopServers } from '../test/servers.js';
import type { Resolve } from './guarded-lookup.js';
import { HttpCallbackSender } from './http-callback-sender.js';

const refused = { delivered: false, outcome: 'refused-target' };
const delivered = { delivered: true, outcome: 'status-204' };
const to = (url: string) => at(0, 'binary', { url });

/** A resolver that returns the next of its answers for each look-up, and counts the look-ups. */
function names(...answers: string[][]) {
  const lookedUp: string[] = [];
  const resolve: Resolve = (hostname, _, callback) => {
    const found = answers[lookedUp.push(hostname) - 1] ?? [];
    callback(
      null,
      found.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { lookedUp, resolve };
}

afterEach(stopServers);

describe('a loopback address is refused in every notation', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '127.0.0.1.',
    '０.０.０.０',
    '0',
    '0.0.0.0',
    '①②⑦.0.0.1',
    '127%2e0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[0:0:0:0:0:0:0:1]',
    '[::]',
    '[64:ff9b::127.0.0.1]',
  ])('http://%s', async (host) => {
    const { port, connections } = await aReceiver(undefined, '0.0.0.0');
    const { resolve, lookedUp } = names();
    expect(
      await new HttpCallbackSender({ allowedNetworks: [], resolve }).send(
        anEvent(),
        to(`http://${host}:${port}/in`),
        NOW,
        NO_DEADLINE,
      ),
    ).toEqual(refused);
    expect([connections(), lookedUp]).toEqual([0, []]);
  });
});

describe('a name', () => {
  test.each([[['127.0.0.1']], [['127.0.0.1', '10.0.0.1']], [['::1']], [['::ffff:127.0.0.1', '169.254.169.254']]])(
    'that leads to %j alone is refused',
    async (addresses) => {
      const { port, connections } = await aReceiver();
      const strict = new HttpCallbackSender({ allowedNetworks: [], ...names(addresses) });
      for (const scheme of ['http', 'https'])
        expect(await strict.send(anEvent(), to(`${scheme}://receiver.example:${port}/`), NOW, NO_DEADLINE)).toEqual(
          refused,
        );
      expect(connections()).toBe(0);
    },
  );

  test('connects to an allowed address if it has others too', async () => {
    const [allowed, other] = [await aReceiver(), await aReceiver(undefined, '127.0.0.2')];
    const { resolve } = names(['127.0.0.2', '10.0.0.1', '127.0.0.1']);
    expect(
      await new HttpCallbackSender({ allowedNetworks: ['127.0.0.1/32'], resolve }).send(
        anEvent(),
        to(`http://receiver.example:${allowed.port}/`),
        NOW,
        NO_DEADLINE,
      ),
    ).toEqual(delivered);
    expect([allowed.received.length, other.connections()]).toEqual([1, 0]);
    expect(allowed.received[0]?.headers.host).toBe(`receiver.example:${allowed.port}`);
  });

  test('that resolves differently is looked up and checked for each connection (DNS rebinding)', async () => {
    const allowed = await aReceiver((_, response) => response.writeHead(204, { connection: 'close' }).end());
    const { resolve, lookedUp } = names(['127.0.0.1'], ['127.0.0.2'], ['127.0.0.1']);
    const sender = new HttpCallbackSender({ allowedNetworks: ['127.0.0.1/32'], resolve });
    const receiver = to(`http://receiver.example:${allowed.port}/`);
    expect([
      await sender.send(anEvent(), receiver, NOW, NO_DEADLINE),
      await sender.send(anEvent(), receiver, NOW, NO_DEADLINE),
      await sender.send(anEvent(), receiver, NOW, NO_DEADLINE),
    ]).toEqual([delivered, refused, delivered]);
    expect(lookedUp).toEqual(['receiver.example', 'receiver.example', 'receiver.example']);
  });

  test('is looked up once for a connection that is used again, which keeps the checked address', async () => {
    const allowed = await aReceiver();
    const { resolve, lookedUp } = names(['127.0.0.1'], ['127.0.0.2']);
    const sender = new HttpCallbackSender({ allowedNetworks: ['127.0.0.1/32'], resolve });
    const receiver = to(`http://receiver.example:${allowed.port}/`);
    for (let n = 0; n < 2; n++) expect(await sender.send(anEvent(), receiver, NOW, NO_DEADLINE)).toEqual(delivered);
    expect([lookedUp, allowed.connections()]).toEqual([['receiver.example'], 1]);
  });

  test('that does not resolve has not delivered', async () => {
    const resolve: Resolve = (_, __, callback) =>
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), []);
    expect(
      await new HttpCallbackSender({ allowedNetworks: [], resolve }).send(
        anEvent(),
        to('http://receiver.example/'),
        NOW,
        NO_DEADLINE,
      ),
    ).toEqual({ delivered: false, outcome: 'dns' });
  });

  test('whose look-up hangs times out', async () => {
    const sender = new HttpCallbackSender({
      allowedNetworks: [],
      resolve: () => undefined,
      limits: { total: 30, linger: 10, body: 1, head: 1024 },
    });
    expect(await sender.send(anEvent(), to('http://receiver.example/'), NOW, NO_DEADLINE)).toEqual({
      delivered: false,
      outcome: 'timeout',
    });
  });

  test('whose look-up hangs times out at the deadline, and the look-up serves the next attempt', async () => {
    const answers: (() => void)[] = [];
    const { port } = await aReceiver();
    const sender = new HttpCallbackSender({
      allowedNetworks: ['127.0.0.0/8'],
      resolve: (_, __, callback) => void answers.push(() => callback(null, [{ address: '127.0.0.1', family: 4 }])),
    });
    const receiver = to(`http://receiver.example:${port}/`);
    const deadline = new AbortController();
    const first = sender.send(anEvent(), receiver, NOW, deadline.signal);
    deadline.abort();
    expect(await first).toEqual({ delivered: false, outcome: 'timeout' });
    const second = sender.send(anEvent(), receiver, NOW, NO_DEADLINE);
    await new Promise(setImmediate);
    expect(answers).toHaveLength(1);
    answers[0]?.();
    expect(await second).toEqual(delivered);
  });

  test('is not connected to after the deadline', async () => {
    const { port, connections } = await aReceiver();
    expect(
      await new HttpCallbackSender({ allowedNetworks: ['127.0.0.0/8'] }).send(
        anEvent(),
        to(`http://127.0.0.1:${port}/`),
        NOW,
        AbortSignal.abort(),
      ),
    ).toEqual({ delivered: false, outcome: 'timeout' });
    expect(connections()).toBe(0);
  });
});

test.each([
  'ftp://127.0.0.1/',
  'file:///etc/passwd',
  'unix:/run/docker.sock',
  'http://user@127.0.0.1/',
  'http://user:pass@127.0.0.1/',
  '//127.0.0.1/',
  '',
  'http://',
])('a URL that is not plain http or https is refused: %j', async (url) => {
  expect(
    await new HttpCallbackSender({ allowedNetworks: ['127.0.0.0/8'] }).send(anEvent(), to(url), NOW, NO_DEADLINE),
  ).toEqual(refused);
});
