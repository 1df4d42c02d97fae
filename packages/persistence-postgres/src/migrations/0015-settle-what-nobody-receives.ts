import { SchemaMigration } from './schema-migration.js';

/** Events that have no receiver are FAILED when they are written, and no job is queued for them. */
export class SettleWhatNobodyReceives extends SchemaMigration {
  override up(): void {
    for (const name of ['calls_nobody', 'write_events_together']) this.applyFunction(name);
  }
}
