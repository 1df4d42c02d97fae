import { Migration } from '@mikro-orm/migrations';

/**
 * An event is due by the clock of the database, whatever that of its writer says, and at once where it begins a line;
 * and no place in the feed is given twice.
 */
export class JudgeByTheClockOfTheDatabase extends Migration {
  override up(): void {
    for (const statement of [WRITE_EVENTS, FEED_POSITION, NUMBER_EVENTS]) this.addSql(statement);
  }
}

/*
 * An event that begins a line is due at once. Behind another one it leaves the job of the line as it is: whoever has
 * that one goes on to this one. The head is held, so that nobody records its end and looks for the next one before this
 * one is there.
 */
const WRITE_EVENTS = `
  create or replace function aml_customer.write_events(of_customer bigint, sent_by text, events json) returns integer language plpgsql as $$
  declare
    many integer;
    begins boolean;
  begin
    perform from aml_customer.delivery where customer_id = of_customer and state = 'PENDING' order by sequence limit 1 for no key update;
    begins := not found;
    with written as (
      insert into aml_customer.event (id, type, communication_number, subject, time, data, customer_id, requester)
      select (it ->> 'id')::uuid, it ->> 'type', it ->> 'communicationNumber', it ->> 'subject', (it ->> 'time')::timestamptz, it -> 'data', of_customer, sent_by
      from json_array_elements(events) with ordinality as told (it, place)
      order by place
      returning sequence
    )
    insert into aml_customer.delivery (sequence, customer_id, next_attempt_at) select sequence, of_customer, date_trunc('milliseconds', clock_timestamp()) from written;
    get diagnostics many = row_count;
    if many > 0 then perform aml_customer.queue_delivery(of_customer, null, begins); end if;
    return many;
  end $$`;

// The last position that was given out. It stays where the events that had it are erased: a cursor would skip what got
// their places.
const FEED_POSITION = `
  create sequence aml_customer.feed_position minvalue 0 start 0;
  select setval('aml_customer.feed_position', coalesce((select max(position) from aml_customer.delivery), 0))`;

// One reader at a time, until its commit: so positions become visible in their order, and the sequence is read and set
// by one alone.
const NUMBER_EVENTS = `
  create or replace function aml_customer.number_events(at_most integer) returns integer language plpgsql as $$
  declare
    numbered integer;
    reached bigint;
  begin
    perform from aml_customer.delivery where position is null limit 1;
    if not found then return 0; end if;
    perform pg_advisory_xact_lock(hashtextextended('aml_customer feed', 0));
    select last_value into reached from aml_customer.feed_position;
    update aml_customer.delivery as it
    set position = next.position
    from (
      select waiting.sequence, row_number() over (order by waiting.sequence) + reached as position
      from (select sequence from aml_customer.delivery where position is null order by sequence limit at_most) as waiting
    ) as next
    where it.sequence = next.sequence;
    get diagnostics numbered = row_count;
    perform setval('aml_customer.feed_position', reached + numbered) where numbered > 0;
    return numbered;
  end $$`;
