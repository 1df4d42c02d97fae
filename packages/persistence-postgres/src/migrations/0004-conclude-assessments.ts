import { Migration } from '@mikro-orm/migrations';

/** Assessments up to their end, and how a newer message supersedes them. */
export class ConcludeAssessments extends Migration {
  override up(): void {
    for (const statement of [ASSESSMENT, LZ4, CAUSE, TELL_OF_UPDATE]) this.addSql(statement);
  }
}

const LEVELS = `in ('LOW', 'MEDIUM', 'HIGH', 'EXTREME')`;

const ASSESSMENT = `
  alter table aml_customer.assessment
    drop constraint assessment_state_check,
    add constraint assessment_state_check check (state in ('QUEUED', 'PENDING', 'COMPLETED', 'SUPERSEDED')),
    add lead boolean not null default false,
    add risk_level text check (risk_level ${LEVELS}),
    add risk_score double precision,
    add needs_decision boolean,
    add next_review text,
    add model_id text,
    add model_version text,
    add model_hash text,
    add explanation text,
    add decision_type text check (decision_type in ('ACCEPTED', 'REJECTED')),
    add decision_level text check (decision_level ${LEVELS}),
    add decision_ground text,
    add decision_comment text,
    add decided_by text,
    add decided_at timestamptz,
    add confirmed_by text,
    add final_risk_level text check (final_risk_level ${LEVELS}),
    add completed_at timestamptz,
    add constraint assessment_ends_whole check (state <> 'COMPLETED' or (final_risk_level is not null and completed_at is not null and explanation is not null));
  create index assessment_customer_id_idx on aml_customer.assessment (customer_id, id);
  create index assessment_state_idx on aml_customer.assessment (state, id)`;

const LZ4 = `
  do $$ begin
    alter table aml_customer.assessment alter column explanation set compression lz4;
  exception when feature_not_supported then null;
  end $$`;

const CAUSE = `
  alter table aml_customer.customer_version
    add assessment_id bigint references aml_customer.assessment,
    add constraint customer_version_cause_assessment check ((cause = 'ASSESSMENT') = (assessment_id is not null))`;

/*
 * What a newer message means for others than its sender: it supersedes what is not decided, and may change risk level
 * or status. A function, since its statements see what others committed while the message waited for the customer's
 * row; the statement that calls it does not. types: superseded of a customer, superseded of a lead, updated.
 */
const TELL_OF_UPDATE = `
  create function aml_customer.tell_of_update(of_customer bigint, changed boolean, sent_by text, types text[]) returns integer language plpgsql as $$
  declare
    the_customer aml_customer.customer;
    happened timestamptz;
    gone record;
  begin
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
    if not changed then return 0; end if;
    return aml_customer.write_events(of_customer, sent_by, json_build_array(json_build_object(
      'id', gen_random_uuid(), 'type', types[3], 'subject', the_customer.ext_id, 'time', happened, 'data', json_build_object(
        'customerExternalID', the_customer.ext_id, 'riskLevel', the_customer.risk_level, 'status', the_customer.status,
        'updatedAt', to_char(happened at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))));
  end $$`;
