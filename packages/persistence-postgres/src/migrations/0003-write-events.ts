import { Migration } from '@mikro-orm/migrations';

/** Events, their deliveries in a line per customer, and the job that works a line off. */
export class WriteEvents extends Migration {
  override up(): void {
    for (const statement of [EVENT, DELIVERY, NUMBER_EVENTS, TASK, QUEUE_DELIVERY, WRITE_EVENTS])
      this.addSql(statement);
  }
}

// `sequence` is drawn while the customer's row is held, so it has the order in which things happened to a customer.
// Data are json, not jsonb: what is signed and sent stays as it was written.
const EVENT = `
  create table aml_customer.event (
    sequence bigint generated always as identity primary key,
    id uuid not null constraint event_id_key unique,
    type text not null,
    communication_number text collate "C",
    subject text not null,
    time timestamptz not null,
    data json not null,
    customer_id bigint not null references aml_customer.customer,
    requester text
  );
  create index event_communication_number_idx on aml_customer.event (communication_number, sequence) where communication_number is not null;
  create trigger event_never_updated before update on aml_customer.event for each statement execute function aml_customer.refuse_update()`;

// `position` is the place in the feed, given by number_events; it and the lease change often, and the event never does.
const DELIVERY = `
  create table aml_customer.delivery (
    sequence bigint primary key references aml_customer.event on delete cascade,
    customer_id bigint not null references aml_customer.customer,
    position bigint constraint delivery_position_key unique,
    state text not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'FAILED')),
    attempts integer not null default 0,
    next_attempt_at timestamptz,
    last_outcome text,
    lease uuid,
    leased_until timestamptz
  ) with (fillfactor = 85);
  create index delivery_line_idx on aml_customer.delivery (customer_id, sequence) where state = 'PENDING';
  create index delivery_undelivered_idx on aml_customer.delivery (state, position) where state <> 'DELIVERED';
  create index delivery_unnumbered_idx on aml_customer.delivery (sequence) where position is null`;

/*
 * The feed is numbered when it is read, one reader at a time: what was committed by then is numbered in the order of
 * its sequence, and what commits later gets later numbers. So nothing shows up before a cursor that was given out, no
 * open transaction holds the feed up, and what happened to one customer stays in its order, since the customer's row
 * was held until the commit.
 */
const NUMBER_EVENTS = `
  create function aml_customer.number_events(at_most integer) returns integer language plpgsql as $$
  declare
    numbered integer;
  begin
    perform from aml_customer.delivery where position is null limit 1;
    if not found then return 0; end if;
    perform pg_advisory_xact_lock(hashtextextended('aml_customer feed', 0));
    update aml_customer.delivery as it
    set position = next.position
    from (
      select waiting.sequence, row_number() over (order by waiting.sequence) + coalesce((select max(position) from aml_customer.delivery), 0) as position
      from (select sequence from aml_customer.delivery where position is null order by sequence limit at_most) as waiting
    ) as next
    where it.sequence = next.sequence;
    get diagnostics numbered = row_count;
    return numbered;
  end $$`;

// Or the first transaction that queues such a job would make all others wait for it.
const TASK = `insert into graphile_worker._private_tasks (identifier) values ('deliver-callbacks') on conflict do nothing`;

/*
 * One job a customer. It is held before add_job looks at it: were it taken by a worker in between, add_job would
 * neither replace it nor make a successor. An event (due is null) leaves a retry at its time, since it cannot overtake
 * it; coming back only ever brings a job forward, since two workers may come back to one line, one of them from its
 * retry and one from the other's lease.
 */
const QUEUE_DELIVERY = `
  create function aml_customer.queue_delivery(of_customer bigint, due timestamptz, at_once boolean) returns void language plpgsql as $$
  declare
    the_key text := 'deliver:' || of_customer;
    waiting timestamptz;
  begin
    select case when locked_at is null and attempts < max_attempts then run_at end into waiting from graphile_worker._private_jobs where key = the_key for update;
    perform graphile_worker.add_job(
      'deliver-callbacks', json_build_object('customer', of_customer::text), job_key := the_key, job_key_mode := 'replace',
      run_at := case when at_once then now() when due is null then waiting else least(due, waiting) end);
  end $$`;

const WRITE_EVENTS = `
  create function aml_customer.write_events(of_customer bigint, sent_by text, events json) returns integer language plpgsql as $$
  declare
    many integer;
  begin
    with written as (
      insert into aml_customer.event (id, type, communication_number, subject, time, data, customer_id, requester)
      select (it ->> 'id')::uuid, it ->> 'type', it ->> 'communicationNumber', it ->> 'subject', (it ->> 'time')::timestamptz, it -> 'data', of_customer, sent_by
      from json_array_elements(events) with ordinality as told (it, place)
      order by place
      returning sequence, time
    )
    insert into aml_customer.delivery (sequence, customer_id, next_attempt_at) select sequence, of_customer, time from written;
    get diagnostics many = row_count;
    if many > 0 then perform aml_customer.queue_delivery(of_customer, null, false); end if;
    return many;
  end $$`;
