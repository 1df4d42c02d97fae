import { SchemaMigration } from './schema-migration.js';

/** Lines that begin together share a delivery job. */
export class QueueLinesTogether extends SchemaMigration {
  override up(): void {
    this.applyFunction('write_events_together');
  }
}
