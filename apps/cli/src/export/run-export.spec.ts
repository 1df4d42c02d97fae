import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { freePort } from '@aml-customer/embedded-postgres';
import { collect, serving, type Serving } from '@aml-customer/api/testing';
import { runExport } from './run-export.js';

const TEXT =
  '{"version":{"n":1}}\n{"version":{"n":2,"message":{"customer":1,"undecided":true}}}\n{"customer":{"communicationNumber":"Ž"},"version":2}\n{"version":{"n":1}}\n{"customer":{},"undecided":true}\n';

describe('an export', () => {
  let folder: string, server: Serving, notices: string, answer: RequestListener, output: PassThrough;
  beforeEach(async () => {
    [folder, notices, output] = [mkdtempSync(join(tmpdir(), 'aml-customer-export-')), '', new PassThrough()];
    answer = (_, response) => {
      for (const byte of Buffer.from(TEXT)) response.write(Buffer.of(byte));
      response.end();
    };
    server = await serving((request, response) => answer(request, response));
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });
  const run = (args: readonly string[], environment: Record<string, string> = {}) =>
    runExport(args, {
      environment: { PORT: String(server.port), ...environment },
      folder,
      output,
      terminal: { write: (text: string) => (notices += text) !== '' },
    });

  test('writes a file that only its owner can read, and prints the counts', async () => {
    expect(await run(['out'])).toEqual({ output: '', code: 0 });
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(TEXT);
    expect(statSync(join(folder, 'out')).mode & 0o777).toBe(0o600);
    expect(notices).toMatch(/^2 customers and 3 versions exported\n1 customer marked "undecided"/);
  });

  test('counts a single customer and version in the singular', async () => {
    answer = (_, response) => response.end('{"version":{}}\n{"customer":{}}\n');
    await run(['out']);
    expect(notices).toBe('1 customer and 1 version exported\n');
  });

  test('replaces existing files of any mode, and leaves no others', async () => {
    for (const name of ['out', 'out.part']) {
      writeFileSync(join(folder, name), 'before');
      chmodSync(join(folder, name), 0o644);
    }
    await run(['out']);
    expect(readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)])).toEqual([
      ['out', '600'],
    ]);
  });

  test('cannot run twice at the same time', async () => {
    const ends = await Promise.allSettled([run(['out']), run(['out'])]);
    expect(ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []))).toEqual([
      expect.stringContaining('out is being written by another command'),
    ]);
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(TEXT);
  });

  test('compresses a file named .gz', async () => {
    await run(['out.gz']);
    expect(gunzipSync(readFileSync(join(folder, 'out.gz'))).toString()).toBe(TEXT);
  });

  test('goes to standard output without a file name', async () => {
    const all = collect(output);
    await run([]);
    output.end();
    expect(await all).toBe(TEXT);
  });

  test('sends the token', async () => {
    answer = ({ headers, url }, response) =>
      void response
        .writeHead(headers.authorization === 'Bearer correct-horse-battery' && url === '/customers/export' ? 200 : 401)
        .end();
    await run(['out'], { API_TOKEN: 'correct-horse-battery' });
    await expect(run(['out'])).rejects.toThrow(/refuses access \(401\): set API_TOKEN/);
  });

  test('leaves no file if the service ends early', async () => {
    answer = (_, response) => void response.write(TEXT, () => response.destroy());
    await expect(run(['out'])).rejects.toThrow('The service ended the export early: it is not complete');
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  test('explains why it fails', async () => {
    await expect(run(['none/out'])).rejects.toThrow(/none\/out\.lock cannot be written \(ENOENT\)/);
    mkdirSync(join(folder, 'sub'));
    await expect(run(['sub'])).rejects.toThrow(/sub is not a regular file$/);
    const origin = `http://127.0.0.1:${await freePort()}`;
    await expect(run(['out'], { SERVICE_URL: origin })).rejects.toThrow(`No service answers at ${origin}: `);
    await expect(run(['a', 'b'])).rejects.toThrow(/^Only one file can be given\n\nnpm run export/);
    answer = (_, response) => void response.writeHead(500).end();
    await expect(run(['out'])).rejects.toThrow('Exporting: the service answered 500');
    expect(await run(['--help'])).toMatchObject({ output: expect.stringMatching(/^npm run export/) });
  });
});
