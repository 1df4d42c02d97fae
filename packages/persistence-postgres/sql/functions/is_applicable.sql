-- Carries out the rule `isApplicable` of the application for an update that was assessed before it is stored: whether
-- the result holds for the customer, whose row the caller has locked. The contract tests of the port compare both, so
-- change them together. person_must_agree: LOWERING=person. The flags are those of the message.
--
-- This is a function because its statements see what others committed while the message waited for the customer's row;
-- the calling statement does not.
create or replace function aml_customer.is_applicable(
  of_customer bigint, assessed_level text, requires_no_screening boolean, person_must_agree boolean,
  now_sanctioned boolean, now_pep boolean, now_family_pep boolean, now_in_adverse_media boolean,
  now_in_internal_list boolean
)
returns boolean
language plpgsql as $$
declare
  ascending constant text[] := array['NONE', 'LOW', 'MEDIUM', 'HIGH', 'EXTREME'];
  highest integer;
  former record;
begin
  if requires_no_screening then
    perform from aml_customer.screening where customer_id = of_customer and state = 'QUEUED' limit 1;
    if found then return false; end if;
  end if;
  if not person_must_agree then return true; end if;
  select customer.risk_level, before.*
  into strict former
  from aml_customer.customer as customer
  cross join lateral aml_customer.customer_before(customer.id, customer.version + 1) as before
  where customer.id = of_customer;
  select max(array_position(ascending, level)) into highest from unnest(former.levels || former.risk_level) as level;
  return not former.rejected
    and (highest < array_position(ascending, 'HIGH') or highest <= array_position(ascending, assessed_level))
    and (former.sanctioned is not true or now_sanctioned is true)
    and (former.pep is not true or now_pep is true)
    and (former.family_pep is not true or now_family_pep is true)
    and (former.in_adverse_media is not true or now_in_adverse_media is true)
    and (former.in_internal_list is not true or now_in_internal_list is true);
end $$;
