import { SchemaMigration } from './schema-migration.js';

/** Every decision about an assessment; assessments that were queued before 0004 get their lead and final state. */
export class KeepDecisions extends SchemaMigration {
  override up(): void {
    for (const statement of [DECISION, EXISTING_DECISIONS, LEADS, LEFT_OVER]) this.addSql(statement);
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

// Earlier versions stored only the name of who confirmed, and nothing of a proposal that was replaced; neither gets an
// invented entry.
const EXISTING_DECISIONS = `
  insert into aml_customer.assessment_decision
    (assessment_id, decision_type, risk_level, ground, comment, decided_by, decided_at)
  select
    id, decision_type, decision_level, decision_ground, decision_comment, decided_by, decided_at
  from aml_customer.assessment
  where decided_by is not null
  order by decided_at, id`;

const BEFORE_0004 = `assessment.created_at < (
      select executed_at from aml_customer.migration where name = '0004-conclude-assessments')`;

// Leads were not distinguished before 0004.
const LEADS = `
  update aml_customer.assessment as assessment
  set lead = true
  from aml_customer.message as message, aml_customer.classifier_entry as category
  where message.id = assessment.message_id
    and assessment.state in ('QUEUED', 'PENDING')
    and not assessment.lead
    and ${BEFORE_0004}
    and category.classifier = 'riskManagementCategory'
    and category.lead
    and category.code = btrim(message.body::json ->> 'riskManagementCategory')`;

// Messages did not supersede before 0004, and there were no callbacks: an assessment that a newer message had replaced
// by then ends without an event.
const LEFT_OVER = `
  update aml_customer.assessment as assessment
  set state = 'SUPERSEDED'
  from aml_customer.customer as customer
  where customer.id = assessment.customer_id
    and assessment.state in ('QUEUED', 'PENDING')
    and ${BEFORE_0004}
    and assessment.message_id <> (
      select message_id from aml_customer.customer_version
      where customer_id = customer.id and version = customer.version)`;
