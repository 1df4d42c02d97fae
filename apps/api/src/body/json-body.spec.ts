import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { call, rawConnection, serving, type Serving } from '../testing/http.js';
import { BodyMemory } from './body-memory.js';
import { JsonBodies } from './json-bodies.js';

const LIMIT = 1000;
const json = { 'content-type': 'application/json' };
const F006 = 'The content type must be application/json in UTF-8, plain or compressed by gzip, deflate or br';

const clock = () => performance.now();
const unlimited = { total: Infinity, perAddress: Infinity, perConnection: Infinity };
const bodies = new JsonBodies(LIMIT, new BodyMemory(unlimited, clock), clock);

describe('a JSON body', () => {
  let server: Serving;
  let brokeOff: (error: unknown) => void;
  beforeAll(async () => {
    server = await serving((request, response) => {
      bodies.receive(request).then(
        (body) => response.end(JSON.stringify(body)),
        (error) => brokeOff(error),
      );
    });
  });
  afterAll(() => server.close());

  const post = async (body: string | Buffer | undefined, headers: Record<string, string> = json) =>
    JSON.parse(
      (await call(server.port, { method: 'POST', headers, ...(body !== undefined && { body }) })).text,
    ) as unknown;
  const refusal = (status: number, code: string, description: string) => ({ refusal: { status, code, description } });

  test.each([
    ['unchanged', '{"a": "ž"}', '{"a": "ž"}'],
    ['without its byte order mark', '\uFEFF{"a": "ž"}', '{"a": "ž"}'],
    ['with its whitespace', ' {"a":\n"ž"}\r\n', ' {"a":\n"ž"}\r\n'],
  ])('is read as its value and its text, %s', async (_, sent, text) => {
    expect(await post(sent)).toEqual({ text, value: { a: 'ž' } });
  });

  test.each([
    'application/json',
    'Application/JSON; charset=UTF-8',
    'application/json;charset="utf-8"',
    'application/json; charset=utf8; odata=verbose',
  ])('is accepted as %s', async (type) => {
    expect(await post('{}', { 'content-type': type })).toEqual({ text: '{}', value: {} });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/problem+json',
    'application/json; charset=iso-8859-1',
    'json',
    '',
  ])('is refused as "%s"', async (type) => {
    expect(await post('{}', type === '' ? {} : { 'content-type': type })).toEqual(refusal(415, 'F006', F006));
  });

  test.each([
    ['without a body', undefined, {}],
    ['of no bytes', '', json],
    ['of no chunks', undefined, { ...json, 'transfer-encoding': 'chunked' }],
    ['of no bytes in an unknown coding', '', { 'content-encoding': 'rot13' }],
    ['of no bytes, gzipped', gzipSync(''), { 'content-encoding': 'gzip' }],
  ])('that is empty is refused as such: %s', async (_, body, headers) => {
    expect(await post(body, headers)).toEqual(
      refusal(400, 'F003', 'The body must be a JSON object: it is empty at line 1, column 1'),
    );
  });

  test('that is malformed is refused with the position and without its text', async () => {
    expect(await post('{\n  "lastName": Girdenytė}')).toEqual(
      refusal(400, 'F003', 'The body must be a JSON object: malformed at line 2, column 15'),
    );
  });

  test('that is not UTF-8 is refused with the position', async () => {
    expect(await post(Buffer.from('{"a":"é"}', 'latin1'))).toEqual(
      refusal(400, 'F003', 'The body must be a JSON object: malformed at line 1, column 7'),
    );
  });

  test.each([
    [
      'opened',
      '['.repeat(LIMIT),
      refusal(
        400,
        'F003',
        'The body must be a JSON object whose values nest no deeper than 32 levels: line 1, column 33',
      ),
    ],
    ['closed', '['.repeat(LIMIT / 2) + ']'.repeat(LIMIT / 2), { text: expect.any(String), value: expect.any(Array) }],
  ])('of brackets only is handled: %s', async (_, body, expected) => {
    expect(await post(body)).toEqual(expected);
  });

  test.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['GZIP', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', (text: string) => Buffer.from(text)],
  ])('is accepted in the coding %s', async (coding, encode: (text: string) => Buffer) => {
    expect(await post(encode('{"a":1}'), { ...json, 'content-encoding': coding })).toEqual({
      text: '{"a":1}',
      value: { a: 1 },
    });
  });

  test.each(['zstd', 'gzip, gzip', 'constructor'])('is refused in the coding %s', async (coding) => {
    expect(await post('{}', { ...json, 'content-encoding': coding })).toEqual(refusal(415, 'F006', F006));
  });

  test.each([
    ['another coding', Buffer.from('{"a":1}')],
    ['a part of it', gzipSync('{"a":1}').subarray(0, 15)],
  ])('is refused if its coding is broken: %s', async (_, body) => {
    expect(await post(body, { ...json, 'content-encoding': 'gzip' })).toEqual(
      refusal(400, 'F003', 'The body must be a JSON object: its content coding is broken'),
    );
  });

  describe('that is too large', () => {
    const tooLarge = refusal(413, 'F005', 'The body is larger than 1000 bytes');
    const exactly = (size: number) => `"${'a'.repeat(size - 2)}"`;

    test('is one byte beyond the limit', async () => {
      expect(await post(exactly(LIMIT))).toMatchObject({ value: expect.any(String) });
      expect(await post(exactly(LIMIT + 1))).toEqual(tooLarge);
    });

    test('is measured while it is decoded', async () => {
      expect(await post(gzipSync(exactly(LIMIT)), { ...json, 'content-encoding': 'gzip' })).toMatchObject({
        value: expect.any(String),
      });
      expect(await post(gzipSync(exactly(10 * LIMIT)), { ...json, 'content-encoding': 'gzip' })).toEqual(tooLarge);
    });

    test('is measured if no length is announced', async () => {
      expect(await post(exactly(LIMIT + 1), { ...json, 'transfer-encoding': 'chunked' })).toEqual(tooLarge);
    });

    test('is refused before it was sent in full', async () => {
      const { socket, until } = rawConnection(server.port);
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{');
      expect(await until(/F005/)).toMatch(/^HTTP\/1.1 200/);
      socket.destroy();
    });
  });

  test('that ends early is an error without an answer', async () => {
    const { socket } = rawConnection(server.port);
    const error = new Promise<unknown>((resolve) => (brokeOff = resolve));
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{', () =>
      socket.destroy(),
    );
    expect(await error).toMatchObject({ code: 'ECONNRESET' });
  });
});
