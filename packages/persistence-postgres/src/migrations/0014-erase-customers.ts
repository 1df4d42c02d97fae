import { Migration } from '@mikro-orm/migrations';

/**
 * A customer is erased by one call, which costs the same however many there are; and no place in the feed is given
 * twice, whoever gave the last one.
 */
export class EraseCustomers extends Migration {
  override up(): void {
    for (const statement of [FEED_REACHED, NUMBER_EVENTS, REFERENCES, ERASE_CUSTOMER]) this.addSql(statement);
  }
}

// The last position that was given out. It stays where the events that had it are erased, and instances of a release
// before 0009 give places without it.
const FEED_REACHED = `
  create function aml_customer.feed_reached() returns bigint language sql stable as $$
    select greatest((select last_value from aml_customer.feed_position), (select max(position) from aml_customer.delivery))
  $$`;

// One reader at a time, until its commit: so positions become visible in their order. What is erased while a reader
// waits for it leaves a gap.
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

/*
 * What erasing looks into for each row that it deletes. A delivery goes with its event, which has the same customer: a
 * reference of its own would need another index. Of the versions those of assessments alone name one. Who still writes
 * takes the table of customers first, and so does this, or each would wait for the other.
 */
const REFERENCES = `
  lock table aml_customer.customer in access exclusive mode;
  alter table aml_customer.delivery drop constraint delivery_customer_id_fkey;
  create index event_customer_id_idx on aml_customer.event (customer_id);
  create index customer_version_message_id_idx on aml_customer.customer_version (message_id);
  create index customer_version_assessment_id_idx on aml_customer.customer_version (assessment_id) where assessment_id is not null;
  create index screening_customer_id_idx on aml_customer.screening (customer_id, version)`;

/*
 * The customer's row is held first, as storing messages and concluding assessments do it, and then the deliveries in
 * their order, as readers of the feed number them: so nobody waits in a circle, and what waited finds no customer. One
 * statement deletes it all, since versions and assessments refer to each other. Before the last places of the feed go,
 * their sequence has reached them.
 */
const ERASE_CUSTOMER = `
  create function aml_customer.erase_customer(of_ext_id text)
    returns table (customers bigint, versions bigint, messages bigint, assessments bigint, decisions bigint, screenings bigint, events bigint) language plpgsql as $$
  declare
    of_customer bigint;
    its_messages bigint[];
    its_assessments bigint[];
  begin
    if (select last_value from aml_customer.feed_position) < aml_customer.feed_reached() then
      perform pg_advisory_xact_lock(hashtextextended('aml_customer feed', 0));
      perform setval('aml_customer.feed_position', aml_customer.feed_reached());
    end if;
    select id into of_customer from aml_customer.customer where ext_id = of_ext_id for update;
    perform from aml_customer.delivery where sequence = any (array(select sequence from aml_customer.event where customer_id = of_customer)) order by sequence for update;
    its_messages := array(select distinct message_id from aml_customer.customer_version where customer_id = of_customer);
    its_assessments := array(select id from aml_customer.assessment where customer_id = of_customer);
    return query
      with
        event as (delete from aml_customer.event where customer_id = of_customer returning sequence),
        decision as (delete from aml_customer.assessment_decision where assessment_id = any (its_assessments) returning id),
        assessment as (delete from aml_customer.assessment where id = any (its_assessments) returning id),
        screening as (delete from aml_customer.screening where customer_id = of_customer returning id),
        version as (delete from aml_customer.customer_version where customer_id = of_customer returning version),
        message as (delete from aml_customer.message where id = any (its_messages) returning id),
        customer as (delete from aml_customer.customer where id = of_customer returning id)
      select (select count(*) from customer), (select count(*) from version), (select count(*) from message), (select count(*) from assessment),
        (select count(*) from decision), (select count(*) from screening), (select count(*) from event);
    perform graphile_worker.remove_job('deliver:' || of_customer) where of_customer is not null;
    perform graphile_worker.remove_job('assess:' || id) from unnest(its_assessments) as id;
  end $$`;
