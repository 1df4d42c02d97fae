import { describe, expect, test } from '@jest/globals';
import { AesSecretBox, secretKey } from './secret-box.js';

const box = new AesSecretBox(Buffer.alloc(32, 7));
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('a sealed secret', () => {
  test('opens for its requester, for any name', () => {
    for (const requester of ['core', 'Skyrius Nr. 1', ''])
      expect(box.open(box.seal(secret, requester), requester)).toBe(secret);
  });

  test('shows its version, hides the secret, and differs every time', () => {
    const [one, other] = [box.seal(secret, 'core'), box.seal(secret, 'core')];
    expect(one).toMatch(/^v1\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/);
    expect(one).not.toBe(other);
  });

  test.each<[string, (sealed: string) => string, AesSecretBox?, string?]>([
    ['for another requester', (sealed) => sealed, box, 'other'],
    ['under another key', (sealed) => sealed, new AesSecretBox(Buffer.alloc(32, 8))],
    ['in another version', (sealed) => sealed.replace('v1', 'v2')],
    [
      'with another iv',
      (sealed) => sealed.replace(/^(v1\.)./, (start) => `${start.slice(0, -1)}${start.endsWith('A') ? 'B' : 'A'}`),
    ],
    [
      'with another text',
      (sealed) =>
        sealed.replace(
          /^(v1\.[\w-]+\.)(.)/,
          (_, start: string, first: string) => `${start}${first === 'A' ? 'B' : 'A'}`,
        ),
    ],
    ['with a shorter tag', (sealed) => sealed.slice(0, -16)],
    ['with an extra part', (sealed) => `${sealed}.AAAA`],
    ['if it is empty', () => ''],
    ['unsealed', () => secret],
  ])('does not open %s', (_, change, opener = box, requester = 'core') => {
    expect(opener.open(change(box.seal(secret, 'core')), requester)).toBeUndefined();
  });
});

describe('a key', () => {
  const bytes = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 8 + 7));

  test.each(['base64', 'hex'] as const)('is read from %s', (encoding) =>
    expect(secretKey(bytes.toString(encoding))).toEqual(bytes),
  );

  test.each([
    '',
    'secret',
    bytes.subarray(1).toString('base64'),
    Buffer.alloc(33).toString('base64'),
    bytes.toString('hex').slice(2),
    `${bytes.toString('hex')} `,
  ])('is rejected without quoting it: %j', (text) => {
    expect(() => secretKey(text)).toThrow(
      /^must be 32 bytes as base64 \(44 characters\) or hex \(64\); "openssl rand -base64 32" generates one$/,
    );
  });
});
