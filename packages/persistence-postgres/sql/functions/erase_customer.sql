-- Erases a customer with everything that was stored about it, and returns how many rows of each kind were deleted.
--
-- The customer's row is locked first, as storing messages and concluding assessments do, and then the deliveries in
-- their order, as readers of the feed number them. So no two transactions deadlock, and a transaction that waited for
-- the row finds no customer. One statement deletes everything, since versions and assessments refer to each other; its
-- cost does not depend on how many customers there are. The feed's sequence first catches up with the positions that
-- are about to disappear, so that none is assigned twice.
--
-- Call it through the management API: the adapter records the erasure in the same transaction.
create or replace function aml_customer.erase_customer(of_ext_id text)
returns table (
  customers bigint, versions bigint, messages bigint, assessments bigint, decisions bigint, screenings bigint,
  events bigint
)
language plpgsql as $$
declare
  of_customer bigint;
  message_ids bigint[];
  assessment_ids bigint[];
begin
  if (select last_value from aml_customer.feed_position) < aml_customer.feed_reached() then
    perform pg_advisory_xact_lock(hashtextextended('aml_customer feed', 0));
    perform setval('aml_customer.feed_position', aml_customer.feed_reached());
  end if;
  select id into of_customer from aml_customer.customer where ext_id = of_ext_id for update;
  perform from aml_customer.delivery
  where sequence = any (array(select sequence from aml_customer.event where customer_id = of_customer))
  order by sequence
  for update;
  message_ids := array(
    select distinct message_id from aml_customer.customer_version where customer_id = of_customer
  );
  assessment_ids := array(select id from aml_customer.assessment where customer_id = of_customer);
  return query
    with event as (
      delete from aml_customer.event where customer_id = of_customer returning sequence
    ),
    decision as (
      delete from aml_customer.assessment_decision where assessment_id = any (assessment_ids) returning id
    ),
    assessment as (
      delete from aml_customer.assessment where id = any (assessment_ids) returning id
    ),
    screening as (
      delete from aml_customer.screening where customer_id = of_customer returning id
    ),
    version as (
      delete from aml_customer.customer_version where customer_id = of_customer returning version
    ),
    message as (
      delete from aml_customer.message where id = any (message_ids) returning id
    ),
    customer as (
      delete from aml_customer.customer where id = of_customer returning id
    )
    select
      (select count(*) from customer), (select count(*) from version), (select count(*) from message),
      (select count(*) from assessment), (select count(*) from decision), (select count(*) from screening),
      (select count(*) from event);
  perform graphile_worker.remove_job('deliver:' || of_customer) where of_customer is not null;
  perform graphile_worker.remove_job('assess:' || id) from unnest(assessment_ids) as id;
end $$;
