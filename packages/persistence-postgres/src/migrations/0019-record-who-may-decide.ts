import { SchemaMigration } from './schema-migration.js';

/**
 * Records the circumstances of an assessment: when it was assessed, why it waits for a person, whether four eyes was
 * on, and whether a token proved who decided. Adds the flag of politically exposed families to versions.
 */
export class RecordWhoMayDecide extends SchemaMigration {
  override up(): void {
    for (const statement of [ASSESSMENT, DECISION, FAMILY_PEP, FAMILY_PEP_IN, EXISTING_FLAGS]) this.addSql(statement);
    this.addSql('drop function aml_customer.family_pep_in(text)');
  }
}

const ASSESSMENT = `
  alter table aml_customer.assessment
    add assessed_at timestamptz,
    add waits_for text[],
    add requested_status text,
    add four_eyes_assessed boolean,
    add four_eyes_decided boolean,
    add decision_authenticated boolean`;

const DECISION = `
  alter table aml_customer.assessment_decision add authenticated boolean not null default false`;

// The flag that the version's message sets; null if it does not set it.
const FAMILY_PEP = `alter table aml_customer.customer_version add family_pep boolean`;

/*
 * Reads the flag of stored bodies, as 0012 does for the others: escapes that PostgreSQL cannot store never belong to
 * it and are replaced; a body that PostgreSQL still cannot read sets no flag.
 */
const FAMILY_PEP_IN = String.raw`
  create or replace function aml_customer.family_pep_in(body text) returns boolean
  language plpgsql stable as $$
  begin
    return (
      select case message."isFamilyPEP" when 'true' then true when 'false' then false end
      from json_to_record(regexp_replace(body, '\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\\u0001', 'g')::json)
        as message ("isFamilyPEP" text)
    );
  exception when others then
    return null;
  end $$`;

// Only bodies with the name of the field, or with an escape that could spell it, are parsed.
const EXISTING_FLAGS = String.raw`
  alter table aml_customer.customer_version disable trigger customer_version_never_updated;
  update aml_customer.customer_version as version
  set family_pep = aml_customer.family_pep_in(message.body)
  from aml_customer.message as message
  where message.id = version.message_id
    and message.body ~ 'isFamilyPEP|\\u'
    and aml_customer.family_pep_in(message.body) is not null;
  alter table aml_customer.customer_version enable trigger customer_version_never_updated`;
