import type { StoreOutcome } from '@aml-customer/application';
import { AFTER_PATIENCE, LOCK_PATIENCE } from '../database/lock-patience.js';
import { onceDone } from '../database/statement-order.js';
import { flagColumns } from './flag-columns.js';

/*
 * One statement stores everything that accepted messages cause: one implicit transaction and one round trip, all or
 * nothing. It first looks up which messages cannot be stored; those leave no trace and do not affect the others. A
 * concurrent change between that lookup and the write violates a constraint, which rolls the statement back.
 *
 * The parts run one after the other, and each locks or inserts its rows in the order of a key. So a sender that loses a
 * race learns that its number is taken even if the customer exists too, and no two statements deadlock. Bodies stay in
 * their array until they are inserted, since parts copy their rows.
 */

// A message `has_result` if its assessment was made already, by the model that is active. All messages of a statement
// are checked against the same active model. `limit 1` makes each message an index lookup: a join would be planned as a
// scan of a whole index while tables are small.
const INCOMING = `
  incoming as (
    select
      line.*,
      exists (
        select from aml_customer.active_risk_model where (id, version) = (line.model_id, line.model_version)
      ) as has_result,
      coalesce(line.risk_level, 'NONE') as first_level,
      nextval('aml_customer.message_id_seq') as message_id,
      coalesce(existing.id, nextval('aml_customer.customer_id_seq')) as customer_id,
      case
        when taken.id is not null then 'number-taken'
        when line.hold = 'absent' and existing.id is not null then 'customer-exists'
        when line.hold = 'present' and existing.id is null then 'customer-missing'
        else 'stored'
      end as outcome
    from json_to_recordset($1::json) as line (
      place integer, number text, requester text, ext_id text, entity_type text, status text, risk_level text,
      title text, hold text, assessed boolean, lead boolean, screenings json,
      ${flagColumns((column) => `${column} boolean`)},
      result_status text, result_level text, result_score double precision, needs_decision boolean,
      next_review text, model_id text, model_version text, model_hash text, requires_no_screening boolean,
      four_eyes boolean
    )
    left join lateral (
      select id from aml_customer.message where communication_number = line.number limit 1
    ) as taken on true
    left join lateral (
      select id from aml_customer.customer where ext_id = line.ext_id limit 1
    ) as existing on true
  ),
  creation as (select *, has_result as applies from incoming where outcome = 'stored' and hold = 'absent'),
  replacement as (select * from incoming where outcome = 'stored' and hold = 'present')`;

const MESSAGE = `
  message as (
    insert into aml_customer.message (id, communication_number, requester, body) overriding system value
    select message_id, number, requester, ($2::text[])[place]
    from incoming
    where outcome = 'stored' and ${AFTER_PATIENCE}
    order by number collate "C"
    returning id
  )`;

// The result if it applies, or else the rule `statusOnAcceptance` of the application: an assessment decides
// whether PENDING or ACTIVE must wait.
const STATUS = `status = case
        when judged.applies then judged.result_status
        when $4 and judged.assessed and judged.status in ('PENDING', 'ACTIVE') then customer.status
        else judged.status
      end`;

/** The level that the customer gets; null if the result does not apply, or a person must decide. */
const RESULT_LEVEL = `case when applies and not needs_decision then result_level end`;

/** The columns of a result, and its place among the explanations. */
const RESULT = `
      place, applies, result_level, result_score, needs_decision, next_review, model_id, model_version, model_hash,
      four_eyes`;

// Rows are locked before the clock is read. So versions are in the order of their times, even if two updates waited for
// each other or another machine's clock made the previous version.
const UPDATE_CUSTOMER = `
  locked_customer as (
    select customer.id, replacement.*
    from replacement
    join aml_customer.customer as customer on customer.id = replacement.customer_id
    where ${onceDone('message')}
    order by customer.id
    for no key update of customer
  ),
  judged as (
    select
      *,
      case
        when has_result
          then aml_customer.is_applicable(id, result_level, requires_no_screening, $4, ${flagColumns()})
        else false
      end as applies
    from locked_customer
  ),
  updated as (
    update aml_customer.customer as customer
    set
      entity_type = judged.entity_type,
      ${STATUS},
      risk_level = coalesce(${RESULT_LEVEL}, judged.risk_level, customer.risk_level),
      title = judged.title,
      version = customer.version + 1,
      updated_at = greatest(clock_timestamp(), customer.updated_at)
    from judged
    where customer.id = judged.id
    returning
      customer.id, customer.version, customer.status, customer.risk_level, customer.title, customer.updated_at,
      judged.message_id, judged.status as requested_status, judged.assessed, judged.lead, judged.screenings,
      ${flagColumns((column) => `judged.${column}`)}, ${RESULT}
  )`;

const FIRST_STATUS = `case when applies then result_status else status end`;
const FIRST_LEVEL = `coalesce(${RESULT_LEVEL}, first_level)`;

const CREATE_CUSTOMER = `
  inserted as (
    insert into aml_customer.customer
      (id, ext_id, entity_type, status, risk_level, title, version, created_at, updated_at) overriding system value
    select
      customer_id, ext_id, entity_type, ${FIRST_STATUS}, ${FIRST_LEVEL}, title, 1, now(), now()
    from creation
    where ${onceDone('updated')}
    order by ext_id collate "C"
    returning id
  )`;

// If a customer was erased meanwhile, its update has no row: a null customer_id then rolls everything back.
const VERSION = `
  version as (
    select
      customer_id, 1 as version, message_id, ${FIRST_STATUS} as status, ${FIRST_LEVEL} as risk_level, title,
      now() as created_at, status as requested_status, assessed, lead, screenings, ${flagColumns()}, ${RESULT}
    from creation
    where ${onceDone('inserted')}
    union all
    select
      id, version, message_id, status, risk_level, title, updated_at,
      requested_status, assessed, lead, screenings, ${flagColumns()}, ${RESULT}
    from updated
  ),
  customer_version as (
    insert into aml_customer.customer_version
      (customer_id, version, message_id, cause, status, risk_level, title, created_at, ${flagColumns()})
    select customer_id, version, message_id, 'MESSAGE', status, risk_level, title, created_at, ${flagColumns()}
    from version
    union all
    select null, 1, message_id, 'MESSAGE', status, 'NONE', title, now(), ${flagColumns()}
    from replacement
    where (select count(*) from updated) < (select count(*) from replacement)
    returning customer_id
  )`;

// The lateral join has the columns of a result if it applies, and nulls otherwise.
const FOLLOW_UPS = `
  assessment as (
    insert into aml_customer.assessment
      (customer_id, version, message_id, lead, requested_status, state, risk_level, risk_score, needs_decision,
      next_review, model_id, model_version, model_hash, four_eyes_assessed, explanation, assessed_at,
      final_risk_level, completed_at)
    select
      version.customer_id, version.version, version.message_id, version.lead, version.requested_status,
      case when result.needs_decision then 'PENDING' when not result.needs_decision then 'COMPLETED' else 'QUEUED' end,
      result.result_level, result.result_score, result.needs_decision, result.next_review, result.model_id,
      result.model_version, result.model_hash, result.four_eyes,
      case when result.applies then ($5::text[])[result.place] end, result.created_at,
      case when not result.needs_decision then result.result_level end,
      case when not result.needs_decision then result.created_at end
    from version
    left join lateral (select version.* where version.applies) as result on true
    where version.assessed
    order by version.message_id
    returning id, state
  ),
  screening as (
    insert into aml_customer.screening (customer_id, version, message_id, process, position)
    select customer_id, version, message_id, process, position
    from version
    cross join lateral json_array_elements_text(screenings) with ordinality as requested (process, position)
    order by message_id, position
  )`;

/** How many assessments a job carries, so that several workers share a large batch. */
const IDS_PER_JOB = 50;

// All jobs are added by one call: a call costs more than the rows that it inserts, and transactions that notify commit
// one after the other. Jobs carry ids and no personal data. Screenings have no job, since no worker handles them yet.
const JOBS = `
  job as (
    select json_build_object('ids', json_agg(id order by id)) as payload
    from (
      select id, (row_number() over (order by id) - 1) / ${IDS_PER_JOB} as share
      from assessment
      where state = 'QUEUED'
    ) as numbered
    group by share
  ),
  queued as (
    select count(*)
    from (
      select array_agg(
        ('assess-customer', payload, null, null, null, null, null, null)::graphile_worker.job_spec
      ) as specs
      from job
    ) as batch
    cross join lateral graphile_worker.add_jobs(specs)
    where specs is not null
  )`;

/**
 * Stores messages and returns the outcome of each, in their order. Each connection prepares it once: for one message,
 * planning costs more than running it.
 */
export const STORE = {
  name: 'aml-store',
  text: `
    with ${[LOCK_PATIENCE, INCOMING, MESSAGE, UPDATE_CUSTOMER, CREATE_CUSTOMER, VERSION, FOLLOW_UPS, JOBS].join(',')}
    select
      (select array_agg(outcome order by place) from incoming) as outcomes,
      coalesce((select array_agg(place) from version where applies), '{}') as assessed,
      (
        select aml_customer.write_consequences(array_agg(customer_id order by customer_id), $3, $6, $7, $8)
        from version
        where (version > 1 or applies) and ${onceDone('customer_version')} and ${onceDone('assessment')}
      ) as events,
      (select * from queued) as jobs`,
};

/** The row that {@link STORE} returns. */
export interface Stored {
  readonly outcomes: readonly Exclude<StoreOutcome, 'assessed'>[];
  /** The places, from 1, of the messages that were stored with their assessments. */
  readonly assessed: readonly number[];
}

/** The outcome of each message. */
export function outcomesOf({ outcomes, assessed }: Stored): readonly StoreOutcome[] {
  const places = new Set(assessed);
  return outcomes.map((outcome, i) => (places.has(i + 1) ? 'assessed' : outcome));
}
