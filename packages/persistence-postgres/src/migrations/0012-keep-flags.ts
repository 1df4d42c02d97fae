import { Migration } from '@mikro-orm/migrations';

/**
 * The flags of customer.updated are kept with each version, and what many updates mean for others is told at once;
 * screenings wait in their own table alone.
 */
export class KeepFlags extends Migration {
  override up(): void {
    for (const statement of [FLAGS, FLAGS_IN, FLAGS_SO_FAR, NO_MORE, TELL_OF_UPDATES, NO_SCREENING_JOBS])
      this.addSql(statement);
  }
}

// What the message of the version says; null is what it does not say.
const FLAGS = `
  alter table aml_customer.customer_version
    add sanctioned boolean, add pep boolean, add in_adverse_media boolean, add in_internal_list boolean`;

const flag = (field: string): string => `case said."${field}" when 'true' then true when 'false' then false end`;

/*
 * Reads what was stored so far, once. JSON escapes that PostgreSQL holds no character for (NUL, and halves of surrogate
 * pairs) are none of a flag, and make room for one that it holds; a body that it does not read all the same says
 * nothing.
 */
const FLAGS_IN = String.raw`
  create or replace function aml_customer.flags_in(body text) returns table (sanctioned boolean, pep boolean, in_adverse_media boolean, in_internal_list boolean) language plpgsql stable as $$
  begin
    return query
      select ${flag('isSanctioned')}, ${flag('isPEP')}, ${flag('isInAdverseMedia')}, ${flag('isInInternalList')}
      from json_to_record(regexp_replace(body, '\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\\u0001', 'g')::json)
        as said ("isSanctioned" text, "isPEP" text, "isInAdverseMedia" text, "isInInternalList" text);
  exception when others then
    return query select null::boolean, null::boolean, null::boolean, null::boolean;
  end $$`;

// Few bodies name a flag, and only those are read: by its name, or by one that is written with escapes.
const FLAGS_SO_FAR = String.raw`
  alter table aml_customer.customer_version disable trigger customer_version_never_updated;
  update aml_customer.customer_version as it
  set sanctioned = said.sanctioned, pep = said.pep, in_adverse_media = said.in_adverse_media, in_internal_list = said.in_internal_list
  from aml_customer.message as m cross join lateral aml_customer.flags_in(m.body) as said
  where m.id = it.message_id and m.body ~ 'is(Sanctioned|PEP|InAdverseMedia|InInternalList)|\\u' and not (said is null);
  alter table aml_customer.customer_version enable trigger customer_version_never_updated`;

const NO_MORE = `
  drop trigger customer_version_tells on aml_customer.customer_version;
  drop function aml_customer.tell_of_version();
  drop function aml_customer.tell_of_update(bigint, boolean, text, text[]);
  drop function aml_customer.flags_in(text)`;

/*
 * What newer messages mean for others than their senders, of customers whose rows are held and whose versions are
 * there, each given once. They supersede what is not decided; customer.updated is told where level, status or flags
 * changed (docs/contract/callbacks.md, "Events"). A flag is either's, the profile's or a person's, and no person
 * confirms any yet. One that nobody set is left out; one that the message took back is false, or nobody would learn
 * that it is gone. A function, since its statements see what others committed while a message waited for its customer's
 * row; the statement that calls it does not. types: superseded of a customer, superseded of a lead, updated. Their
 * assessments are found by the customer: the state is written so that the index of what is not completed, small as it
 * may be when this is planned, is none to walk through.
 */
const TELL_OF_UPDATES = `
  create function aml_customer.tell_of_updates(customers bigint[], types text[]) returns integer language plpgsql strict as $$
  declare
    many integer;
  begin
    with updated as (
      select c.id, c.ext_id, c.version, c.status, c.risk_level, date_trunc('milliseconds', c.updated_at) as happened, later.message_id,
        coalesce(later.sanctioned, case when earlier.sanctioned then false end) as sanctioned,
        coalesce(later.pep, case when earlier.pep then false end) as pep,
        coalesce(later.in_adverse_media, case when earlier.in_adverse_media then false end) as in_adverse_media,
        coalesce(later.in_internal_list, case when earlier.in_internal_list then false end) as in_internal_list,
        (later.status, later.risk_level, later.sanctioned is true, later.pep is true, later.in_adverse_media is true, later.in_internal_list is true)
          is distinct from (earlier.status, earlier.risk_level, earlier.sanctioned is true, earlier.pep is true, earlier.in_adverse_media is true, earlier.in_internal_list is true) as changed
      from unnest(customers) as of_customer
      cross join lateral (select * from aml_customer.customer where id = of_customer limit 1) as c
      cross join lateral (select * from aml_customer.customer_version where customer_id = c.id and version = c.version limit 1) as later
      left join lateral (select * from aml_customer.customer_version where customer_id = c.id and version = c.version - 1 limit 1) as earlier on true
    ),
    gone as (
      update aml_customer.assessment as it set state = 'SUPERSEDED'
      from updated
      where it.customer_id = updated.id and it.version < updated.version and it.state || '' in ('QUEUED', 'PENDING')
      returning it.id, it.customer_id, it.message_id, it.lead, it.risk_level, updated.ext_id, updated.happened
    ),
    told as (
      select gone.customer_id, gone.id as assessment_id, m.requester, json_build_object(
        'id', gen_random_uuid(), 'type', types[case when gone.lead then 2 else 1 end], 'communicationNumber', m.communication_number,
        'subject', gone.ext_id, 'time', gone.happened, 'data', json_strip_nulls(json_build_object('initialRiskLevel', gone.risk_level))) as event
      from gone cross join lateral (select * from aml_customer.message where id = gone.message_id limit 1) as m
      union all
      select it.id, null, m.requester, json_build_object(
        'id', gen_random_uuid(), 'type', types[3], 'subject', it.ext_id, 'time', it.happened, 'data', json_strip_nulls(json_build_object(
          'customerExternalID', it.ext_id, 'sanctioned', it.sanctioned, 'pep', it.pep, 'inAdverseMedia', it.in_adverse_media, 'inInternalList', it.in_internal_list,
          'riskLevel', it.risk_level, 'status', it.status, 'updatedAt', to_char(it.happened at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))))
      from updated as it cross join lateral (select * from aml_customer.message where id = it.message_id limit 1) as m
      where it.changed
    )
    select aml_customer.write_events_together(
      array_agg(customer_id order by customer_id, assessment_id nulls last), array_agg(requester order by customer_id, assessment_id nulls last),
      array_agg(json_build_array(event) order by customer_id, assessment_id nulls last))
    into many from told;
    return many;
  end $$`;

// Nothing works on screenings: their rows are what waits, and jobs of them would only pile up.
const NO_SCREENING_JOBS = `
  do $$ begin
    if to_regclass('graphile_worker._private_jobs') is not null then
      delete from graphile_worker._private_jobs where task_id = (select id from graphile_worker._private_tasks where identifier = 'screen-customer');
    end if;
  end $$`;
