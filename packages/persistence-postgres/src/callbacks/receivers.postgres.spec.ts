import {
  ManageReceivers,
  MemoryReceivers,
  type Receiver,
  type ReceiverStore,
  type SecretBox,
} from '@aml-customer/application';
import { describe, expect, it } from '@jest/globals';
import { onTestDatabase, sql } from '../../test/support.js';
import type { Postgres } from '../open.js';
import type { TestDatabase } from '../testing.js';

/** Shows what was sealed, and for whom. */
const box: SecretBox = {
  seal: (secret, requester) => Buffer.from(JSON.stringify([secret, requester])).toString('base64'),
  open: (sealed, requester) => {
    const [secret, owner] = JSON.parse(Buffer.from(sealed, 'base64').toString()) as [string, string];
    return owner === requester ? secret : undefined;
  },
};
const receiver = (name: string): Receiver => ({
  url: `https://${name}.example/in`,
  mode: 'binary',
  secrets: [`secret of ${name}`],
});

describe.each(['memory', 'PostgreSQL'])('receivers in %s', (where) => {
  let database: TestDatabase;
  let postgres: Postgres;
  let store: ReceiverStore;
  onTestDatabase(
    (opened) => {
      ({ database, postgres } = opened);
      store = where === 'memory' ? new MemoryReceivers() : postgres.receivers(box);
    },
    { pool: { max: 16 } },
  );

  it('are stored, found, replaced and removed', async () => {
    const name = 'Skyrius Nr. 1 100%';
    expect([await store.find(name), await store.remove(name, 'Rūta')]).toEqual([undefined, false]);
    expect(await store.change(name, (stored) => (stored ? undefined : receiver('one')), 'Rūta')).toEqual(
      receiver('one'),
    );
    const rotated: Receiver = { url: 'https://two.example/', mode: 'structured', secrets: ['new', 'old'] };
    expect(
      await store.change(name, (stored) => (stored?.url === receiver('one').url ? rotated : undefined), 'Rūta'),
    ).toEqual(rotated);
    expect(await store.find(name)).toEqual(rotated);
    expect(await store.find('Skyrius Nr. 2')).toBeUndefined();
    expect([await store.remove(name, 'Rūta'), await store.find(name)]).toEqual([true, undefined]);
  });

  it('stay unchanged if a change returns nothing or throws', async () => {
    expect(await store.change('nothing', () => undefined, 'Rūta')).toBeUndefined();
    await store.change('breaks', () => receiver('breaks'), 'Rūta');
    const breaking = store.change(
      'breaks',
      () => {
        throw new Error('Broken');
      },
      'Rūta',
    );
    await expect(breaking).rejects.toThrow('Broken');
    expect([await store.find('nothing'), await store.find('breaks')]).toEqual([undefined, receiver('breaks')]);
    expect(await store.change('breaks', () => receiver('mended'), 'Rūta')).toEqual(receiver('mended'));
  });

  it('are changed one at a time by 12 concurrent callers', async () => {
    const manage = new ManageReceivers(store);
    const secrets = Array.from({ length: 12 }, (_, i) => Buffer.alloc(24, i + 1).toString('base64'));
    await Promise.all(secrets.map((secret) => manage.put('race', { url: 'https://race.example/', secret }, 'Rūta')));
    const found = await store.find('race');
    expect(found?.secrets).toHaveLength(2);
    expect(new Set([...(found?.secrets ?? []), ...secrets]).size).toBe(12);
  });

  it('find nothing for text that the database cannot store', async () => {
    if (where === 'memory') return;
    for (const name of ['nul\0', '\ud800'])
      expect([await store.find(name), await store.remove(name, 'Rūta')]).toEqual([undefined, false]);
  });

  it('are stored encrypted, each for its requester', async () => {
    if (where === 'memory') return;
    await store.change('sealed', () => ({ ...receiver('sealed'), secrets: ['hush', 'older'] }), 'Rūta');
    const rows = await sql<{ secret: string; previous: string }>(
      database.url,
      `select sealed_secret as secret, sealed_previous_secret as previous from aml_customer.callback_receiver
        where requester = 'sealed'`,
    );
    expect(rows.map(({ secret, previous }) => [box.open(secret, 'sealed'), box.open(previous, 'sealed')])).toEqual([
      ['hush', 'older'],
    ]);
    expect(JSON.stringify(rows)).not.toContain('hush');
    await sql(database.url, `update aml_customer.callback_receiver set requester = 'thief' where requester = 'sealed'`);
    expect(await store.find('thief')).toEqual({ url: receiver('sealed').url, mode: 'binary' });
    expect(await store.change('thief', (kept) => (kept?.secrets ? undefined : receiver('mended')), 'Rūta')).toEqual(
      receiver('mended'),
    );
    expect(await store.find('thief')).toEqual(receiver('mended'));
  });

  it('cause errors that contain no data of a receiver', async () => {
    if (where === 'memory') return;
    await sql(
      database.url,
      'alter table aml_customer.callback_receiver add constraint no_receivers check (false) not valid',
    );
    await expect(store.change('fails', () => receiver('fails'), 'Rūta')).rejects.toMatchObject({
      message: 'PostgreSQL failed at changing a receiver: 23514, no_receivers',
    });
  });
});
