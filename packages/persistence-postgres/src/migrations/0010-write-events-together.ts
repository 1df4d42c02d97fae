import { SchemaMigration } from './schema-migration.js';

/** Writes events of many customers in one call: queueing a line costs more than writing its events. */
export class WriteEventsTogether extends SchemaMigration {
  override up(): void {
    this.applyFunction('write_events_together');
  }
}
