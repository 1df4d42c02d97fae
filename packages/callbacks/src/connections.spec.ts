import { afterEach, expect, jest, test } from '@jest/globals';
import { anEvent, at, NO_DEADLINE, NOW } from '../test/events.js';
import { aReceiver, aTcpServer, stopServers } from '../test/servers.js';
import { HttpCallbackSender } from './http-callback-sender.js';

const delivered = { delivered: true, outcome: 'status-200' };
const senderTo = (port: number) => {
  const sender = new HttpCallbackSender({ allowedNetworks: ['127.0.0.0/8'] });
  return (path = '/') =>
    sender.send(anEvent(), at(port, 'binary', { url: `http://127.0.0.1:${port}${path}` }), NOW, NO_DEADLINE);
};
/** A server that handles the requests of all its connections by their number, from 1. */
const aServer = (answer: (request: number, reply: () => void, reset: () => void) => void) => {
  let requests = 0;
  return aTcpServer((socket) => {
    socket.on('data', () =>
      answer(
        ++requests,
        () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'),
        () => socket.resetAndDestroy(),
      ),
    );
  });
};

afterEach(async () => {
  jest.restoreAllMocks();
  await stopServers();
});

test('one connection serves requests one after the other, and as many as run concurrently', async () => {
  const { port, connections } = await aServer((_, reply) => reply());
  const send = senderTo(port);
  for (let n = 0; n < 3; n++) expect(await send()).toEqual(delivered);
  expect(connections()).toBe(1);
  await Promise.all([send(), send(), send()]);
  expect(connections()).toBe(3);
});

test('receivers at one host do not share connections', async () => {
  const { port, connections } = await aServer((_, reply) => reply());
  const send = senderTo(port);
  for (const path of ['/one', '/other', '/one']) await send(path);
  expect(connections()).toBe(2);
});

test('a connection that the receiver closes when it is used again is replaced within the attempt', async () => {
  const { port, connections } = await aServer((request, reply, reset) => (request === 2 ? reset() : reply()));
  const send = senderTo(port);
  expect([await send(), await send()]).toEqual([delivered, delivered]);
  expect(connections()).toBe(2);
});

test('a receiver that closes new connections too has not delivered, after one more request', async () => {
  let requests = 0;
  const { port } = await aServer((request, reply, reset) => {
    requests = request;
    if (request === 1) reply();
    else reset();
  });
  const send = senderTo(port);
  expect([await send(), await send()]).toEqual([delivered, { delivered: false, outcome: 'connection-reset' }]);
  expect(requests).toBe(3);
  expect(await send()).toEqual({ delivered: false, outcome: 'connection-reset' });
  expect(requests).toBe(4);
});

test('a connection is not used for more than a minute', async () => {
  const { port, connections } = await aServer((_, reply) => reply());
  const send = senderTo(port);
  await send();
  const opened = performance.now();
  const clock = jest.spyOn(performance, 'now').mockReturnValue(opened + 59_000);
  await send();
  expect(connections()).toBe(1);
  clock.mockReturnValue(opened + 60_100);
  await send();
  expect(connections()).toBe(2);
});

test('a response that is cut off closes its connection', async () => {
  const { port, connections } = await aReceiver((_, response) => {
    response.writeHead(200).write('x'.repeat(200_000));
  });
  const send = senderTo(port);
  expect([await send(), await send()]).toEqual([delivered, delivered]);
  expect(connections()).toBe(2);
});
