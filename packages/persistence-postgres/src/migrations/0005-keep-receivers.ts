import { Migration } from '@mikro-orm/migrations';

/** The receivers of single requesters. */
export class KeepReceivers extends Migration {
  override up(): void {
    this.addSql(CALLBACK_RECEIVER);
  }
}

// Secrets are sealed before they get here.
const CALLBACK_RECEIVER = `
  create table aml_customer.callback_receiver (
    requester text collate "C" primary key,
    url text not null,
    mode text not null check (mode in ('binary', 'structured')),
    sealed_secret text not null,
    sealed_previous_secret text,
    changed_at timestamptz not null default now()
  )`;
