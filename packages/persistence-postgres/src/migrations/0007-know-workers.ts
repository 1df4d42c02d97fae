import { Migration } from '@mikro-orm/migrations';

/** The workers that announced themselves; each holds an advisory lock for as long as it lives. */
export class KnowWorkers extends Migration {
  override up(): void {
    this.addSql(
      'create table aml_customer.worker (id text collate "C" primary key, announced_at timestamptz not null default now())',
    );
  }
}
