import { Migration } from '@mikro-orm/migrations';

/** Risk models, which of them is active, and a notification to every instance when that changes. */
export class KeepRiskModels extends Migration {
  override up(): void {
    for (const statement of [RISK_MODEL, ACTIVE, NOTIFY]) this.addSql(statement);
  }
}

// As text, so that a model is read as it was written, to the byte.
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
  create trigger risk_model_never_updated before update on aml_customer.risk_model for each statement execute function aml_customer.refuse_update()`;

const ACTIVE = `
  create table aml_customer.active_risk_model (
    only_one boolean primary key default true check (only_one),
    id text collate "C" not null,
    version text collate "C" not null,
    foreign key (id, version) references aml_customer.risk_model
  )`;

const NOTIFY = `
  create function aml_customer.notify_risk_models() returns trigger language plpgsql as $$
  begin
    perform pg_notify('aml_customer_risk_models', '');
    return null;
  end $$;
  create trigger active_risk_model_notifies after insert or update or delete or truncate on aml_customer.active_risk_model
    for each statement execute function aml_customer.notify_risk_models()`;
