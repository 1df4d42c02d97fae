-- Notifies every instance that another risk model is active.
create or replace function aml_customer.notify_risk_models() returns trigger
language plpgsql as $$
begin
  perform pg_notify('aml_customer_risk_models', '');
  return null;
end $$;
