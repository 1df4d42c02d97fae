import { afterEach, describe, expect, test } from '@jest/globals';
import { Agent, request as send, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { call, collect, rawConnection } from '../testing/http.js';
import { HttpServer, type Timeouts } from './http-server.js';

const LONG = 60_000;
const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

/** A server whose handler leaves each answer to the test. */
async function waiting() {
  const arrivals: ServerResponse[] = [];
  let arrived: (response: ServerResponse) => void = () => {};
  const server = new HttpServer((_, response) => {
    arrivals.push(response);
    arrived(response);
  });
  const { port } = await server.listen(0, '127.0.0.1');
  const next = () => new Promise<ServerResponse>((resolve) => (arrived = resolve));
  return { server, port, next, arrivals };
}

describe('a server that stops', () => {
  test('answers requests in progress, announces the close, and closes', async () => {
    const { server, port, next } = await waiting();
    const arrived = next();
    const answer = call(port, { path: '/in-flight', headers: { connection: 'keep-alive' } });
    const response = await arrived;
    const closed = server.close(LONG);
    expect(server.isClosing).toBe(true);
    response.end('done');
    expect(await answer).toMatchObject({ status: 200, text: 'done', headers: { connection: 'close' } });
    await closed;
  });

  test('refuses new connections', async () => {
    const { server, port } = await waiting();
    await server.close(LONG);
    await expect(call(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('does not wait for connections that are silent or kept alive', async () => {
    const { server, port, next } = await waiting();
    const silent = rawConnection(port);
    await once(silent.socket, 'connect');
    const kept = rawConnection(port);
    const arrived = next();
    kept.socket.write(request('/'));
    (await arrived).end('done');
    await kept.until(/done/);
    await server.close(LONG);
    expect(await kept.closed).toMatch(/^HTTP\/1.1 200/);
    expect(await silent.closed).toBe('');
  });

  test('closes a connection after an answer that had already begun', async () => {
    const { server, port, next } = await waiting();
    const { socket, until, closed } = rawConnection(port);
    const arrived = next();
    socket.write(request('/'));
    const response = await arrived;
    response.write('begun');
    await until(/begun/);
    const stopped = server.close(LONG);
    response.end('done');
    await stopped;
    expect(await closed).toMatch(/Connection: keep-alive.*begun.*done/s);
  });

  test('answers all pipelined requests', async () => {
    const { server, port, next, arrivals } = await waiting();
    const { socket, closed } = rawConnection(port);
    const arrived = next();
    socket.write(request('/1') + request('/2'));
    await arrived;
    const stopped = server.close(LONG);
    for (const response of arrivals) response.end(`answer to ${response.req.url}`);
    await stopped;
    expect(await closed).toMatch(/keep-alive.*answer to \/1.*Connection: close.*answer to \/2/s);
  });

  test('closes connections that outlast the grace period', async () => {
    const { server, port, next } = await waiting();
    const { socket, closed } = rawConnection(port);
    const arrived = next();
    socket.write(request('/'));
    await arrived;
    await server.close(0);
    expect(await closed).toBe('');
  });
});

test('a request that arrived in full is answered even if malformed bytes follow', async () => {
  const { server, port, next } = await waiting();
  const { socket, closed } = rawConnection(port);
  const arrived = next();
  socket.write(`${request('/1')}GARBAGE\r\n\r\n`);
  (await arrived).end('answer to /1');
  expect(await closed).toMatch(/^HTTP\/1.1 200 OK\r\n.*Connection: close\r\n.*answer to \/1$/s);
  await server.close(0);
});

describe('a client', () => {
  let server: HttpServer;
  afterEach(() => server.close(0));
  const listen = async (handler: RequestListener, timeouts: Partial<Timeouts> = {}) => {
    server = new HttpServer(handler, { timeouts });
    return (await server.listen(0, '127.0.0.1')).port;
  };
  const refuse = (_: IncomingMessage, response: ServerResponse) =>
    response.writeHead(413, { 'Content-Length': 2 }).end('no');

  test('whose body is answered early reads the answer and may reuse the connection', async () => {
    const port = await listen(refuse);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const path of ['/1', '/2']) {
      const large = send({ port, host: '127.0.0.1', method: 'POST', path, agent });
      large.end(Buffer.alloc(4_000_000));
      const [response] = (await once(large, 'response')) as [IncomingMessage];
      expect([response.statusCode, await collect(response)]).toEqual([413, 'no']);
    }
    agent.destroy();
  });

  test.each([
    ['by time', { rest: 20 }],
    ['by size', {}],
  ])('with an endless body gets its answer and is then disconnected %s', async (_, timeouts) => {
    const port = await listen(refuse, timeouts);
    const { socket, closed } = rawConnection(port);
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    const more = () => socket.writable && socket.write(`ffff\r\n${'a'.repeat(0xffff)}\r\n`, () => setImmediate(more));
    more();
    expect(await closed).toMatch(/^HTTP\/1.1 413 .*no$/s);
  });

  test('that sends an expectation other than 100-continue is served', async () => {
    const port = await listen((_, response) => response.end('served'));
    expect(await call(port, { headers: { expect: 'miracles' } })).toMatchObject({ status: 200, text: 'served' });
  });
});

describe('malformed HTTP', () => {
  let server: HttpServer;
  let answered: number[];
  const listen = async (
    handler: RequestListener = (_, response) => response.end('served'),
    timeouts: Partial<Timeouts> = {},
  ) => {
    answered = [];
    server = new HttpServer(handler, { timeouts, onBrokenHttp: (status) => answered.push(status) });
    return (await server.listen(0, '127.0.0.1')).port;
  };
  afterEach(() => server.close(0));

  test.each([
    ['an invalid request line', 'HELLO\r\n\r\n', 400, 'Bad Request'],
    ['an unknown method', 'BREW /pot?strong HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'Method Not Allowed', '/pot'],
    ['a header without colon', 'GET / HTTP/1.1\r\nHost\r\n\r\n', 400, 'Bad Request'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400, 'Bad Request'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'Bad Request',
    ],
    [
      'headers that are too large',
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'Request Header Fields Too Large',
    ],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'Bad Request'],
    ['CONNECT', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n', 405, 'Method Not Allowed'],
  ])('is answered in JSON, with a request id, and ended: %s', async (_, sent, status, error, path = '') => {
    const port = await listen();
    const { socket, closed } = rawConnection(port);
    socket.write(sent, 'latin1');
    socket.end();
    const [head, body] = (await closed).split('\r\n\r\n') as [string, string];
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} ${error}\r\n`));
    expect(head).toMatch(/\r\nX-Request-Id: [0-9a-f-]{36}\r\n/);
    expect(head).toMatch(/\r\nConnection: close\r\n/);
    expect(head).toContain(`\r\nContent-Length: ${body.length}`);
    expect(JSON.parse(body)).toEqual({ timestamp: expect.any(String), status, error, path });
    expect(answered).toEqual([status]);
  });

  test.each([
    ['a head', 'GET / HTTP/1.1\r\nHost: x\r\n', { headers: 20 }],
    ['a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{', { headers: 20, request: 30 }],
  ])('is answered 408 if the request never ends: %s', async (_, sent, timeouts) => {
    const port = await listen(() => {}, timeouts);
    const { socket, until } = rawConnection(port);
    socket.write(sent);
    expect(await until(/"status":408/)).toMatch(/^HTTP\/1.1 408 Request Timeout/);
    socket.destroy();
  });

  test('adds nothing to an answer in progress', async () => {
    const port = await listen((_, response) => response.write('begun'));
    const { socket, until, closed } = rawConnection(port);
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    await until(/begun/);
    socket.write('not a chunk\r\n');
    expect(await closed).toMatch(/^HTTP\/1.1 200 (?!.*HTTP)/s);
  });
});
