import { SchemaMigration } from './schema-migration.js';

/** Records who erased a customer, when, and how many rows were deleted; the customer only as a hash of its id. */
export class RecordErasures extends SchemaMigration {
  override up(): void {
    this.addSql(ERASURE);
  }
}

const ERASURE = `
  create table aml_customer.erasure (
    id bigint generated always as identity primary key,
    customer_hash text collate "C" not null,
    erased_by text not null,
    erased_at timestamptz not null default clock_timestamp(),
    versions integer not null,
    messages integer not null,
    assessments integer not null,
    decisions integer not null,
    screenings integer not null,
    events integer not null
  );
  create index erasure_customer_hash_idx on aml_customer.erasure (customer_hash, id);
  create trigger erasure_never_updated before update on aml_customer.erasure
    for each statement execute function aml_customer.refuse_update()`;
