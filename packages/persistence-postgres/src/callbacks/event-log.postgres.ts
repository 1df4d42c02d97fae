import type { CallbackEvent, Page, EventLog } from '@aml-customer/application';
import type { Pool } from 'pg';
import { EVENT_COLUMNS, eventOf, type EventRow } from './callback-rows.js';
import { keyOf, run } from '../database/database.js';
import { readFeed } from './event-feed.js';
import { attempt } from '../database/storage-failure.js';

const CAUSED_BY = {
  name: 'aml-events-of-message',
  text: `
    select ${EVENT_COLUMNS}
    from aml_customer.event e
    where e.communication_number = $1
    order by e.sequence`,
};

const AFTER = {
  name: 'aml-events-after',
  text: `
    select d.position::text as position, ${EVENT_COLUMNS}
    from aml_customer.delivery d
    join aml_customer.event e on e.sequence = d.sequence
    where d.position > $1::bigint
    order by d.position limit $2`,
  values: [],
  item: eventOf,
};

/** The log of events in PostgreSQL (port: EventLog). Methods reject with a StorageFailure. */
export class PostgresEventLog implements EventLog {
  constructor(private readonly pool: Pool) {}

  async causedBy(communicationNumber: string): Promise<readonly CallbackEvent[]> {
    return (
      await attempt('reading the events of a message', () =>
        run<EventRow>(this.pool, CAUSED_BY, [keyOf(communicationNumber)]),
      )
    ).map(eventOf);
  }

  async after(cursor: string | undefined, limit: number): Promise<Page<CallbackEvent> | undefined> {
    return attempt('reading the feed', () => readFeed(this.pool, AFTER, cursor, limit));
  }
}
