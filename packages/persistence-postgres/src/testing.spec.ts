import { describe, expect, it } from '@jest/globals';
import { sql } from '../test/support.js';
import { openTestDatabase } from './testing.js';

describe('openTestDatabase', () => {
  it('creates independent empty databases, and drops each separately', async () => {
    const [one, other] = await Promise.all([openTestDatabase(), openTestDatabase()]);
    await sql(one.url, 'create table only_here ()');
    await expect(sql(other.url, `select to_regclass('only_here') as found`)).resolves.toEqual([{ found: null }]);
    await one.drop();
    await expect(sql(one.url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
    await expect(sql(other.url, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
    await other.drop();
  });
});
