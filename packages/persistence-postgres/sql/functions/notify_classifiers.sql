-- Notifies every instance that a classifier has changed, through the service or directly in the database.
create or replace function aml_customer.notify_classifiers() returns trigger
language plpgsql as $$
begin
  perform pg_notify('aml_customer_classifiers', '');
  return null;
end $$;
