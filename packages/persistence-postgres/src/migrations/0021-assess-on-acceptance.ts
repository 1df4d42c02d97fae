import { SchemaMigration } from './schema-migration.js';

/**
 * An assessment that is made while its message is accepted is judged and reported in the transaction that stores it. No
 * assessment that needs a person completes without one.
 */
export class AssessOnAcceptance extends SchemaMigration {
  override up(): void {
    for (const name of FUNCTIONS) this.applyFunction(name);
    this.addSql(COMPLETED_BY);
  }
}

const FUNCTIONS = [
  'customer_before',
  'is_applicable',
  'write_consequences',
  'tell_of_updates',
  'write_event_rows',
  'write_events_together',
];

// Old rows are not checked: the table is locked for a moment only.
const COMPLETED_BY = `
  alter table aml_customer.assessment add constraint assessment_completed_by
    check (state <> 'COMPLETED' or decided_by is not null or needs_decision is false) not valid`;
