import { beforeEach, describe, expect, it } from '@jest/globals';
import { Overloaded, StoreFull } from '@aml-customer/application';
import { creation, onTestDatabase } from '../../test/support.js';
import type { Postgres } from '../open.js';
import type { TestDatabase } from '../testing.js';
import { DiskRoom } from './disk-room.js';

describe('the room of a disk', () => {
  let now: number;
  let free: number;
  let canAllocate: boolean;
  let calls: string[];
  let room: DiskRoom;
  beforeEach(() => {
    [now, free, canAllocate, calls] = [0, 1e9, false, []];
    room = new DiskRoom({
      probe: async () => (calls.push('probe'), canAllocate),
      freeBytes: async () => free,
      onFull: () => calls.push('full'),
      clock: () => now,
    });
  });
  const storing = (error?: Error) =>
    room.store(async () => {
      calls.push('store');
      if (error) throw error;
      return 'stored';
    });

  it('stores while there is room, and does not try the disk', async () => {
    expect([await storing(), await room.hasRoom(), calls]).toEqual(['stored', true, ['store']]);
  });

  it('stores nothing more after the disk was full, until the disk has room again', async () => {
    await room.hasRoom();
    await expect(storing(new StoreFull())).rejects.toThrow(StoreFull);
    await expect(storing()).rejects.toThrow(StoreFull);
    expect([await room.hasRoom(), calls]).toEqual([false, ['store', 'full']]);
    now = 2_000;
    expect([await room.hasRoom(), calls.at(-1)]).toEqual([false, 'probe']);
    [now, canAllocate] = [4_000, true];
    expect([await storing(), await room.hasRoom()]).toEqual(['stored', true]);
  });

  it('stores nothing while little space is free', async () => {
    free = 1_000_000;
    expect(await room.hasRoom()).toBe(false);
    await expect(storing()).rejects.toThrow(StoreFull);
    [now, free, canAllocate] = [2_000, 1e9, true];
    expect([await storing(), calls]).toEqual(['stored', ['full', 'probe', 'store']]);
  });

  it('continues to store after other failures', async () => {
    await expect(storing(new Overloaded())).rejects.toThrow(Overloaded);
    expect(await room.hasRoom()).toBe(true);
  });
});

describe('a database without room on its disk', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  onTestDatabase((opened) => ({ database, postgres } = opened));

  it('refuses messages, is not ready, and stores each message once when it has room', async () => {
    const store = () => postgres.customers.store(creation({ number: 'N-room', customer: { extId: 'C-room' } }), '{}');
    expect(await postgres.isReady()).toBe(true);
    await database.query(`
      create function refuse_disk() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`);
    await database.query(`
      create function refuse_space() returns event_trigger language plpgsql as
        $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`);
    await database.query(
      'create trigger full_disk before insert on aml_customer.message execute function refuse_disk()',
    );
    await database.query(`create event trigger full_disk on ddl_command_start when tag in ('CREATE TABLE AS')
      execute function refuse_space()`);
    await expect(store()).rejects.toThrow(StoreFull);
    expect(await postgres.isReady()).toBe(false);
    await expect(store()).rejects.toThrow(StoreFull);
    await database.query('drop event trigger full_disk');
    await database.query('drop trigger full_disk on aml_customer.message');
    while (!(await postgres.isReady()));
    expect([await store(), await store()]).toEqual(['stored', 'number-taken']);
  });
});
