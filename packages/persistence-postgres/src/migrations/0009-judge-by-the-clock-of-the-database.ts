import { SchemaMigration } from './schema-migration.js';

/** Events are due by the database's clock, and no feed position is assigned twice. */
export class JudgeByTheClockOfTheDatabase extends SchemaMigration {
  override up(): void {
    this.addSql(FEED_POSITION);
    for (const name of ['write_events', 'number_events']) this.applyFunction(name);
  }
}

// The last assigned position. It remains when the events that had it are erased: a cursor would skip the events that
// got their positions.
const FEED_POSITION = `
  create sequence aml_customer.feed_position minvalue 0 start 0;
  select setval('aml_customer.feed_position', coalesce((select max(position) from aml_customer.delivery), 0))`;
