import { Migration } from '@mikro-orm/migrations';

/** No place in the feed is given twice, whoever gave the last one. */
export class EraseCustomers extends Migration {
  override up(): void {
    for (const statement of [FEED_REACHED, NUMBER_EVENTS]) this.addSql(statement);
  }
}

// The last position that was given out. It stays where the events that had it are erased, and instances of a release before 0009 give places without it.
const FEED_REACHED = `
  create function aml_customer.feed_reached() returns bigint language sql stable as $$
    select greatest((select last_value from aml_customer.feed_position), (select max(position) from aml_customer.delivery))
  $$`;

// One reader at a time, until its commit: so positions become visible in their order.
const NUMBER_EVENTS = `
  create or replace function aml_customer.number_events(at_most integer) returns integer language plpgsql as $$
  declare
    numbered integer;
    reached bigint;
  begin
    perform from aml_customer.delivery where position is null limit 1;
    if not found then return 0; end if;
    perform pg_advisory_xact_lock(hashtextextended('aml_customer feed', 0));
    reached := aml_customer.feed_reached();
    with next as (
      select waiting.sequence, row_number() over (order by waiting.sequence) + reached as position
      from (select sequence from aml_customer.delivery where position is null order by sequence limit at_most) as waiting
    ),
    given as (
      update aml_customer.delivery as it set position = next.position from next where it.sequence = next.sequence returning it.position
    )
    select count(*), max(given.position) into numbered, reached from given;
    perform setval('aml_customer.feed_position', reached) where numbered > 0;
    return numbered;
  end $$`;
