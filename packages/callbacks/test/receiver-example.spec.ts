import { afterEach, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { fileURLToPath } from 'node:url';
import { HttpCallbackSender } from '../src/http-callback-sender.js';
import { anEvent, at, NO_DEADLINE, NOW, SECRETS } from './events.js';
import { verify } from './receiver-example.js';
import { aReceiver, stopServers } from './servers.js';

const path = fileURLToPath(new URL('receiver-example.ts', import.meta.url));
const sender = new HttpCallbackSender({ allowedNetworks: ['127.0.0.0/8'] });
const { id, type, subject, data } = anEvent();
const event = {
  id,
  type,
  subject,
  data,
  specversion: '1.0',
  source: 'Pranešimas Nr. 1',
  time: '2026-03-01T09:59:59.000Z',
};

/** A callback as a receiver gets it. */
async function aCallback(
  mode: 'binary' | 'structured',
  secrets: readonly [string, string?] = [SECRETS[0]],
): Promise<{ headers: IncomingHttpHeaders; body: string }> {
  const { port, received } = await aReceiver();
  await sender.send(anEvent(), at(port, mode, { secrets }), NOW, NO_DEADLINE);
  if (!received[0]) throw new Error('no callback arrived');
  return received[0];
}

afterEach(stopServers);

describe('the example in the documentation', () => {
  test.each(['binary', 'structured'] as const)(
    'verifies a callback in %s mode and has its names as they were sent',
    async (mode) => {
      const { headers, body } = await aCallback(mode);
      expect(verify(headers, body, [SECRETS[0]], NOW.getTime())).toMatchObject(event);
    },
  );

  test('verifies with either secret during a rotation', async () => {
    const { headers, body } = await aCallback('binary', SECRETS);
    for (const secrets of [[SECRETS[0]], [SECRETS[1]], [...SECRETS].reverse()])
      expect(verify(headers, body, secrets, NOW.getTime())).toMatchObject(event);
  });

  test.each<
    [
      string,
      'binary' | 'structured',
      (headers: IncomingHttpHeaders, body: string) => [IncomingHttpHeaders, string],
      RegExp,
    ]
  >([
    ['with another body', 'binary', (headers, body) => [headers, body.replace('HIGH', 'LOW')], /signature/],
    ['with another body', 'structured', (headers, body) => [headers, body.replace('HIGH', 'LOW')], /signature/],
    ['about another customer', 'binary', (headers, body) => [{ ...headers, 'ce-subject': 'other' }, body], /signature/],
    ['of another message', 'binary', (headers, body) => [{ ...headers, 'ce-source': 'MSG-2' }, body], /signature/],
    ['of another type', 'binary', (headers, body) => [{ ...headers, 'ce-type': 'other' }, body], /signature/],
    ['with an extra attribute', 'binary', (headers, body) => [{ ...headers, 'ce-extra': '1' }, body], /signature/],
    ['with a missing attribute', 'binary', ({ 'ce-time': _, ...headers }, body) => [headers, body], /signature/],
    [
      'whose signatures are swapped',
      'binary',
      (headers, body) => [{ ...headers, 'webhook-signature': String(headers['webhook-headers-signature']) }, body],
      /signature/,
    ],
    [
      'without its second signature',
      'binary',
      ({ 'webhook-headers-signature': _, ...headers }, body) => [headers, body],
      /webhook-headers-signature is missing/,
    ],
    [
      'unsigned',
      'structured',
      ({ 'webhook-signature': _, ...headers }, body) => [headers, body],
      /webhook-signature is missing/,
    ],
    ['with another id', 'structured', (headers, body) => [{ ...headers, 'webhook-id': 'evt-2' }, body], /signature/],
    [
      'of another time',
      'structured',
      (headers, body) => [{ ...headers, 'webhook-timestamp': '1772359201' }, body],
      /signature/,
    ],
    ['without a time', 'structured', (headers, body) => [{ ...headers, 'webhook-timestamp': 'x' }, body], /too old/],
  ])('rejects one %s (%s mode)', async (_, mode, change, reason) => {
    const { headers, body } = await aCallback(mode);
    expect(() => verify(...change(headers, body), [SECRETS[0]], NOW.getTime())).toThrow(reason);
  });

  test.each([301, -301])('rejects one whose time is %i s away', async (seconds) => {
    const { headers, body } = await aCallback('structured');
    expect(() => verify(headers, body, [SECRETS[0]], NOW.getTime() + seconds * 1000)).toThrow(/too old/);
  });

  test('rejects one that another secret signed', async () => {
    const { headers, body } = await aCallback('structured');
    expect(() => verify(headers, body, [SECRETS[1]], NOW.getTime())).toThrow(/signature/);
  });

  test('runs as a program: prints a callback once, and rejects a forged one', async () => {
    const receiver = spawn(process.execPath, [path], { env: { PORT: '0', SECRETS: SECRETS.join() } });
    try {
      const lines = createInterface({ input: receiver.stdout })[Symbol.asyncIterator]();
      const next = async () => JSON.parse(String((await lines.next()).value)) as { port: number };
      const { port } = await next();
      const now = new Date();
      for (const secret of [SECRETS[0], SECRETS[1]])
        expect(await sender.send(anEvent(), at(port, 'binary', { secrets: [secret] }), now, NO_DEADLINE)).toEqual({
          delivered: true,
          outcome: 'status-204',
        });
      expect(await sender.send({ ...anEvent(), id: 'evt-2' }, at(port, 'structured'), now, NO_DEADLINE)).toEqual({
        delivered: true,
        outcome: 'status-204',
      });
      expect(
        await sender.send(
          anEvent(),
          at(port, 'binary', { secrets: [Buffer.alloc(32, 9).toString('base64')] }),
          now,
          NO_DEADLINE,
        ),
      ).toEqual({ delivered: false, outcome: 'status-400' });
      expect([await next(), await next()]).toMatchObject([event, { ...event, id: 'evt-2' }]);
    } finally {
      receiver.kill();
    }
  });

  test('is copied to docs/callbacks.md', () => {
    const documented = readFileSync(fileURLToPath(new URL('../../../docs/callbacks.md', import.meta.url)), 'utf8');
    expect(documented).toContain(`\`\`\`ts\n${readFileSync(path, 'utf8')}\`\`\`\n`);
  });
});
