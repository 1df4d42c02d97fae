-- Keeps rows immutable. Refusing per statement costs an insert nothing. Deleting stays possible, for erasure.
create or replace function aml_customer.refuse_update() returns trigger
language plpgsql as $$
begin
  raise exception 'aml_customer.% is never updated', tg_table_name using errcode = 'restrict_violation';
end $$;
