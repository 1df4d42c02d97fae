-- `write_consequences` under the name by which instances of the former release call it for the updates that they store,
-- with the types of superseded for a customer, superseded for a lead, and customer.updated. They store no assessment
-- with its message.
create or replace function aml_customer.tell_of_updates(customers bigint[], types text[]) returns integer
language sql strict as $$
  select aml_customer.write_consequences(customers, types[1:2], types[3], null, null)
$$;
