import type { Intent } from '@aml-customer/domain';
import { activateTestModel } from '@aml-customer/testing';
import { afterAll, beforeAll } from '@jest/globals';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type QueryResultRow } from 'pg';
import { openPostgres, type Postgres, type PostgresOptions } from '../src/open.js';
import { openTestDatabase, type TestDatabase } from '../src/testing.js';

interface IntentParts {
  readonly number: string;
  readonly customer?: Partial<Intent['customer']>;
  readonly requester?: string;
  readonly follow?: Partial<Intent['follow']>;
}

const intent = (hold: 'absent' | 'present', { number, customer, requester, follow }: IntentParts): Intent => ({
  customer: {
    extId: 'C-1',
    entityType: 'INDIVIDUAL',
    status: 'ACTIVE',
    title: 'Jonas Jonaitis',
    flags: {},
    ...customer,
  },
  message: { communicationNumber: number, ...(requester !== undefined && { requester }) },
  follow: { assessment: false, screenings: [], ...follow },
  hold: { communicationNumber: 'new', customer: hold },
});

/** Registers customer C-1 by default, without follow-ups. */
export const creation = (parts: IntentParts): Intent => intent('absent', parts);
export const update = (parts: IntentParts): Intent => intent('present', parts);

/** Opens the adapters on a new database for a suite, and drops it at the end. */
export function onTestDatabase(
  use: (opened: { readonly database: TestDatabase; readonly postgres: Postgres }) => void,
  options: Omit<PostgresOptions, 'url'> = {},
): void {
  let opened: { readonly database: TestDatabase; readonly postgres: Postgres };
  beforeAll(async () => {
    const database = await openTestDatabase();
    opened = { database, postgres: await openPostgres({ ...options, url: database.url }) };
    await activateTestModel(opened.postgres.riskModels);
    use(opened);
  });
  afterAll(async () => {
    await opened.postgres.close();
    await opened.database.drop();
  });
}

/** Runs one statement as an administrator and returns its rows. */
export async function sql<Row extends QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Resolves when the condition is true; rejects if it is not true in time. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Never true: ${condition.toString()}`);
    await sleep(5);
  }
}

/** Resolves when a session of the database waits for a lock. */
export const untilBlocked = (url: string): Promise<void> =>
  until(async () => {
    const waiting = await sql(
      url,
      `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    return waiting.length > 0;
  });

/** Resolves when no other client is connected to the database. */
export const alone = (url: string): Promise<void> =>
  until(async () => {
    const others = await sql(
      url,
      `select pid from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    );
    return others.length === 0;
  }, 5_000);

/** A proxy to the server that can stop forwarding, as a broken network does, while connections stay open. */
export async function silenceable(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect(Number(target.port), target.hostname);
    for (const socket of [inner, outer]) sockets.add(socket.on('error', () => {}));
    inner.pipe(outer).pipe(inner);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxied = new URL(url);
  proxied.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: proxied.href,
    silence: () => sockets.forEach((socket) => socket.unpipe().pause()),
    breakAll: () => sockets.forEach((socket) => socket.destroy()),
    close: () => {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}
