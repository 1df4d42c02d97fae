import { describe, expect, test } from '@jest/globals';
import { ManageReceivers, OwnOrDefaultReceiver, UnreadableSecret } from './manage-receivers.js';
import { MemoryReceivers } from './receivers.memory.js';

const [first, second, third] = [1, 2, 3].map((byte) => `whsec_${Buffer.alloc(24, byte).toString('base64')}`) as [
  string,
  string,
  string,
];
const url = 'https://receiver.example/in?tenant=1';
const body = { url, mode: 'structured', secret: first };

function receivers() {
  const store = new MemoryReceivers();
  return { store, manage: new ManageReceivers(store) };
}

describe('a receiver of a requester', () => {
  test('is stored, and read without its secret', async () => {
    const { manage } = receivers();
    const view = { requester: 'Skyrius Nr. 1', url, mode: 'structured', previousSecretSigns: false };
    expect(await manage.put('Skyrius Nr. 1', body, 'Rūta')).toStrictEqual({ kind: 'stored', receiver: view });
    expect(await manage.get('Skyrius Nr. 1')).toStrictEqual(view);
    expect(await manage.get('other')).toBeUndefined();
  });

  test('is removed once', async () => {
    const { manage } = receivers();
    await manage.put('core', body, 'Rūta');
    expect([
      await manage.remove('core', 'Rūta'),
      await manage.remove('core', 'Rūta'),
      await manage.get('core'),
    ]).toEqual([true, false, undefined]);
  });

  test('is in binary mode by default', async () => {
    const { store, manage } = receivers();
    await manage.put('core', { url, secret: first }, 'Rūta');
    expect(await store.find('core')).toStrictEqual({ url, mode: 'binary', secrets: [first] });
  });
});

test('the mode stays unless it is given', async () => {
  const { store, manage } = receivers();
  await manage.put('core', body, 'Rūta');
  expect(await manage.put('core', { url, secret: second }, 'Rūta')).toMatchObject({ receiver: { mode: 'structured' } });
  expect(await store.find('core')).toMatchObject({ mode: 'structured', secrets: [second, first] });
  expect(await manage.put('core', { url, mode: 'binary' }, 'Rūta')).toMatchObject({ receiver: { mode: 'binary' } });
});

test('the current secret in another spelling changes nothing', async () => {
  const [padded, other] = [1, 2].map((byte) => Buffer.alloc(25, byte).toString('base64')) as [string, string];
  const { store, manage } = receivers();
  for (const secret of [other, padded]) await manage.put('core', { url, secret }, 'Rūta');
  for (const secret of [`whsec_${padded}`, padded.replace(/=+$/, ''), `whsec_${padded.replace(/=+$/, '')}`]) {
    expect(await manage.put('core', { url, secret }, 'Rūta')).toMatchObject({ kind: 'stored' });
    expect(await store.find('core')).toMatchObject({ secrets: [padded, other] });
  }
});

describe('a receiver whose secret cannot be opened', () => {
  const kept = { url, mode: 'structured' } as const;
  let stored: object | undefined;
  const manage = new ManageReceivers({
    find: async () => kept,
    change: async (_, change) => (stored = change(kept)),
    remove: async () => true,
  });
  const problem = {
    kind: 'rejected',
    problems: [expect.stringMatching(/^secret and dropPreviousSecret must be given: /)],
  };

  test('is marked as unreadable', async () => {
    expect(await manage.get('core')).toStrictEqual({
      requester: 'core',
      ...kept,
      previousSecretSigns: false,
      secret: 'unreadable',
    });
  });

  test('gets no events, nor does the default receiver instead', async () => {
    await expect(
      new OwnOrDefaultReceiver(
        { find: async () => kept },
        { url: 'https://default.example', mode: 'binary', secrets: [second] },
      ).of('core'),
    ).rejects.toThrow(UnreadableSecret);
  });

  test.each<[string, object]>([
    ['without a secret', { url }],
    ['with a new one for a rotation', { url, secret: second }],
    ['by dropping the previous one', { url, dropPreviousSecret: true }],
  ])('cannot be set %s', async (_, given) => {
    expect(await manage.put('core', given, 'Rūta')).toStrictEqual(problem);
    expect(stored).toBeUndefined();
  });

  test('gets a new secret if the old one is dropped', async () => {
    const view = { requester: 'core', ...kept, previousSecretSigns: false };
    expect(await manage.put('core', { url, secret: second, dropPreviousSecret: true }, 'Rūta')).toStrictEqual({
      kind: 'stored',
      receiver: view,
    });
    expect(stored).toStrictEqual({ ...kept, secrets: [second] });
  });
});

describe('a rotation', () => {
  test.each<[string, object[], string[]]>([
    ['a new secret signs in addition to the previous one', [{ ...body, secret: second }], [second, first]],
    [
      'the same request again changes nothing',
      [
        { ...body, secret: second },
        { ...body, secret: second },
      ],
      [second, first],
    ],
    ['no secret leaves the secrets unchanged', [{ ...body, secret: second }, { url }], [second, first]],
    [
      'a third secret ends the first',
      [
        { ...body, secret: second },
        { ...body, secret: third },
      ],
      [third, second],
    ],
    [
      'a request ends it',
      [
        { ...body, secret: second },
        { url, dropPreviousSecret: true },
      ],
      [second],
    ],
    ['a leaked secret is replaced immediately', [{ ...body, secret: second, dropPreviousSecret: true }], [second]],
  ])('%s', async (_, puts, secrets) => {
    const { store, manage } = receivers();
    for (const put of [body, ...puts]) await manage.put('core', put, 'Rūta');
    expect((await store.find('core'))?.secrets).toEqual(secrets);
  });

  test('is visible', async () => {
    const { manage } = receivers();
    await manage.put('core', body, 'Rūta');
    expect(await manage.put('core', { ...body, secret: second }, 'Rūta')).toMatchObject({
      receiver: { previousSecretSigns: true },
    });
  });
});

describe('a body is rejected', () => {
  test.each<[string, unknown, RegExp[]]>([
    ['not an object', [], [/^the body /]],
    ['empty', {}, [/^url /]],
    ['another scheme', { ...body, url: 'ftp://receiver.example' }, [/^url /]],
    ['a path', { ...body, url: '/in' }, [/^url /]],
    ['credentials', { ...body, url: 'https://user:pass@receiver.example' }, [/^url .*password/]],
    ['a user name', { ...body, url: 'https://user@receiver.example' }, [/^url .*password/]],
    ['a fragment', { ...body, url: 'https://receiver.example/in#part' }, [/^url must hold no fragment/]],
    ['an empty fragment', { ...body, url: 'https://receiver.example/in#' }, [/^url must hold no fragment/]],
    ['an endless URL', { ...body, url: `https://receiver.example/${'x'.repeat(2048)}` }, [/^url /]],
    ['another mode', { ...body, mode: 'batch' }, [/^mode /]],
    ['a short secret', { ...body, secret: Buffer.alloc(23).toString('base64') }, [/^secret .*24 to 64/]],
    ['a long secret', { ...body, secret: Buffer.alloc(65).toString('base64') }, [/^secret /]],
    ['a secret that is not base64', { ...body, secret: 'a secret that is no base64 but long enough' }, [/^secret /]],
    ['a secret that is not text', { ...body, secret: null }, [/^secret /]],
    ['a text for a flag', { ...body, dropPreviousSecret: 'yes' }, [/^dropPreviousSecret /]],
    ['other fields', { ...body, header: 'x' }, [/other fields/]],
    ['several problems', { url: 1, mode: 2 }, [/^url /, /^mode /]],
    ['a new receiver without a secret', { url }, [/^secret is missing/]],
  ])('%s', async (_, given, problems) => {
    const { store, manage } = receivers();
    const change = await manage.put('core', given, 'Rūta');
    expect(change).toStrictEqual({
      kind: 'rejected',
      problems: problems.map((problem) => expect.stringMatching(problem)),
    });
    expect(JSON.stringify(change)).not.toContain('whsec_A');
    expect(await store.find('core')).toBeUndefined();
  });
});

test('a refused target is rejected', async () => {
  const store = new MemoryReceivers();
  const manage = new ManageReceivers(store, (target) => (target === url ? 'must lead elsewhere' : undefined));
  expect(await manage.put('core', { ...body, mode: 'batch' }, 'Rūta')).toStrictEqual({
    kind: 'rejected',
    problems: ['url must lead elsewhere', expect.stringMatching(/^mode /)],
  });
  expect(await store.find('core')).toBeUndefined();
});

test.each([' core ', '100%', 'Žąsų skyrius', 'a/b', '..', 'line\nfeed', 'x'.repeat(2000)])(
  'the receiver of %j is used for exactly this requester',
  async (requester) => {
    const { store, manage } = receivers();
    expect(await manage.put(requester, body, 'Rūta')).toMatchObject({ kind: 'stored', receiver: { requester } });
    const who = new OwnOrDefaultReceiver(store);
    expect([await who.of(requester), await who.of(`${requester} `), await who.of(`x${requester}`)]).toEqual([
      expect.objectContaining({ url }),
      undefined,
      undefined,
    ]);
  },
);

test('a name that is too long is rejected', async () => {
  expect(await receivers().manage.put('ž'.repeat(1001), body, 'Rūta')).toStrictEqual({
    kind: 'rejected',
    problems: ['requester must be at most 2000 bytes in UTF-8'],
  });
});

test('without an own receiver, or without a requester, the default receiver is used', async () => {
  const { store, manage } = receivers();
  await manage.put('core', body, 'Rūta');
  const fallback = { url: 'https://default.example', mode: 'binary', secrets: [second] } as const;
  const who = new OwnOrDefaultReceiver(store, fallback);
  expect([await who.of('core'), await who.of('other'), await who.of(undefined)]).toEqual([
    { url, mode: 'structured', secrets: [first] },
    fallback,
    fallback,
  ]);
  expect(await new OwnOrDefaultReceiver(store).of('other')).toBeUndefined();
});

test('concurrent look-ups of one requester share a query, and later ones see changes', async () => {
  const queried: string[] = [];
  let found = { url, mode: 'binary', secrets: [first] } as const;
  const find = async (requester: string) => {
    queried.push(requester);
    return found;
  };
  const who = new OwnOrDefaultReceiver({ find });
  expect(await Promise.all([who.of('core'), who.of('core'), who.of('other')])).toEqual([found, found, found]);
  expect(queried).toEqual(['core', 'other']);
  found = { ...found, url: 'https://moved.example' as typeof url };
  expect(await who.of('core')).toEqual(found);
});
