-- Writes events of a customer whose row the caller has locked, queues their delivery and returns how many there were.
--
-- An event that begins a line is due now by the database's clock; the writer's clock does not matter. Behind another
-- pending event the line's job stays as it is: the worker that has it continues with the next event. The head of the
-- line is locked, so that no worker records its outcome and looks for the next event before this one is there.
create or replace function aml_customer.write_events(of_customer bigint, sent_by text, events json) returns integer
language plpgsql as $$
declare
  written_count integer;
  begins_line boolean;
begin
  perform from aml_customer.delivery
  where customer_id = of_customer and state = 'PENDING'
  order by sequence limit 1
  for no key update;
  begins_line := not found;
  with written as (
    insert into aml_customer.event
      (id, type, communication_number, subject, time, data, customer_id, requester)
    select
      (event ->> 'id')::uuid, event ->> 'type', event ->> 'communicationNumber', event ->> 'subject',
      (event ->> 'time')::timestamptz, event -> 'data', of_customer, sent_by
    from json_array_elements(events) with ordinality as incoming (event, place)
    order by place
    returning sequence
  )
  insert into aml_customer.delivery (sequence, customer_id, next_attempt_at)
  select sequence, of_customer, date_trunc('milliseconds', clock_timestamp()) from written;
  get diagnostics written_count = row_count;
  if written_count > 0 then perform aml_customer.queue_delivery(of_customer, null, begins_line); end if;
  return written_count;
end $$;
