import { setTimeout as delay } from 'node:timers/promises';
import type { Server } from './database.js';

const POLL_MS = 10;
const PATIENCE_MS = 180_000;

/** Plans by index only: fresh tables have no statistics, and reading them in full would cost time of the service. */
const BY_INDEX = 'set enable_seqscan = off; set enable_bitmapscan = off';
const IS_OPEN = `
  select exists (select from aml_customer.assessment where state = 'QUEUED')
    or exists (select from aml_customer.delivery where state = 'PENDING') as open`;
const COUNTS = `
  select
    (select count(*)::int from aml_customer.assessment where state <> 'QUEUED') as concluded,
    (select count(*)::int from aml_customer.delivery where state = 'DELIVERED') as delivered,
    (select count(*)::int from aml_customer.delivery where state <> 'DELIVERED') as undelivered`;

/** The outcome of all messages in a database of the service. */
export interface Outcome {
  /** Assessments that are completed, wait for a person, or were superseded. */
  readonly concluded: number;
  /** Events that the receiver accepted. */
  readonly delivered: number;
  /** All other events; without a receiver these are final, too. */
  readonly undelivered: number;
}

/** Watches the database of a service. It works for any release that assesses, while accepting or later. */
export interface Watch {
  /** Waits until no assessment is queued and no event waits for delivery. Rejects if that takes minutes. */
  settled(): Promise<void>;
  outcome(): Promise<Outcome>;
  end(): Promise<void>;
}

/** Opens a session, because opening one for each look would cost more than looking. */
export async function watch(server: Server, database: string): Promise<Watch> {
  const session = await server.session(database);
  await session.run(BY_INDEX);
  return {
    settled: async () => {
      const end = performance.now() + PATIENCE_MS;
      while ((await session.run(IS_OPEN))[0]?.['open'] === true) {
        if (performance.now() > end) throw new Error(`Assessments or events are still queued after ${PATIENCE_MS} ms`);
        await delay(POLL_MS);
      }
    },
    outcome: async () => (await session.run(COUNTS))[0] as unknown as Outcome,
    end: () => session.end(),
  };
}
