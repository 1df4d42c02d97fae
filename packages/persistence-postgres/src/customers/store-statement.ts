import type { CallbackEvents, StoreOutcome } from '@aml-customer/application';
import type { Intent } from '@aml-customer/domain';
import { after } from '../database/statement-order.js';
import { binaryTexts } from '../database/binary-texts.js';
import { flagColumns, flagRow } from './flag-columns.js';
import { AFTER_PATIENCE, LOCK_PATIENCE } from '../database/lock-patience.js';

/** A message to store: what it asks for, and its body as received. */
export interface Message {
  readonly intent: Intent;
  readonly body: string;
}

/*
 * All that accepted messages leave behind, as one statement: it happens in one implicit transaction and one round trip,
 * or not at all. What is stored tells which messages cannot be; those leave nothing, and do not harm the others. What
 * changes meanwhile breaks a constraint, which undoes the statement. Its parts go one after the other, and each takes
 * its rows in the order of a key: so a number that is taken is what a racing sender hears even if the customer exists
 * too, and no two statements wait for each other in a circle. Bodies stay in their array until they are inserted: parts
 * hand each other copies of their rows.
 */

// A limit makes each message look into the indexes by itself: a join would be planned as a walk through all of an index
// while there are few.
const SAID = `
  said as (
    select it.*, coalesce(it.risk_level, 'NONE') as first_level, nextval('aml_customer.message_id_seq') as message_id,
      coalesce(known.id, nextval('aml_customer.customer_id_seq')) as customer_id,
      case
        when taken.id is not null then 'number-taken'
        when it.hold = 'absent' and known.id is not null then 'customer-exists'
        when it.hold = 'present' and known.id is null then 'customer-missing'
        else 'stored'
      end as outcome
    from json_to_recordset($1::json) as it (
      place integer, number text, requester text, ext_id text, entity_type text, status text, risk_level text, title text, hold text, assessed boolean, lead boolean, screenings json,
      ${flagColumns((column) => `${column} boolean`)})
    left join lateral (select id from aml_customer.message where communication_number = it.number limit 1) as taken on true
    left join lateral (select id from aml_customer.customer where ext_id = it.ext_id limit 1) as known on true
  ),
  created as (select * from said where outcome = 'stored' and hold = 'absent'),
  replaced as (select * from said where outcome = 'stored' and hold = 'present')`;

const MESSAGE = `
  message as (
    insert into aml_customer.message (id, communication_number, requester, body) overriding system value
    select message_id, number, requester, ($2::text[])[place] from said where outcome = 'stored' and ${AFTER_PATIENCE} order by number collate "C"
    returning id
  )`;

// The rows are held first. Then the clock is read: versions are in the order of their times, also where two updates
// waited for each other, or where the version before was made by another's clock.
const UPDATE_CUSTOMER = `
  held as (
    select it.id, replaced.*
    from replaced join aml_customer.customer as it on it.id = replaced.customer_id
    where ${after('message')}
    order by it.id for no key update of it
  ),
  updated as (
    update aml_customer.customer as it
    set entity_type = held.entity_type, status = held.status, risk_level = coalesce(held.risk_level, it.risk_level), title = held.title,
      version = it.version + 1, updated_at = greatest(clock_timestamp(), it.updated_at)
    from held
    where it.id = held.id
    returning it.id, it.version, it.status, it.risk_level, it.title, it.updated_at, held.message_id, held.assessed, held.lead, held.screenings, ${flagColumns((column) => `held.${column}`)}
  )`;

const CREATE_CUSTOMER = `
  inserted as (
    insert into aml_customer.customer (id, ext_id, entity_type, status, risk_level, title, version, created_at, updated_at) overriding system value
    select customer_id, ext_id, entity_type, status, first_level, title, 1, now(), now() from created where ${after('updated')} order by ext_id collate "C"
    returning id
  )`;

// A customer that is gone since leaves an update without a row: a null customer_id then undoes everything.
const VERSION = `
  version as (
    select customer_id, 1 as version, message_id, status, first_level as risk_level, title, now() as created_at, assessed, lead, screenings, ${flagColumns()} from created where ${after('inserted')}
    union all
    select id, version, message_id, status, risk_level, title, updated_at, assessed, lead, screenings, ${flagColumns()} from updated
  ),
  customer_version as (
    insert into aml_customer.customer_version (customer_id, version, message_id, cause, status, risk_level, title, created_at, ${flagColumns()})
    select customer_id, version, message_id, 'MESSAGE', status, risk_level, title, created_at, ${flagColumns()} from version
    union all
    select null, 1, message_id, 'MESSAGE', status, 'NONE', title, now(), ${flagColumns()} from replaced where (select count(*) from updated) < (select count(*) from replaced)
    returning customer_id
  )`;

const FOLLOW_UPS = `
  assessment as (
    insert into aml_customer.assessment (customer_id, version, message_id, lead)
    select customer_id, version, message_id, lead from version where assessed order by message_id
    returning id
  ),
  screening as (
    insert into aml_customer.screening (customer_id, version, message_id, process, position)
    select customer_id, version, message_id, process, position
    from version cross join lateral json_array_elements_text(screenings) with ordinality as named (process, position) order by message_id, position
  )`;

/** How many assessments a job carries, so that several workers share a large batch. */
const IDS_A_JOB = 50;

// One call for all jobs: a call costs more than what it inserts, and transactions that notify commit one after the
// other. Jobs carry ids and nothing of the customer. Screenings have none: nothing works on them yet, and their rows
// are what waits.
const JOBS = `
  job as (
    select json_build_object('ids', json_agg(id order by id)) as payload
    from (select id, (row_number() over (order by id) - 1) / ${IDS_A_JOB} as share from assessment) as shared group by share
  ),
  queued as (
    select count(*)
    from (select array_agg(('assess-customer', payload, null, null, null, null, null, null)::graphile_worker.job_spec) as specs from job) as wanted
    cross join lateral graphile_worker.add_jobs(specs)
    where specs is not null
  )`;

/**
 * A statement that each connection prepares once, since planning costs more than running it for one message: what
 * became of each message, in their order.
 */
export const STORE = {
  name: 'aml-store',
  text: `
    with ${[LOCK_PATIENCE, SAID, MESSAGE, UPDATE_CUSTOMER, CREATE_CUSTOMER, VERSION, FOLLOW_UPS, JOBS].join(',')}
    select (select array_agg(outcome order by place) from said) as outcomes,
      (select aml_customer.tell_of_updates(array_agg(id order by id), $3) from updated where ${after('customer_version')}) as events,
      (select * from queued) as jobs`,
};

/** The row that {@link STORE} gives. */
export interface Stored {
  readonly outcomes: readonly StoreOutcome[];
}

/** What {@link STORE} is given; `updateTypes` are the types of the events that an update may cause. */
export const storeValues = (messages: readonly Message[], updateTypes: readonly string[]): readonly unknown[] => [
  JSON.stringify(messages.map(({ intent }, i) => rowOf(intent, i + 1))),
  binaryTexts(messages.map(({ body }) => body)),
  updateTypes,
];

const rowOf = ({ customer, message, follow, hold }: Intent, place: number) => ({
  place,
  number: message.communicationNumber,
  requester: message.requester,
  ext_id: customer.extId,
  entity_type: customer.entityType,
  status: customer.status,
  risk_level: customer.riskLevel,
  title: customer.title,
  hold: hold.customer,
  assessed: follow.assessment,
  lead: customer.lead ?? false,
  ...(follow.screenings.length > 0 && { screenings: follow.screenings }),
  ...flagRow(customer.flags),
});

/**
 * Settings of the connections that store. All statements of the service find their rows by an index: a join of another
 * kind walks through all of one, and is planned while there are few rows. So does add_jobs once it may not do
 * otherwise: left alone it plans its five statements anew for each message, or walks through all waiting jobs by a plan
 * from when there were few. A commit is on disk before it is answered, whatever the server's default ("202 means
 * durable").
 */
export const PLANNING =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c synchronous_commit=on';

/** The types of the events that tell_of_updates writes: superseded of a customer, superseded of a lead, updated. */
export function updateTypesOf(events: CallbackEvents): readonly string[] {
  const cause = { id: '', time: new Date(0), communicationNumber: '', customerExtId: '' };
  return [
    events.scoringSuperseded(cause, 'customer', {}).type,
    events.scoringSuperseded(cause, 'lead', {}).type,
    events.customerUpdated(cause, {}).type,
  ];
}
