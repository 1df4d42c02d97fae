import { SchemaMigration } from './schema-migration.js';

/** Erases a customer in one call whose cost does not depend on the number of customers. */
export class EraseCustomers extends SchemaMigration {
  override up(): void {
    for (const name of ['feed_reached', 'number_events']) this.applyFunction(name);
    this.addSql(REFERENCES);
    this.applyFunction('erase_customer');
  }
}

/*
 * Indexes for every reference that erasing checks. A delivery is deleted with its event, which has the same customer,
 * so its own reference to the customer would only need another index. Among versions, only those of assessments name
 * an assessment. Writers lock the customer table first; so does this migration, to avoid a deadlock with them.
 */
const REFERENCES = `
  lock table aml_customer.customer in access exclusive mode;
  alter table aml_customer.delivery drop constraint delivery_customer_id_fkey;
  create index event_customer_id_idx on aml_customer.event (customer_id);
  create index customer_version_message_id_idx on aml_customer.customer_version (message_id);
  create index customer_version_assessment_id_idx on aml_customer.customer_version (assessment_id)
    where assessment_id is not null;
  create index screening_customer_id_idx on aml_customer.screening (customer_id, version)`;
