import { SchemaMigration } from './schema-migration.js';

/** Drops the list of classifier names, which domain owns: with it, a new classifier would need a migration. */
export class AcceptNewClassifiers extends SchemaMigration {
  override up(): void {
    this.addSql(`alter table aml_customer.classifier_entry drop constraint classifier_entry_classifier_check`);
  }
}
