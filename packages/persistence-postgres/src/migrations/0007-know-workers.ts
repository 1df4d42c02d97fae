import { SchemaMigration } from './schema-migration.js';

/** Workers that have announced themselves; each keeps an advisory lock while it lives. */
export class KnowWorkers extends SchemaMigration {
  override up(): void {
    this.addSql(WORKER);
  }
}

const WORKER = `
  create table aml_customer.worker (
    id text collate "C" primary key,
    announced_at timestamptz not null default now()
  )`;
