import type { DeliveryState } from '@aml-customer/application';
import { EVENT_COLUMNS, ms, PROGRESS_COLUMNS, type EventRow, type ProgressRow } from './callback-rows.js';
import type { Prepared } from '../database/database.js';
import { AFTER_PATIENCE, LOCK_PATIENCE } from '../database/lock-patience.js';

/** The head of a line, and its claim, whose columns are null where it was not due. */
export interface HeadRow extends EventRow, Pick<ProgressRow, 'attempts' | 'lastOutcome'> {
  readonly customer: string;
  readonly notBefore: number;
  readonly requester: string | null;
  readonly lease: string | null;
}

// What is due is judged by the server's clock alone: workers have others. To the millisecond, which is how they read it
// back.
const now = `date_trunc('milliseconds', clock_timestamp())`;
const inMs = (parameter: string): string => `${now} + ${parameter}::float8 * interval '1 millisecond'`;

// The heads are held first: who waits for one then sees what became of it, and goes on to the next where it is
// delivered. In the order of their customers, as recording does it, so that no two statements wait for each other in a
// circle.
export const CLAIM_NEXT = {
  name: 'aml-claim-deliveries',
  text: `
    with ${LOCK_PATIENCE},
    head as (
      select line.customer_id, it.*
      from (select customer_id from unnest($1::bigint[]) as given (customer_id) order by customer_id) as line
      cross join lateral (
        select sequence, attempts, last_outcome, greatest(next_attempt_at, leased_until) as not_before
        from aml_customer.delivery
        where customer_id = line.customer_id and state = 'PENDING'
        order by sequence limit 1
        for no key update
      ) as it
      where ${AFTER_PATIENCE}
    ),
    claimed as (
      update aml_customer.delivery as it
      set lease = gen_random_uuid(), leased_until = ${inMs('$2')}
      from head
      where it.sequence = head.sequence and coalesce(head.not_before <= ${now}, true)
      returning it.sequence, it.lease
    )
    select head.customer_id::text as customer, ${ms('head.not_before')} as "notBefore", head.attempts, head.last_outcome as "lastOutcome", claimed.lease, e.requester, ${EVENT_COLUMNS}
    from head cross join lateral (select * from aml_customer.event where sequence = head.sequence limit 1) as e left join claimed on claimed.sequence = head.sequence`,
};

export const RECORD = {
  name: 'aml-record-deliveries',
  text: `
    with held as (
      select it.*
      from (
        select it.*, e.sequence
        from json_to_recordset($1::json) as it (place integer, id uuid, lease uuid, state text, attempts integer, pause float8, outcome text)
        cross join lateral (select sequence, customer_id from aml_customer.event where id = it.id limit 1) as e
        order by e.customer_id, e.sequence
      ) as it
      cross join lateral (select from aml_customer.delivery where sequence = it.sequence limit 1 for no key update) as d
    )
    update aml_customer.delivery as it
    set state = held.state, attempts = held.attempts, next_attempt_at = ${now} + held.pause * interval '1 millisecond', last_outcome = held.outcome, lease = null, leased_until = null
    from held
    where it.sequence = held.sequence and it.lease = held.lease
    returning held.place, ${ms('it.next_attempt_at')} as "nextAttemptAt"`,
};

export const REDELIVER = {
  name: 'aml-redeliver',
  text: `
    with again as (
      update aml_customer.delivery
      set state = 'PENDING', attempts = case state when 'PENDING' then attempts else 0 end, next_attempt_at = ${now}
      where sequence = (select sequence from aml_customer.event where id = $1::uuid)
      returning customer_id
    )
    select aml_customer.queue_delivery(customer_id, null, true)::text as queued from again`,
};

/** At a time, or at once where that is null. */
export const QUEUE = {
  name: 'aml-queue-delivery',
  text: 'select aml_customer.queue_delivery(id, $2::timestamptz, $2::timestamptz is null)::text as queued from aml_customer.customer where id = $1::bigint',
};

/** How many lines are queued at a time; the others are still overdue at the next look. */
const MOST_OVERDUE = 1000;

// Whoever finds another process at it leaves it to that one.
export const QUEUE_OVERDUE = {
  name: 'aml-queue-overdue',
  text: `
    with turn as materialized (
      select pg_try_advisory_xact_lock(hashtextextended('aml_customer overdue', 0)) as is_ours
    )
    select count(aml_customer.queue_delivery(customer_id, null, true)::text)::int as queued
    from (
      select customer_id
      from (
        select distinct on (customer_id) customer_id, greatest(next_attempt_at, leased_until) as not_before
        from aml_customer.delivery where state = 'PENDING' order by customer_id, sequence
      ) as head
      where (select is_ours from turn) and coalesce(not_before <= ${now}, true) and not exists (
        select from graphile_worker._private_jobs where key = 'deliver:' || customer_id and (locked_at is not null or attempts < max_attempts)
      ) and customer_id not in (
        select one::bigint from graphile_worker._private_jobs cross join lateral json_array_elements_text(payload -> 'customers') as one
        where task_id = (select id from graphile_worker._private_tasks where identifier = 'deliver-callbacks') and (locked_at is not null or attempts < max_attempts)
      )
      limit ${MOST_OVERDUE}
    ) as overdue`,
};

const DELIVERY = `${EVENT_COLUMNS}, ${PROGRESS_COLUMNS} from aml_customer.delivery d join aml_customer.event e on e.sequence = d.sequence`;

export const FIND = { name: 'aml-find-delivery', text: `select ${DELIVERY} where e.id = $1::uuid` };

// One for each state, in which it stands as it is: of a parameter the server could not tell that the index of what is
// undelivered covers it.
const listOf = (state: DeliveryState) => ({
  name: `aml-list-deliveries-${state.toLowerCase()}`,
  text: `select d.position::text as position, ${DELIVERY} where d.state = '${state}' and d.position > $1::bigint order by d.position limit $2`,
});

export const LIST: Readonly<Record<DeliveryState, Prepared>> = {
  PENDING: listOf('PENDING'),
  DELIVERED: listOf('DELIVERED'),
  FAILED: listOf('FAILED'),
};
