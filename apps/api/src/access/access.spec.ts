import { describe, expect, test } from '@jest/globals';
import { Access } from './access.js';

const TOKEN = 'correct-horse-battery';

describe('with a token, access', () => {
  const access = new Access({ apiToken: TOKEN, host: '127.0.0.1' });

  test.each([`Bearer ${TOKEN}`, `bearer  ${TOKEN} `])('is granted to %s', (authorization) => {
    expect(access.of({ authorization, host: 'aml.example' })).toBe('granted');
  });

  test.each([
    undefined,
    '',
    TOKEN,
    `Basic ${TOKEN}`,
    'Bearer',
    'Bearer ',
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Bearer ${TOKEN} ${TOKEN}`,
  ])('is not granted to %s, not even locally', (authorization) => {
    expect(access.of({ authorization, host: 'localhost' })).toBe('unauthorized');
  });
});

describe('with several tokens, access', () => {
  const access = new Access({ apiToken: TOKEN, apiTokens: ['ona@bank.lt:a:long:token:of:hers'], host: '127.0.0.1' });

  test.each([
    [`Bearer ${TOKEN}`, { name: 'api', isPerson: false }],
    ['Bearer a:long:token:of:hers', { name: 'ona@bank.lt', isPerson: true }],
  ])('names the holder of %s', (authorization, caller) => {
    expect([access.of({ authorization, host: 'aml.example' }), access.callerOf(authorization)]).toEqual([
      'granted',
      expect.objectContaining(caller),
    ]);
  });

  test('is granted to no other token, and an unknown token has no holder', () => {
    expect([
      access.of({ authorization: 'Bearer ona@bank.lt', host: 'localhost' }),
      access.callerOf('Bearer x'),
      access.callerOf(undefined),
    ]).toEqual(['unauthorized', undefined, undefined]);
  });
});

describe('without a token, access', () => {
  test.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost', 'LOCALHOST'])(
    'is granted while the service is bound to %s',
    (host) => {
      expect(new Access({ host }).of({ authorization: undefined, host: 'localhost:3000' })).toBe('granted');
    },
  );

  test.each(['0.0.0.0', '::', '10.0.0.1', 'aml.example', '127.0.0.1.example', 'localhost.example'])(
    'is refused while the service is bound to %s',
    (host) => {
      expect(new Access({ host }).of({ authorization: undefined, host: 'localhost:3000' })).toBe('forbidden');
    },
  );

  test.each(['localhost', 'localhost:3000', '127.0.0.1', '127.0.0.1:3000', '[::1]', '[::1]:3000'])(
    'is granted to a client that calls it %s',
    (name) => {
      expect(new Access({ host: '127.0.0.1' }).of({ authorization: undefined, host: name })).toBe('granted');
    },
  );

  test.each([
    undefined,
    '',
    'evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    'localhost.evil.example:80',
    '127.0.0.1:3000@evil.example',
  ])('is refused to who calls it %s', (name) => {
    expect(new Access({ host: '127.0.0.1' }).of({ authorization: 'Bearer anything-at-all-here', host: name })).toBe(
      'forbidden',
    );
  });

  test.each(['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'])('is refused to a gateway that sends %s', (name) => {
    expect(new Access({ host: '127.0.0.1' }).of({ host: '127.0.0.1:3000', [name]: 'x' })).toBe('forbidden');
  });

  test.each([
    ['http://localhost:3000', 'granted'],
    ['http://evil.example', 'forbidden'],
    ['https://localhost:3000', 'forbidden'],
    ['null', 'forbidden'],
  ])('to a page of %s is %s', (origin, access) => {
    expect(new Access({ host: '127.0.0.1' }).of({ host: 'localhost:3000', origin })).toBe(access);
  });
});
