import { afterEach, describe, expect, test } from '@jest/globals';
import type { RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { anEvent, at, NO_DEADLINE, NOW } from '../test/events.js';
import { aReceiver, aTcpServer, stopServers } from '../test/servers.js';
import { HttpCallbackSender } from './http-callback-sender.js';
import { LIMITS } from './post.js';

const allowedNetworks = ['127.0.0.0/8'];
const patient = new HttpCallbackSender({ allowedNetworks });
const impatient = new HttpCallbackSender({ allowedNetworks, limits: { ...LIMITS, total: 60 } });
const shortLinger = new HttpCallbackSender({ allowedNetworks, limits: { ...LIMITS, linger: 30 } });
const KILOBYTE = 'x'.repeat(1024);

afterEach(stopServers);

/** Writes for as long as the other side reads; returns a function that gives the number of bytes. */
function endless(response: ServerResponse | Socket, chunk: string): () => number {
  let written = 0;
  const pump = (): void => {
    while (!response.destroyed && response.write(chunk)) written += chunk.length;
    written += chunk.length;
  };
  response.on('drain', pump);
  pump();
  return () => written;
}

test('the time of an attempt is that of the contract', () => expect(LIMITS.total).toBe(15_000));

describe('an answer', () => {
  test.each([200, 201, 202, 204, 299])('of %i is delivered', async (status) => {
    const { port } = await aReceiver((_, response) => response.writeHead(status).end());
    expect(await patient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: true,
      outcome: `status-${status}`,
    });
  });

  test.each([300, 304, 400, 401, 404, 410, 429, 500, 503, 999])(
    'of %i is not, and its text is not kept',
    async (status) => {
      const { port } = await aReceiver((_, response) =>
        response.writeHead(status, 'Ona', { 'x-name': 'Ona' }).end('Ona Ąžuolė'),
      );
      expect(await patient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
        delivered: false,
        outcome: `status-${status}`,
      });
    },
  );

  test.each([301, 302, 303, 307, 308])('of %i is not followed', async (status) => {
    const elsewhere = await aReceiver();
    const { port } = await aReceiver((_, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${elsewhere.port}/in` }).end(),
    );
    expect(await patient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: false,
      outcome: `status-${status}`,
    });
    expect(elsewhere.connections()).toBe(0);
  });
});

describe('a receiver that', () => {
  test('hangs times out', async () => {
    const { port, closed } = await aReceiver(() => undefined);
    expect(await impatient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: false,
      outcome: 'timeout',
    });
    await closed;
  });

  test('accepts connections and never responds times out, with TLS too', async () => {
    const { port } = await aTcpServer(() => undefined);
    for (const scheme of ['http', 'https']) {
      expect(
        await impatient.send(anEvent(), at(port, 'binary', { url: `${scheme}://127.0.0.1:${port}` }), NOW, NO_DEADLINE),
      ).toEqual({ delivered: false, outcome: 'timeout' });
    }
  });

  test.each<[string, number, boolean]>([
    ['delivered', 200, true],
    ['failed', 500, false],
  ])('answers without end is cut off: %s by its status', async (_, status, delivered) => {
    let written = () => 0;
    const { port, closed } = await aReceiver((__, response) => {
      written = endless(response.writeHead(status), KILOBYTE);
    });
    expect(await patient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered,
      outcome: `status-${status}`,
    });
    await closed;
    expect(written()).toBeLessThan(256 * LIMITS.body); // What the buffers of both ends hold is written, too.
  });

  test('drips is cut off, and delivered by its status', async () => {
    const { port, closed } = await aReceiver((_, response) => {
      response.writeHead(200, { 'content-length': '1000000000' }).write('.');
    });
    expect(await shortLinger.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: true,
      outcome: 'status-200',
    });
    await closed;
  });

  test('drips for longer than an attempt may take is cut off then, and delivered by its status', async () => {
    const { port, closed } = await aReceiver((_, response) => {
      response.writeHead(200).write('.');
    });
    const sender = new HttpCallbackSender({ allowedNetworks, limits: { ...LIMITS, total: 1000, linger: 60_000 } });
    expect(await sender.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: true,
      outcome: 'status-200',
    });
    await closed;
  });

  test('drips its headers times out', async () => {
    const { port, closed } = await aTcpServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx: ');
    });
    expect(await impatient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: false,
      outcome: 'timeout',
    });
    await closed;
  });

  test('sends headers without end is cut off', async () => {
    const { port, closed } = await aTcpServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      endless(socket, `x: ${KILOBYTE}\r\n`);
    });
    expect(await patient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: false,
      outcome: 'bad-response',
    });
    await closed;
  });

  test('sends 1xx responses without end is cut off', async () => {
    const { port, closed } = await aTcpServer((socket) => {
      endless(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(100));
    });
    expect(await patient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: false,
      outcome: 'bad-response',
    });
    await closed;
  });

  test('sends a 1xx response before its 204 has delivered', async () => {
    const { port } = await aTcpServer((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    });
    expect(await patient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: true,
      outcome: 'status-200',
    });
  });

  test('wants another protocol has not delivered', async () => {
    const { port, closed } = await aTcpServer((socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
    });
    expect(await patient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: false,
      outcome: 'connection-reset',
    });
    await closed;
  });

  test('speaks no HTTP has not delivered', async () => {
    const { port } = await aTcpServer((socket) => {
      socket.end('220 mail.example ESMTP\r\n');
    });
    expect(await patient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: false,
      outcome: 'bad-response',
    });
  });

  test.each<[string, (socket: Socket) => void]>([
    ['resets', (socket) => socket.resetAndDestroy()],
    ['ends', (socket) => socket.end()],
  ])('%s the connection has not delivered', async (_, leave) => {
    const { port } = await aTcpServer((socket) => {
      socket.once('data', () => leave(socket));
    });
    expect(await patient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: false,
      outcome: 'connection-reset',
    });
  });

  test('breaks off within its body has delivered, because the status arrived', async () => {
    const { port } = await aTcpServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nfive!'));
    });
    expect(await patient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: true,
      outcome: 'status-200',
    });
  });

  test('is unreachable has not delivered', async () => {
    const { port } = await aReceiver();
    await stopServers();
    expect(await patient.send(anEvent(), at(port), NOW, NO_DEADLINE)).toEqual({
      delivered: false,
      outcome: 'connection-refused',
    });
  });

  test('misbehaves does not affect concurrent deliveries', async () => {
    const bad: RequestListener[] = [
      () => undefined,
      (_, response) => {
        endless(response.writeHead(200), KILOBYTE);
      },
      (request) => request.socket.destroy(),
    ];
    const hanging = await Promise.all(bad.map((respond) => aReceiver(respond)));
    const good = await aReceiver();
    const beside = hanging.map(({ port }) => impatient.send(anEvent(), at(port), NOW, NO_DEADLINE));
    expect(await patient.send(anEvent(), at(good.port), NOW, NO_DEADLINE)).toEqual({
      delivered: true,
      outcome: 'status-204',
    });
    await Promise.all(beside);
  });
});
