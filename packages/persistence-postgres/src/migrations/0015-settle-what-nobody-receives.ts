import { Migration } from '@mikro-orm/migrations';

/**
 * Where nobody is to be called at all, events are at their end when they are written: no job takes up their lines only
 * to find that.
 */
export class SettleWhatNobodyReceives extends Migration {
  override up(): void {
    for (const statement of [CALLS_NOBODY, WRITE_EVENTS_TOGETHER]) this.addSql(statement);
  }
}

// Whoever writes says by a setting of its connection that it knows no default receiver. Whose receiver an event has is
// judged elsewhere; here it is whether there is any.
const CALLS_NOBODY = `
  create function aml_customer.calls_nobody() returns boolean language sql stable as $$
    select coalesce(current_setting('aml_customer.default_receiver', true) = 'none', false) and not exists (select from aml_customer.callback_receiver)
  $$`;

// As before, but for what is written to lines that begin while nobody is called.
const WRITE_EVENTS_TOGETHER = `
  create or replace function aml_customer.write_events_together(customers bigint[], senders text[], events json[]) returns integer language plpgsql as $$
  declare
    behind bigint[];
    specs graphile_worker.job_spec[];
    many integer;
    settled boolean := aml_customer.calls_nobody();
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
      insert into aml_customer.delivery (sequence, customer_id, state, last_outcome, next_attempt_at)
      select sequence, customer_id,
        case when settled then 'FAILED' else 'PENDING' end, case when settled then 'no-receiver' end, case when not settled then date_trunc('milliseconds', clock_timestamp()) end
      from written
    )
    select array_agg(('deliver-callbacks', json_build_object('customers', lines), null, now(), null, null, null, null)::graphile_worker.job_spec order by job), coalesce(sum(those), 0)
    into specs, many
    from (
      select job, json_agg(customer_id::text order by customer_id) as lines, sum(those) as those
      from (select customer_id, count(*) as those, (row_number() over (order by customer_id) - 1) / 50 as job from written group by customer_id) as line
      group by job
    ) as it;
    if specs is not null and not settled then perform graphile_worker.add_jobs(specs); end if;
    return many + coalesce((
      select sum(aml_customer.write_events(of_customer, sent_by, those)) from unnest(customers, senders, events) as given (of_customer, sent_by, those) where of_customer = any (behind)), 0);
  end $$`;
