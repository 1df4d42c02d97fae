import { SchemaMigration } from './schema-migration.js';

/** Functions moved to files of their own; their text changed and their behaviour did not. */
export class ApplyFunctionFiles extends SchemaMigration {
  override up(): void {
    for (const name of FUNCTIONS) this.applyFunction(name);
  }
}

const FUNCTIONS = [
  'calls_nobody',
  'erase_customer',
  'feed_reached',
  'notify_classifiers',
  'notify_risk_models',
  'number_events',
  'queue_delivery',
  'refuse_update',
  'tell_of_updates',
  'write_events',
  'write_events_together',
];
