-- Writes events of many customers whose rows the caller has locked, and returns how many there were. The arguments are
-- parallel arrays with an element for each event, in the order in which the events are written. A communication number
-- is null if the event has none.
--
-- Lines that have pending events are left to write_events. The other lines begin: 50 customers share a job, since
-- starting and ending a job costs more than delivering most lines. The job looks at each line after this transaction
-- has committed, even if the line has other jobs. If there is no receiver at all (calls_nobody), the events are FAILED
-- with `no-receiver` from the start and no job is queued.
--
-- `limit 1` makes PostgreSQL look each line up in the index, even if the table was empty when the plan was made.
create or replace function aml_customer.write_event_rows(
  customers bigint[], requesters text[], ids uuid[], types text[], numbers text[], subjects text[],
  times timestamptz[], contents json[]
)
returns integer
language plpgsql as $$
declare
  behind bigint[];
  specs graphile_worker.job_spec[];
  written_count integer;
  settled boolean := aml_customer.calls_nobody();
begin
  behind := array(
    select customer_id
    from (select distinct unnest(customers)) as line (customer_id)
    cross join lateral (
      select from aml_customer.delivery where customer_id = line.customer_id and state = 'PENDING' limit 1
    ) as pending
  );
  with written as (
    insert into aml_customer.event
      (id, type, communication_number, subject, time, data, customer_id, requester)
    select id, type, number, subject, time, data, customer_id, requester
    from unnest(customers, requesters, ids, types, numbers, subjects, times, contents) with ordinality
      as event (customer_id, requester, id, type, number, subject, time, data, place)
    where customer_id <> all (behind)
    order by place
    returning sequence, customer_id
  )
  insert into aml_customer.delivery (sequence, customer_id, state, last_outcome, next_attempt_at)
  select
    sequence, customer_id,
    case when settled then 'FAILED' else 'PENDING' end,
    case when settled then 'no-receiver' end,
    case when not settled then date_trunc('milliseconds', clock_timestamp()) end
  from written;
  get diagnostics written_count = row_count;
  if not settled and written_count > 0 then
    specs := array(
      select
        (
          'deliver-callbacks', json_build_object('customers', json_agg(customer_id::text order by customer_id)), null,
          now(), null, null, null, null
        )::graphile_worker.job_spec
      from (
        select customer_id, (row_number() over (order by customer_id) - 1) / 50 as job
        from (select distinct unnest(customers)) as line (customer_id)
        where customer_id <> all (behind)
      ) as numbered
      group by job
      order by job
    );
    perform graphile_worker.add_jobs(specs);
  end if;
  if behind = '{}' then return written_count; end if;
  return written_count + (
    select sum(written)
    from (
      select aml_customer.write_events(customer_id, requester, json_build_array(json_build_object(
        'id', id, 'type', type, 'communicationNumber', number, 'subject', subject, 'time', time, 'data', data
      ))) as written
      from unnest(customers, requesters, ids, types, numbers, subjects, times, contents) with ordinality
        as event (customer_id, requester, id, type, number, subject, time, data, place)
      where customer_id = any (behind)
      order by place
    ) as one_by_one
  );
end $$;
