-- Assigns feed positions to at most `at_most` committed events and returns how many were numbered.
--
-- Events are numbered when the feed is read. What was committed by then is numbered in the order of its sequence, and
-- what commits later gets higher positions, so no event appears before a cursor that a reader already has, and no open
-- transaction blocks the feed. Events of one customer keep their order, since writers lock the customer's row.
--
-- The advisory lock admits one reader until it commits, so positions become visible in order. Events that are erased
-- while a reader waits for the lock leave a gap.
create or replace function aml_customer.number_events(at_most integer) returns integer
language plpgsql as $$
declare
  numbered integer;
  reached bigint;
begin
  perform from aml_customer.delivery where position is null limit 1;
  if not found then return 0; end if;
  perform pg_advisory_xact_lock(hashtextextended('aml_customer feed', 0));
  reached := aml_customer.feed_reached();
  with next as (
    select unnumbered.sequence, row_number() over (order by unnumbered.sequence) + reached as position
    from (
      select sequence from aml_customer.delivery where position is null order by sequence limit at_most
    ) as unnumbered
  ),
  assigned as (
    update aml_customer.delivery as delivery
    set position = next.position
    from next
    where delivery.sequence = next.sequence
    returning delivery.position
  )
  select count(*), max(assigned.position) into numbered, reached from assigned;
  perform setval('aml_customer.feed_position', reached) where numbered > 0;
  return numbered;
end $$;
