-- Returns the highest feed position ever assigned. The sequence remembers positions whose events were erased;
-- instances older than migration 0009 assign positions without it, so the table counts too.
create or replace function aml_customer.feed_reached() returns bigint
language sql stable as $$
  select greatest(
    (select last_value from aml_customer.feed_position),
    (select max(position) from aml_customer.delivery)
  )
$$;
