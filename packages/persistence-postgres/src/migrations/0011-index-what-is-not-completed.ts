import { Migration } from '@mikro-orm/migrations';

/** Nearly all assessments are completed, and nobody looks for those by their state alone but who reads them all. */
export class IndexWhatIsNotCompleted extends Migration {
  override up(): void {
    this.addSql(
      `create index assessment_not_completed_idx on aml_customer.assessment (state, id) where state <> 'COMPLETED'`,
    );
    this.addSql('drop index aml_customer.assessment_state_idx');
  }
}
