import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { call, rawConnection, serving, type Serving } from '../testing/http.js';
import { receiveBytes } from './received-bytes.js';

const LIMIT = 4 * 1024 * 1024;
const large = randomBytes(3 * 1024 * 1024 + 7);
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('a large body', () => {
  let server: Serving;
  let brokeOff: (error: unknown) => void;
  beforeAll(async () => {
    server = await serving((request, response) => {
      receiveBytes(request, LIMIT).then(
        (received) => response.end('bytes' in received ? hash(received.bytes) : received.refused),
        (error) => brokeOff(error),
      );
    });
  });
  afterAll(() => server.close());
  const post = async (body: Buffer, headers: Record<string, string> = {}) =>
    (await call(server.port, { method: 'POST', headers, body })).text;

  test.each<[string, Buffer, Record<string, string>]>([
    ['of a known length', large, {}],
    ['in chunks', large, { 'transfer-encoding': 'chunked' }],
    ['compressed', gzipSync(large), { 'content-encoding': 'gzip' }],
  ])('arrives whole: %s', async (_, body, headers) => {
    expect(await post(body, headers)).toBe(hash(large));
  });

  test('is not read beyond the limit', async () => {
    expect(await post(gzipSync(Buffer.alloc(LIMIT)), { 'content-encoding': 'gzip' })).toBe(hash(Buffer.alloc(LIMIT)));
    expect(await post(gzipSync(Buffer.alloc(LIMIT + 1)), { 'content-encoding': 'gzip' })).toBe('too-large');
  });

  test('that ends early is an error', async () => {
    const { socket } = rawConnection(server.port);
    const error = new Promise<unknown>((resolve) => (brokeOff = resolve));
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${large.length}\r\n\r\n`);
    socket.write(large.subarray(0, 100_000), () => socket.destroy());
    expect(await error).toMatchObject({ code: 'ECONNRESET' });
  });
});
