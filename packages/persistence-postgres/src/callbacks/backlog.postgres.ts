import { MOST_COUNTED } from '@aml-customer/application';
import type { Pool } from 'pg';
import { run } from '../database/database.js';
import { attempt } from '../database/storage-failure.js';

const WAITING = {
  name: 'aml-deliveries-waiting',
  text: `select count(*)::int as count from (select from aml_customer.delivery where state = 'PENDING' limit ${MOST_COUNTED}) as it`,
};

const OLDEST_DUE = {
  name: 'aml-oldest-due',
  text: `
    select coalesce(extract(epoch from clock_timestamp() - min(not_before)), 0)::float8 as seconds
    from (
      select distinct on (customer_id) greatest(next_attempt_at, leased_until) as not_before
      from (select customer_id, sequence, next_attempt_at, leased_until from aml_customer.delivery where state = 'PENDING' order by customer_id, sequence limit ${MOST_COUNTED}) as line
      order by customer_id, sequence
    ) as head
    where not_before <= clock_timestamp()`,
};

/** The deliveries that wait, in PostgreSQL, for those who watch. Methods reject with a StorageFailure. */
export class PostgresBacklog {
  constructor(private readonly pool: Pool) {}

  /** How many events are to be delivered; {@link MOST_COUNTED} are that or more. */
  async waiting(): Promise<number> {
    const [row] = await attempt('counting deliveries', () => run<{ count: number }>(this.pool, WAITING, []));
    return row!.count;
  }

  /**
   * For how many seconds the delivery that is due for longest has been so, of the first {@link MOST_COUNTED}; 0 where
   * none is due. Those that wait for a retry or are under way are not.
   */
  async oldestDue(): Promise<number> {
    const [row] = await attempt('looking for what is due', () => run<{ seconds: number }>(this.pool, OLDEST_DUE, []));
    return row!.seconds;
  }
}
