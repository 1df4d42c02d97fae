-- Queues the delivery job of a customer's line of events; a line has at most one job with its key.
--
-- at_once: the job is due now. Otherwise `due` only ever brings a job forward, since two workers may return to one
-- line: one for its retry, one when the other's lease ends. If `due` is null, a job that waits for a retry keeps its
-- time, since a new event cannot overtake the one that is retried.
--
-- The job is locked before add_job looks at it: if a worker took it in between, add_job would neither replace it nor
-- add a successor.
create or replace function aml_customer.queue_delivery(of_customer bigint, due timestamptz, at_once boolean)
returns void
language plpgsql as $$
declare
  the_key text := 'deliver:' || of_customer;
  waiting timestamptz;
begin
  select case when locked_at is null and attempts < max_attempts then run_at end
  into waiting
  from graphile_worker._private_jobs
  where key = the_key
  for update;
  perform graphile_worker.add_job(
    'deliver-callbacks',
    json_build_object('customer', of_customer::text),
    job_key := the_key,
    job_key_mode := 'replace',
    run_at := case when at_once then now() when due is null then waiting else least(due, waiting) end
  );
end $$;
