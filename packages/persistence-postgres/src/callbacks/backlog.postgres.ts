import { MOST_COUNTED } from '@aml-customer/application';
import type { Pool } from 'pg';
import { run } from '../database/database.js';
import { attempt } from '../database/storage-failure.js';

const WAITING = {
  name: 'aml-deliveries-waiting',
  text: `
    select count(*)::int as count
    from (select from aml_customer.delivery where state = 'PENDING' limit ${MOST_COUNTED}) as delivery`,
};

const OLDEST_DUE = {
  name: 'aml-oldest-due',
  text: `
    select coalesce(extract(epoch from clock_timestamp() - min(not_before)), 0)::float8 as seconds
    from (
      select distinct on (customer_id) greatest(next_attempt_at, leased_until) as not_before
      from (
        select customer_id, sequence, next_attempt_at, leased_until
        from aml_customer.delivery
        where state = 'PENDING'
        order by customer_id, sequence
        limit ${MOST_COUNTED}
      ) as line
      order by customer_id, sequence
    ) as head
    where not_before <= clock_timestamp()`,
};

/** Pending deliveries in PostgreSQL, for metrics. Methods reject with a StorageFailure. */
export class PostgresBacklog {
  constructor(private readonly pool: Pool) {}

  /** Counts the events that are still to be delivered, up to {@link MOST_COUNTED}. */
  async waiting(): Promise<number> {
    const [row] = await attempt('counting deliveries', () => run<{ count: number }>(this.pool, WAITING, []));
    return row!.count;
  }

  /**
   * Returns how many seconds the longest overdue delivery has been due, or 0 if none is due. It looks at the first
   * {@link MOST_COUNTED} deliveries. Those that wait for a retry or are under way are not due.
   */
  async oldestDue(): Promise<number> {
    const [row] = await attempt('finding the oldest due delivery', () =>
      run<{ seconds: number }>(this.pool, OLDEST_DUE, []),
    );
    return row!.seconds;
  }
}
