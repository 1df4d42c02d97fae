import { describe, expect, test } from '@jest/globals';
import { watch } from './concluded.js';
import type { Server } from './database.js';

/** A server whose database is open at the first `looks`. */
function aServer(looks: number) {
  const statements: string[] = [];
  const run = (sql: string): Promise<Record<string, unknown>[]> => {
    statements.push(sql);
    if (sql.includes('as customers')) return Promise.resolve([{ customers: 7 }]);
    if (!sql.includes('as open')) return Promise.resolve([]);
    return Promise.resolve([{ open: statements.filter((text) => text === sql).length <= looks }]);
  };
  const server = { session: async () => ({ run, end: async () => {} }) } as unknown as Server;
  return { server, looks: () => statements.filter((sql) => sql.includes('as open')) };
}

describe('the end of a turn', () => {
  test('is when no assessment is queued and no event waits for delivery', async () => {
    const { server, looks } = aServer(2);
    expect(await (await watch(server, 'database')).settle()).toBe(0);
    expect(looks()).toHaveLength(3);
    expect(looks()[0]).toMatch(/assessment where state = 'QUEUED'[^]*or[^]*delivery where state = 'PENDING'/);
  });

  test('is also when the patience ends, with the number of customers that remain', async () => {
    const { server } = aServer(Infinity);
    expect(await (await watch(server, 'database', 0)).settle()).toBe(7);
  });
});
