import { Migration } from '@mikro-orm/migrations';

/** Events of many customers at once: queueing a line costs more than writing what is in it. */
export class WriteEventsTogether extends Migration {
  override up(): void {
    this.addSql(WRITE_EVENTS_TOGETHER);
  }
}

/*
 * What write_events does, for customers whose rows are held, each given once. Lines that have something pending are
 * left to it. The others begin: their jobs, where there are any, are held before add_jobs looks at them, as
 * queue_delivery does it, and are due at once. Limits make it look into the indexes line by line, whatever there was
 * when it was planned.
 */
const WRITE_EVENTS_TOGETHER = `
  create function aml_customer.write_events_together(customers bigint[], senders text[], events json[]) returns integer language plpgsql as $$
  declare
    behind bigint[];
    specs graphile_worker.job_spec[];
    many integer;
  begin
    behind := array(
      select of_customer from unnest(customers) as of_customer
      cross join lateral (select from aml_customer.delivery where customer_id = of_customer and state = 'PENDING' limit 1) as pending);
    with told as (
      select of_customer, sent_by, event, line, place
      from unnest(customers, senders, events) with ordinality as given (of_customer, sent_by, those, line)
      cross join lateral json_array_elements(those) with ordinality as one (event, place)
      where of_customer <> all (behind)
    ),
    written as (
      insert into aml_customer.event (id, type, communication_number, subject, time, data, customer_id, requester)
      select (event ->> 'id')::uuid, event ->> 'type', event ->> 'communicationNumber', event ->> 'subject', (event ->> 'time')::timestamptz, event -> 'data', of_customer, sent_by
      from told
      order by line, place
      returning sequence, customer_id
    ),
    delivery as (
      insert into aml_customer.delivery (sequence, customer_id, next_attempt_at)
      select sequence, customer_id, date_trunc('milliseconds', clock_timestamp()) from written
    )
    select array_agg(('deliver-callbacks', json_build_object('customer', customer_id::text), null, now(), null, 'deliver:' || customer_id, null, null)::graphile_worker.job_spec order by customer_id),
      coalesce(sum(those), 0)
    into specs, many
    from (select customer_id, count(*) as those from written group by customer_id) as line;
    if specs is not null then
      perform from unnest(specs) as spec
        cross join lateral (select id from graphile_worker._private_jobs where key = spec.job_key limit 1 for update) as held;
      perform graphile_worker.add_jobs(specs);
    end if;
    return many + coalesce((
      select sum(aml_customer.write_events(of_customer, sent_by, those)) from unnest(customers, senders, events) as given (of_customer, sent_by, those) where of_customer = any (behind)), 0);
  end $$`;
