import { SchemaMigration } from './schema-migration.js';

/** Indexes only assessments that are not completed: nearly all are, and only full listings look for those by state. */
export class IndexWhatIsNotCompleted extends SchemaMigration {
  override up(): void {
    this.addSql(
      `create index assessment_not_completed_idx on aml_customer.assessment (state, id) where state <> 'COMPLETED'`,
    );
    this.addSql('drop index aml_customer.assessment_state_idx');
  }
}
