import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { call, rawConnection, serving, type Serving } from '../testing/http.js';
import { BodyMemory } from './body-memory.js';
import { Overloaded } from '@aml-customer/application';
import { receiveBytes } from './received-bytes.js';

const LIMIT = 4 * 1024 * 1024;
const large = randomBytes(3 * 1024 * 1024 + 7);
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let now = 0;
const limits = { total: 8 * 1024 * 1024, perAddress: Infinity, perConnection: Infinity };
const memory = new BodyMemory(limits, () => now);

describe('a large body', () => {
  let server: Serving;
  let brokeOff: (error: unknown) => void = () => {};
  let arrived = 0;
  beforeAll(async () => {
    server = await serving((request, response) => {
      const room = memory.reserve(request);
      request.on('data', ({ length }: Buffer) => (arrived += length));
      receiveBytes(request, LIMIT, room)
        .then(
          (received) => response.end('bytes' in received ? hash(received.bytes) : received.refused),
          (error) => (error instanceof Overloaded ? response.end('overloaded') : brokeOff(error)),
        )
        .finally(() => room.release());
    });
  });
  afterAll(() => server.close());
  const post = async (body: Buffer, headers: Record<string, string> = {}) =>
    (await call(server.port, { method: 'POST', headers, body })).text;

  /** A compressed request whose body has begun; resolves once the bytes have left. */
  const started = async (length: number, begin: Buffer) => {
    const connection = rawConnection(server.port);
    const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: ${length}\r\n\r\n`;
    await new Promise<void>((resolve) =>
      connection.socket.write(Buffer.concat([Buffer.from(head), begin]), () => resolve()),
    );
    return connection;
  };

  test.each<[string, Buffer, Record<string, string>]>([
    ['of a known length', large, {}],
    ['in chunks', large, { 'transfer-encoding': 'chunked' }],
    ['compressed', gzipSync(large), { 'content-encoding': 'gzip' }],
  ])('arrives whole: %s', async (_, body, headers) => {
    expect(await post(body, headers)).toBe(hash(large));
  });

  test('arrives whole in very many small chunks, which take no more memory than its bytes', async () => {
    const bytes = randomBytes(256 * 1024);
    const { socket, until } = rawConnection(server.port);
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    for (let at = 0; at < bytes.length; at += 4) {
      socket.write(Buffer.concat([Buffer.from('4\r\n'), bytes.subarray(at, at + 4), Buffer.from('\r\n')]));
    }
    socket.write('0\r\n\r\n');
    expect(await until(/[0-9a-f]{64}|overloaded/)).toContain(hash(bytes));
    socket.destroy();
  });

  test('is not read beyond the limit', async () => {
    expect(await post(gzipSync(Buffer.alloc(LIMIT)), { 'content-encoding': 'gzip' })).toBe(hash(Buffer.alloc(LIMIT)));
    expect(await post(gzipSync(Buffer.alloc(LIMIT + 1)), { 'content-encoding': 'gzip' })).toBe('too-large');
  });

  test('that is compressed and stalls takes no more memory than its bytes', async () => {
    const zipped = gzipSync(Buffer.alloc(LIMIT));
    const stalled = await Promise.all(Array.from({ length: 20 }, () => started(zipped.length, zipped.subarray(0, -1))));
    expect(await post(large)).toBe(hash(large));
    stalled[0]?.socket.write(zipped.subarray(-1));
    expect(await stalled[0]?.until(/[0-9a-f]{64}/)).toMatch(hash(Buffer.alloc(LIMIT)));
    for (const { socket } of stalled) socket.destroy();
  });

  test('that stalls gets an answer once others need its memory', async () => {
    arrived = 0;
    const stalled = await Promise.all([1, 2].map(() => started(LIMIT, Buffer.alloc(3_500_000))));
    while (arrived < 7_000_000) await new Promise(setImmediate);
    expect(await post(large)).toBe('overloaded');
    now += 60_000;
    expect(await post(large)).toBe(hash(large));
    expect(await Promise.race(stalled.map(({ until }) => until(/overloaded/)))).toMatch(/^HTTP\/1.1 200/);
    for (const { socket } of stalled) socket.destroy();
  });

  test('that ends early is an error', async () => {
    const { socket } = rawConnection(server.port);
    const error = new Promise<unknown>((resolve) => (brokeOff = resolve));
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${large.length}\r\n\r\n`);
    socket.write(large.subarray(0, 100_000), () => socket.destroy());
    expect(await error).toMatchObject({ code: 'ECONNRESET' });
  });
});
