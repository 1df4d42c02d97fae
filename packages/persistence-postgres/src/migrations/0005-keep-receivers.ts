import { SchemaMigration } from './schema-migration.js';

/** Callback receivers, one per requester. */
export class KeepReceivers extends SchemaMigration {
  override up(): void {
    this.addSql(CALLBACK_RECEIVER);
  }
}

// Secrets are encrypted before they are stored.
const CALLBACK_RECEIVER = `
  create table aml_customer.callback_receiver (
    requester text collate "C" primary key,
    url text not null,
    mode text not null check (mode in ('binary', 'structured')),
    sealed_secret text not null,
    sealed_previous_secret text,
    changed_at timestamptz not null default now()
  )`;
