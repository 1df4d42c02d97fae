import type { DeliveryState } from '@aml-customer/application';
import { EVENT_COLUMNS, PROGRESS_COLUMNS, type EventRow, type ProgressRow } from './callback-rows.js';
import type { Prepared } from '../database/database.js';
import { ms } from '../database/row-values.js';
import { AFTER_PATIENCE, LOCK_PATIENCE } from '../database/lock-patience.js';

/** A delivery of a claim; or the head of a line that is not available, whose `lease` is null. */
export interface ClaimRow extends EventRow, Pick<ProgressRow, 'attempts' | 'lastOutcome'> {
  readonly customer: string;
  readonly key: string;
  readonly notBefore: number;
  readonly requester: string | null;
  readonly lease: string | null;
}

/** The recorded outcome of a delivery. `hasMore` is null unless it is the last one of its claim. */
export interface RecordedRow extends Pick<ProgressRow, 'nextAttemptAt'> {
  readonly place: number;
  readonly hasMore: boolean | null;
}

// Whether a delivery is due depends on the server's clock alone, since the clocks of workers differ. Times are
// truncated to the milliseconds that workers read.
const now = `date_trunc('milliseconds', clock_timestamp())`;
const inMs = (parameter: string): string => `${now} + ${parameter}::float8 * interval '1 millisecond'`;

// Heads are locked first: a worker that waited for one sees its outcome and goes on to the next event if it is
// delivered. Heads are locked in the order of their customers, as recording does, so that no two statements deadlock.
// Only the head has the lease: the deliveries behind it cannot be claimed before it.
export const CLAIM = {
  name: 'aml-claim-queues',
  text: `
    with ${LOCK_PATIENCE},
    head as (
      select line.customer_id, delivery.*, coalesce(delivery.not_before <= ${now}, true) as is_due
      from (
        select customer_id from unnest($1::bigint[]) as input (customer_id) order by customer_id
      ) as line
      cross join lateral (
        select sequence, attempts, last_outcome, greatest(next_attempt_at, leased_until) as not_before
        from aml_customer.delivery
        where customer_id = line.customer_id and state = 'PENDING'
        order by sequence limit 1
        for no key update
      ) as delivery
      where ${AFTER_PATIENCE}
    ),
    claimed as (
      update aml_customer.delivery as delivery
      set lease = gen_random_uuid(), leased_until = ${inMs('$2')}
      from head
      where delivery.sequence = head.sequence and head.is_due
      returning head.customer_id, head.sequence, head.attempts, head.last_outcome, head.not_before, delivery.lease
    ),
    line as (
      select * from claimed
      union all
      select claimed.customer_id, behind.sequence, behind.attempts, behind.last_outcome, null, claimed.lease
      from claimed
      cross join lateral (
        select
          sequence, attempts, last_outcome,
          bool_and(coalesce(greatest(next_attempt_at, leased_until) <= ${now}, true)) over (order by sequence) as is_due
        from (
          select * from aml_customer.delivery
          where customer_id = claimed.customer_id and state = 'PENDING' and sequence > claimed.sequence
          order by sequence limit $3::integer - 1
        ) as pending
      ) as behind
      where behind.is_due
      union all
      select customer_id, sequence, attempts, last_outcome, not_before, null from head where not is_due
    )
    select
      line.customer_id::text as customer, line.sequence::text as key, ${ms('line.not_before')} as "notBefore",
      line.attempts, line.last_outcome as "lastOutcome", line.lease, e.requester, ${EVENT_COLUMNS}
    from line
    cross join lateral (select * from aml_customer.event where sequence = line.sequence limit 1) as e
    order by line.sequence`,
};

// Only the head of a line is locked and compared: whoever holds its lease is the only one to change those behind it.
export const RECORD = {
  name: 'aml-record-outcomes',
  text: `
    with line as (
      select input.outcomes
      from (
        select * from json_to_recordset($1::json) as input (customer bigint, head bigint, lease uuid, outcomes json)
        order by customer, head
      ) as input
      cross join lateral (
        select from aml_customer.delivery
        where sequence = input.head and lease = input.lease limit 1
        for no key update
      ) as locked_head
    )
    update aml_customer.delivery as delivery
    set
      state = outcome.state,
      attempts = outcome.attempts,
      next_attempt_at = ${now} + outcome.pause * interval '1 millisecond',
      last_outcome = outcome.outcome,
      lease = null,
      leased_until = null
    from line
    cross join lateral json_to_recordset(line.outcomes) as outcome (
      place integer, sequence bigint, state text, attempts integer, pause float8, outcome text, last boolean
    )
    where delivery.sequence = outcome.sequence
    returning
      outcome.place, ${ms('delivery.next_attempt_at')} as "nextAttemptAt",
      case when outcome.last then exists (
        select from aml_customer.delivery as behind
        where behind.customer_id = delivery.customer_id
          and behind.state = 'PENDING'
          and behind.sequence > delivery.sequence
      ) end as "hasMore"`,
};

export const REDELIVER = {
  name: 'aml-redeliver',
  text: `
    with restarted as (
      update aml_customer.delivery
      set
        state = 'PENDING',
        attempts = case state when 'PENDING' then attempts else 0 end,
        next_attempt_at = ${now}
      where sequence = (select sequence from aml_customer.event where id = $1::uuid)
      returning customer_id
    )
    select aml_customer.queue_delivery(customer_id, null, true)::text as queued from restarted`,
};

/**
 * Queues the jobs of lines, each for a time in ms or for now if that is null. A line has at most one job with its key,
 * so that a new event finds a line that waits for a retry. The jobs are locked in the order of their lines.
 */
export const QUEUE = {
  name: 'aml-queue-deliveries',
  text: `
    select aml_customer.queue_delivery(line.customer_id, to_timestamp(line.at / 1000), line.at is null)::text
    from (
      select customer_id, at
      from json_to_recordset($1::json) as input (customer_id bigint, at float8)
      order by customer_id
    ) as line
    cross join lateral (select from aml_customer.customer where id = line.customer_id limit 1) as customer`,
};

/** How many lines are queued per call; the rest is still overdue at the next call. */
const MOST_OVERDUE = 1000;

// Only one process queues overdue lines at a time; the others return without waiting.
export const QUEUE_OVERDUE = {
  name: 'aml-queue-overdue',
  text: `
    with turn as materialized (
      select pg_try_advisory_xact_lock(hashtextextended('aml_customer overdue', 0)) as is_mine
    )
    select count(aml_customer.queue_delivery(customer_id, null, true)::text)::int as queued
    from (
      select customer_id
      from (
        select distinct on (customer_id) customer_id, greatest(next_attempt_at, leased_until) as not_before
        from aml_customer.delivery
        where state = 'PENDING'
        order by customer_id, sequence
      ) as head
      where (select is_mine from turn)
        and coalesce(not_before <= ${now}, true)
        and not exists (
          select from graphile_worker._private_jobs
          where key = 'deliver:' || customer_id and (locked_at is not null or attempts < max_attempts)
        )
        and customer_id not in (
          select customer::bigint
          from graphile_worker._private_jobs
          cross join lateral json_array_elements_text(payload -> 'customers') as customer
          where task_id = (select id from graphile_worker._private_tasks where identifier = 'deliver-callbacks')
            and (locked_at is not null or attempts < max_attempts)
        )
      limit ${MOST_OVERDUE}
    ) as overdue`,
};

const DELIVERY = `
  ${EVENT_COLUMNS}, ${PROGRESS_COLUMNS}
  from aml_customer.delivery d
  join aml_customer.event e on e.sequence = d.sequence`;

export const FIND = { name: 'aml-find-delivery', text: `select ${DELIVERY} where e.id = $1::uuid` };

// One statement per state, which its text contains: with a parameter the server could not use the partial index of
// undelivered events.
const listOf = (state: DeliveryState) => ({
  name: `aml-list-deliveries-${state.toLowerCase()}`,
  text: `
    select d.position::text as position, ${DELIVERY}
    where d.state = '${state}' and d.position > $1::bigint
    order by d.position limit $2`,
});

export const LIST: Readonly<Record<DeliveryState, Prepared>> = {
  PENDING: listOf('PENDING'),
  DELIVERED: listOf('DELIVERED'),
  FAILED: listOf('FAILED'),
};
