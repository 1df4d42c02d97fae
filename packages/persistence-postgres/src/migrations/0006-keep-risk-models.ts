import { SchemaMigration } from './schema-migration.js';

/** Risk models, which one is active, and a notification to every instance when that changes. */
export class KeepRiskModels extends SchemaMigration {
  override up(): void {
    for (const statement of [RISK_MODEL, ACTIVE]) this.addSql(statement);
    this.applyFunction('notify_risk_models');
    this.addSql(NOTIFY);
  }
}

// Data are text, so that a model is read byte for byte as it was written.
const RISK_MODEL = `
  create table aml_customer.risk_model (
    id text collate "C" not null,
    version text collate "C" not null,
    hash text not null,
    data text not null,
    place bigint generated always as identity,
    added_at timestamptz not null default now(),
    primary key (id, version)
  );
  create trigger risk_model_never_updated before update on aml_customer.risk_model
    for each statement execute function aml_customer.refuse_update()`;

const ACTIVE = `
  create table aml_customer.active_risk_model (
    only_one boolean primary key default true check (only_one),
    id text collate "C" not null,
    version text collate "C" not null,
    foreign key (id, version) references aml_customer.risk_model
  )`;

const NOTIFY = `
  create trigger active_risk_model_notifies
    after insert or update or delete or truncate on aml_customer.active_risk_model
    for each statement execute function aml_customer.notify_risk_models()`;
