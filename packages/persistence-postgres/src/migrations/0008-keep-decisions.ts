import { Migration } from '@mikro-orm/migrations';

/**
 * Every decision about an assessment, the flags in customer.updated, and what messages from before 0004 left undone.
 */
export class KeepDecisions extends Migration {
  override up(): void {
    for (const statement of [DECISION, DECISIONS_SO_FAR, LEADS, LEFT_OVER, FLAGS_IN, TELL_OF_UPDATE, TELL_OF_VERSION])
      this.addSql(statement);
  }
}

const DECISION = `
  create table aml_customer.assessment_decision (
    id bigint generated always as identity primary key,
    assessment_id bigint not null references aml_customer.assessment on delete cascade,
    decision_type text not null check (decision_type in ('ACCEPTED', 'REJECTED')),
    risk_level text not null check (risk_level in ('LOW', 'MEDIUM', 'HIGH', 'EXTREME')),
    ground text not null,
    comment text,
    decided_by text not null,
    decided_at timestamptz not null
  );
  create index assessment_decision_assessment_id_idx on aml_customer.assessment_decision (assessment_id, id);
  create trigger assessment_decision_never_updated before update on aml_customer.assessment_decision
    for each statement execute function aml_customer.refuse_update()`;

// Of a confirmation only the name was kept, and of a proposal that was replaced nothing: no entry is invented for
// either.
const DECISIONS_SO_FAR = `
  insert into aml_customer.assessment_decision (assessment_id, decision_type, risk_level, ground, comment, decided_by, decided_at)
  select id, decision_type, decision_level, decision_ground, decision_comment, decided_by, decided_at
  from aml_customer.assessment where decided_by is not null order by decided_at, id`;

const BEFORE_0004 = `created_at < (select executed_at from aml_customer.migration where name = '0004-conclude-assessments')`;

// Leads were not told apart before 0004.
const LEADS = `
  update aml_customer.assessment as it set lead = true
  from aml_customer.message as m, aml_customer.classifier_entry as category
  where m.id = it.message_id and it.state in ('QUEUED', 'PENDING') and not it.lead and it.${BEFORE_0004}
    and category.classifier = 'riskManagementCategory' and category.lead and category.code = btrim(m.body::json ->> 'riskManagementCategory')`;

// Nothing superseded before 0004, and nothing was called back: what a newer message had replaced by then ends without
// an event.
const LEFT_OVER = `
  update aml_customer.assessment as it set state = 'SUPERSEDED'
  from aml_customer.customer as c
  where c.id = it.customer_id and it.state in ('QUEUED', 'PENDING') and it.${BEFORE_0004}
    and it.message_id <> (select message_id from aml_customer.customer_version where customer_id = c.id and version = c.version)`;

const flag = (field: string): string => `case said."${field}" when 'true' then true when 'false' then false end`;

/*
 * The flags that a message sets. Their fields have no other names, and hold true, false or those words
 * (docs/contract/contract.md, "Reading the values"), so that no more of the rules of messages is needed here; a body
 * that PostgreSQL does not read says nothing.
 */
const FLAGS_IN = `
  create function aml_customer.flags_in(body text) returns table (sanctioned boolean, pep boolean, in_adverse_media boolean, in_internal_list boolean) language plpgsql stable as $$
  begin
    return query
      select ${flag('isSanctioned')}, ${flag('isPEP')}, ${flag('isInAdverseMedia')}, ${flag('isInInternalList')}
      from json_to_record(body::json) as said ("isSanctioned" text, "isPEP" text, "isInAdverseMedia" text, "isInInternalList" text);
  exception when data_exception then
    return query select null::boolean, null::boolean, null::boolean, null::boolean;
  end $$`;

/*
 * What a newer message supersedes, told as before. Whether it changed the customer is found by the trigger below, once
 * the versions and the messages of the statement that stores are all there; for the rest of the transaction it knows
 * the type of customer.updated, and whoever writes versions without coming by here, such as a restore, tells nobody.
 */
const TELL_OF_UPDATE = `
  create or replace function aml_customer.tell_of_update(of_customer bigint, changed boolean, sent_by text, types text[]) returns integer language plpgsql as $$
  declare
    the_customer aml_customer.customer;
    happened timestamptz;
    gone record;
  begin
    perform set_config('aml_customer.updated_type', types[3], true);
    select * into strict the_customer from aml_customer.customer where id = of_customer;
    happened := date_trunc('milliseconds', the_customer.updated_at);
    for gone in
      update aml_customer.assessment as it set state = 'SUPERSEDED'
      from aml_customer.message as m
      where it.customer_id = of_customer and it.version < the_customer.version and it.state in ('QUEUED', 'PENDING') and m.id = it.message_id
      returning it.lead, it.risk_level, m.communication_number, m.requester
    loop
      perform aml_customer.write_events(of_customer, gone.requester, json_build_array(json_build_object(
        'id', gen_random_uuid(), 'type', types[case when gone.lead then 2 else 1 end], 'communicationNumber', gone.communication_number,
        'subject', the_customer.ext_id, 'time', happened, 'data', json_strip_nulls(json_build_object('initialRiskLevel', gone.risk_level)))));
    end loop;
    return 0;
  end $$`;

/*
 * customer.updated, where a message changed level, status or flags (docs/contract/callbacks.md, "Events"). A flag is
 * either's, the profile's or a person's, and no person confirms any yet. One that nobody set is left out; one that the
 * message took back is false, or nobody would learn that it is gone.
 */
const TELL_OF_VERSION = `
  create function aml_customer.tell_of_version() returns trigger language plpgsql as $$
  declare
    earlier record;
    later record;
    type_of_update text := nullif(current_setting('aml_customer.updated_type', true), '');
    happened timestamptz := date_trunc('milliseconds', new.created_at);
  begin
    if type_of_update is null then return null; end if;
    select v.status, v.risk_level, flags.* into earlier
    from aml_customer.customer_version as v join aml_customer.message as m on m.id = v.message_id cross join aml_customer.flags_in(m.body) as flags
    where v.customer_id = new.customer_id and v.version = new.version - 1;
    select c.ext_id, m.requester,
      coalesce(flags.sanctioned, case when earlier.sanctioned then false end) as sanctioned,
      coalesce(flags.pep, case when earlier.pep then false end) as pep,
      coalesce(flags.in_adverse_media, case when earlier.in_adverse_media then false end) as in_adverse_media,
      coalesce(flags.in_internal_list, case when earlier.in_internal_list then false end) as in_internal_list
    into strict later
    from aml_customer.message as m cross join aml_customer.flags_in(m.body) as flags join aml_customer.customer as c on c.id = new.customer_id
    where m.id = new.message_id;
    if (new.status, new.risk_level, later.sanctioned is true, later.pep is true, later.in_adverse_media is true, later.in_internal_list is true)
      = (earlier.status, earlier.risk_level, earlier.sanctioned is true, earlier.pep is true, earlier.in_adverse_media is true, earlier.in_internal_list is true) then
      return null;
    end if;
    perform aml_customer.write_events(new.customer_id, later.requester, json_build_array(json_build_object(
      'id', gen_random_uuid(), 'type', type_of_update, 'subject', later.ext_id, 'time', happened, 'data', json_strip_nulls(json_build_object(
        'customerExternalID', later.ext_id, 'sanctioned', later.sanctioned, 'pep', later.pep, 'inAdverseMedia', later.in_adverse_media, 'inInternalList', later.in_internal_list,
        'riskLevel', new.risk_level, 'status', new.status, 'updatedAt', to_char(happened at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))))));
    return null;
  end $$;
  create trigger customer_version_tells after insert on aml_customer.customer_version
    for each row when (new.cause = 'MESSAGE' and new.version > 1) execute function aml_customer.tell_of_version()`;
