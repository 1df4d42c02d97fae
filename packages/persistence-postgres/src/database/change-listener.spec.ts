import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silenceable, sql, until } from '../../test/support.js';
import { ChangeListener } from './change-listener.js';
import { connectionSettings } from './connection.js';
import { openTestDatabase, type TestDatabase } from '../testing.js';

describe('a listening connection', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.drop());

  it('is replaced when it is silent, and missed changes are read on the new one', async () => {
    const way = await silenceable(database.url);
    let read = 0;
    const listener = new ChangeListener({
      settings: connectionSettings(way.url, 200),
      channel: 'silence',
      pulseMs: 20,
      onError: () => {},
      onChange: async () => {
        read += 1;
      },
    });
    await listener.start();
    await sql(database.url, 'notify silence');
    await until(() => read === 2);
    way.silence();
    await until(() => read > 2);
    await listener.close();
    way.close();
    expect(read).toBeGreaterThan(2);
  });
});
