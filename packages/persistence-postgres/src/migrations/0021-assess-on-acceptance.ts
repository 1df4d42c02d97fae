import { SchemaMigration } from './schema-migration.js';

/** An assessment that is made while its message is accepted is judged and reported in the transaction that stores it. */
export class AssessOnAcceptance extends SchemaMigration {
  override up(): void {
    for (const name of FUNCTIONS) this.applyFunction(name);
    this.addSql(POSITION_INDEX);
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

// Events are numbered when the feed is read, so at first they would only be entries without a position.
const POSITION_INDEX = `
  alter table aml_customer.delivery drop constraint delivery_position_key;
  create unique index delivery_position_key on aml_customer.delivery (position) where position is not null`;
