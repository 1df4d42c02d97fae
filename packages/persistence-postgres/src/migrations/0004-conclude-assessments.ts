import { SchemaMigration } from './schema-migration.js';

/** The result of an assessment, and superseding by a newer message. */
export class ConcludeAssessments extends SchemaMigration {
  override up(): void {
    for (const statement of [ASSESSMENT, LZ4, CAUSE]) this.addSql(statement);
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
    add constraint assessment_ends_whole check (
      state <> 'COMPLETED' or (final_risk_level is not null and completed_at is not null and explanation is not null));
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
