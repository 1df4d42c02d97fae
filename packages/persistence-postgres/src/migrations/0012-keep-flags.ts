import { SchemaMigration } from './schema-migration.js';

/** Stores the flags of customer.updated with each version, and handles the updates of a whole batch in one call. */
export class KeepFlags extends SchemaMigration {
  override up(): void {
    for (const statement of [FLAGS, FLAGS_IN, EXISTING_FLAGS, OBSOLETE]) this.addSql(statement);
    this.applyFunction('tell_of_updates');
    this.addSql(NO_SCREENING_JOBS);
  }
}

// The flags that the version's message sets; null is a flag that it does not set.
const FLAGS = `
  alter table aml_customer.customer_version
    add sanctioned boolean, add pep boolean, add in_adverse_media boolean, add in_internal_list boolean`;

const flag = (field: string): string => `case message."${field}" when 'true' then true when 'false' then false end`;

/*
 * Reads the flags of stored bodies. This migration alone runs it, so the body stays here. JSON escapes that PostgreSQL
 * cannot store (NUL and lone surrogates) never belong to a flag and are replaced; a body that PostgreSQL still cannot
 * read sets no flags.
 */
const FLAGS_IN = String.raw`
  create or replace function aml_customer.flags_in(body text)
  returns table (sanctioned boolean, pep boolean, in_adverse_media boolean, in_internal_list boolean)
  language plpgsql stable as $$
  begin
    return query
      select ${flag('isSanctioned')}, ${flag('isPEP')}, ${flag('isInAdverseMedia')}, ${flag('isInInternalList')}
      from json_to_record(regexp_replace(body, '\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\\u0001', 'g')::json)
        as message ("isSanctioned" text, "isPEP" text, "isInAdverseMedia" text, "isInInternalList" text);
  exception when others then
    return query select null::boolean, null::boolean, null::boolean, null::boolean;
  end $$`;

// Few bodies contain a flag. Only those are parsed: bodies with its name, or with an escape that could spell it.
const EXISTING_FLAGS = String.raw`
  alter table aml_customer.customer_version disable trigger customer_version_never_updated;
  update aml_customer.customer_version as version
  set
    sanctioned = flags.sanctioned,
    pep = flags.pep,
    in_adverse_media = flags.in_adverse_media,
    in_internal_list = flags.in_internal_list
  from aml_customer.message as message
  cross join lateral aml_customer.flags_in(message.body) as flags
  where message.id = version.message_id
    and message.body ~ 'is(Sanctioned|PEP|InAdverseMedia|InInternalList)|\\u'
    and not (flags is null);
  alter table aml_customer.customer_version enable trigger customer_version_never_updated`;

// Functions that 0004 and 0008 created in their released form; a new installation never has them.
const OBSOLETE = `
  drop trigger if exists customer_version_tells on aml_customer.customer_version;
  drop function if exists aml_customer.tell_of_version();
  drop function if exists aml_customer.tell_of_update(bigint, boolean, text, text[]);
  drop function aml_customer.flags_in(text)`;

// No worker handles screenings: they wait in their table, and jobs for them would only pile up.
const NO_SCREENING_JOBS = `
  do $$ begin
    if to_regclass('graphile_worker._private_jobs') is not null then
      delete from graphile_worker._private_jobs
      where task_id = (select id from graphile_worker._private_tasks where identifier = 'screen-customer');
    end if;
  end $$`;
