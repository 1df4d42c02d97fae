import { SchemaMigration } from './schema-migration.js';

/** An assessment that is made while its message is accepted is judged and reported in the transaction that stores it. */
export class AssessOnAcceptance extends SchemaMigration {
  override up(): void {
    for (const name of FUNCTIONS) this.applyFunction(name);
  }
}

const FUNCTIONS = ['customer_before', 'is_applicable', 'write_consequences', 'tell_of_updates'];
