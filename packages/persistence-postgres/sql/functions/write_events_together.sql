-- As write_event_rows, for events as JSON. The arguments are parallel arrays: a customer, the requester of its events,
-- and a JSON array of events.
create or replace function aml_customer.write_events_together(customers bigint[], senders text[], events json[])
returns integer
language sql as $$
  select aml_customer.write_event_rows(
    array_agg(of_customer), array_agg(sent_by), array_agg((event ->> 'id')::uuid), array_agg(event ->> 'type'),
    array_agg(event ->> 'communicationNumber'), array_agg(event ->> 'subject'),
    array_agg((event ->> 'time')::timestamptz), array_agg(event -> 'data')
  )
  from (
    select of_customer, sent_by, event
    from unnest(customers, senders, events) with ordinality as input (of_customer, sent_by, line_events, line)
    cross join lateral json_array_elements(line_events) with ordinality as line_event (event, place)
    order by line, place
  ) as ordered
$$;
