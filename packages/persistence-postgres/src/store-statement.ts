import type { CallbackEvents } from '@aml-customer/application';
import type { Intent } from '@aml-customer/domain';
import type { Prepared } from './database.js';

/*
 * All that an accepted message leaves behind, as one statement: it happens in one implicit transaction and one round trip, or not
 * at all. Each part reads from the one before. So the message comes first, and a number that is taken is what a racing sender
 * hears even if the customer exists too; and since every writer takes its locks in this order, none deadlock.
 */
const MESSAGE = `
  message as (
    insert into aml_customer.message (communication_number, requester, body)
    values ($1, $2, $3)
    returning id, received_at
  )`;

const CREATE_CUSTOMER = `
  customer as (
    insert into aml_customer.customer (ext_id, entity_type, status, risk_level, title, version, created_at, updated_at)
    select $4, $5, $6, coalesce($7, 'NONE'), $8, 1, received_at, received_at from message
    returning id, version, status, risk_level, title, updated_at
  )`;

// The row is held first, to know what it was. Then the clock is read: versions are in the order of their times, also where two updates waited for each other.
const UPDATE_CUSTOMER = `
  held as (
    select it.id, it.status, it.risk_level from message join aml_customer.customer as it on it.ext_id = $4 for no key update of it
  ),
  customer as (
    update aml_customer.customer as it
    set entity_type = $5, status = $6, risk_level = coalesce($7, it.risk_level), title = $8, version = it.version + 1, updated_at = clock_timestamp()
    from held
    where it.id = held.id
    returning it.id, it.version, it.status, it.risk_level, it.title, it.updated_at, (it.status, it.risk_level) <> (held.status, held.risk_level) as changed
  )`;

// The outer join makes a row even where no customer was updated: its null customer_id then undoes everything.
const VERSION = `
  customer_version as (
    insert into aml_customer.customer_version (customer_id, version, message_id, cause, status, risk_level, title, created_at)
    select customer.id, customer.version, message.id, 'MESSAGE', customer.status, customer.risk_level, customer.title, customer.updated_at
    from message left join customer on true
    returning customer_id, version, message_id
  )`;

const FOLLOW_UPS = `
  assessment as (
    insert into aml_customer.assessment (customer_id, version, message_id, lead)
    select customer_id, version, message_id, $11 from customer_version where $9
    returning id
  ),
  screening as (
    insert into aml_customer.screening (customer_id, version, message_id, process, position)
    select customer_id, version, message_id, process, position
    from customer_version cross join unnest($10::text[]) with ordinality as named (process, position)
    returning id
  )`;

// Only what is read is run: the count below asks for it.
const TELL = `
  told as (
    select aml_customer.tell_of_update(id, changed, $2, $12) as events from customer
  )`;

// One call for all jobs of a message: a call costs more than what it inserts. Jobs carry the id and nothing of the customer.
const JOBS = `
  from (
    select array_agg((task, json_build_object('id', id), null, null, null, null, null, null)::graphile_worker.job_spec) as specs
    from (select 'assess-customer' as task, id from assessment union all select 'screen-customer', id from screening) as follow_up
  ) as queued
  cross join lateral graphile_worker.add_jobs(queued.specs)
  where queued.specs is not null`;

/**
 * Settings of the connections that store. All statements of the service find their rows by an index, and so does add_jobs once it may
 * not do otherwise: left alone it plans its five statements anew for each message, or walks through all waiting jobs by a plan from
 * when there were few. A commit is on disk before it is answered, whatever the server's default ("202 means durable").
 */
export const PLANNING = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off -c synchronous_commit=on';

const statement = (name: string, parts: readonly string[], counts: string): Prepared => ({ name, text: `with ${parts.join(',')} select ${counts}${JOBS}` });

const STORE = {
  absent: statement('aml-create-customer', [MESSAGE, CREATE_CUSTOMER, VERSION, FOLLOW_UPS], 'count(*)'),
  present: statement('aml-update-customer', [MESSAGE, UPDATE_CUSTOMER, VERSION, FOLLOW_UPS, TELL], 'count(*), (select sum(events) from told)'),
} as const;

/** The statement that stores an intent. A condition of the intent that does not hold is an error of the database's own constraints. */
export const storeStatement = ({ hold }: Intent): Prepared => STORE[hold.customer];

/** What the statement is given; `updateTypes` are the types of the events that an update may cause. */
export const storeValues = ({ customer, message, follow, hold }: Intent, body: string, updateTypes: readonly string[]): readonly unknown[] => [
  message.communicationNumber, message.requester ?? null, body,
  customer.extId, customer.entityType, customer.status, customer.riskLevel ?? null, customer.title,
  follow.assessment, follow.screenings, customer.lead ?? false,
  ...(hold.customer === 'present' ? [updateTypes] : []),
];

/** The types of the events that tell_of_update writes: superseded of a customer, superseded of a lead, updated. */
export function updateTypesOf(events: CallbackEvents): readonly string[] {
  const cause = { id: '', time: new Date(0), communicationNumber: '', customerExtId: '' };
  return [events.scoringSuperseded(cause, 'customer', {}).type, events.scoringSuperseded(cause, 'lead', {}).type, events.customerUpdated(cause, {}).type];
}
