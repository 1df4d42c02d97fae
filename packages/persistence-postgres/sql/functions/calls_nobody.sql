-- Part of the rule `firstProgress` of the application. Returns true if no event has a receiver: the connection's
-- settings state that there is no default receiver (PostgresOptions.hasDefaultReceiver), and no requester has
-- registered one.
create or replace function aml_customer.calls_nobody() returns boolean
language sql stable as $$
  select coalesce(current_setting('aml_customer.default_receiver', true) = 'none', false)
    and not exists (select from aml_customer.callback_receiver)
$$;
