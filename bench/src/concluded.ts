import { setTimeout as delay } from 'node:timers/promises';
import type { Server } from './database.js';

const POLL_MS = 10;
/** A service that takes longer than this for a turn is slow enough to be judged by what it finished. */
const PATIENCE_MS = 30_000;

/** Plans by index only: fresh tables have no statistics, and reading them in full would cost time of the service. */
const BY_INDEX = 'set enable_seqscan = off; set enable_bitmapscan = off';
const IS_OPEN = `
  select exists (select from aml_customer.assessment where state = 'QUEUED')
    or exists (select from aml_customer.delivery where state = 'PENDING') as open`;
const OPEN_CUSTOMERS = `
  select count(*)::int as customers from (
    select customer_id from aml_customer.assessment where state = 'QUEUED'
    union select customer_id from aml_customer.delivery where state = 'PENDING'
  ) as open`;
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
  /**
   * Waits until no assessment is queued and no event waits for delivery, up to half a minute. Resolves to the number of
   * customers that still have one.
   */
  settle(): Promise<number>;
  outcome(): Promise<Outcome>;
  end(): Promise<void>;
}

/** Opens a session, because opening one for each look would cost more than looking. */
export async function watch(server: Server, database: string, patienceMs = PATIENCE_MS): Promise<Watch> {
  const session = await server.session(database);
  await session.run(BY_INDEX);
  return {
    settle: async () => {
      const end = performance.now() + patienceMs;
      while ((await session.run(IS_OPEN))[0]?.['open'] === true) {
        if (performance.now() > end) return Number((await session.run(OPEN_CUSTOMERS))[0]?.['customers']);
        await delay(POLL_MS);
      }
      return 0;
    },
    outcome: async () => (await session.run(COUNTS))[0] as unknown as Outcome,
    end: () => session.end(),
  };
}
