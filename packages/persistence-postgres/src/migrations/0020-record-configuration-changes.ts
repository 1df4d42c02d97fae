import { SchemaMigration } from './schema-migration.js';

/** Records who changed risk models, classifiers and receivers, and when. */
export class RecordConfigurationChanges extends SchemaMigration {
  override up(): void {
    this.addSql(CONFIGURATION_CHANGE);
  }
}

const CONFIGURATION_CHANGE = `
  create table aml_customer.configuration_change (
    id bigint generated always as identity primary key,
    area text collate "C" not null,
    key text[] collate "C" not null,
    action text not null,
    changed_by text not null,
    changed_at timestamptz not null default clock_timestamp()
  );
  create index configuration_change_area_idx on aml_customer.configuration_change (area, id);
  create index configuration_change_key_idx on aml_customer.configuration_change (area, key, id);
  create trigger configuration_change_never_updated before update on aml_customer.configuration_change
    for each statement execute function aml_customer.refuse_update()`;
