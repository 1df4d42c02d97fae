-- What instances of the former release call for the updates that they store: `write_consequences` under its former name,
-- with the first three event types. They store no assessment with its message.
create or replace function aml_customer.tell_of_updates(customers bigint[], types text[]) returns integer
language sql strict as $$
  select aml_customer.write_consequences(customers, types)
$$;
