import { SchemaMigration } from './schema-migration.js';

/** Classifiers, and a notification to every instance when one changes. */
export class KeepClassifiers extends SchemaMigration {
  override up(): void {
    this.addSql(CLASSIFIER_ENTRY);
    this.applyFunction('notify_classifiers');
    this.addSql(NOTIFY);
  }
}

// A retired code keeps its row: stored messages still use it, and the starting codes must not bring it back.
const CLASSIFIER_ENTRY = `
  create table aml_customer.classifier_entry (
    classifier text collate "C" not null check (classifier in (
      'relationType', 'accountType', 'activityType', 'appealReasonType', 'businessUnit', 'serviceType', 'legalForm',
      'incomeSourceType', 'sourceOfWealth', 'currency', 'country', 'decisionGround', 'operationType',
      'introductionSourceType', 'paymentPurposeType', 'riskManagementCategory', 'turnoverType', 'addressType')),
    code text collate "C" not null,
    name text not null,
    lead boolean not null default false,
    retired_at timestamptz,
    primary key (classifier, code)
  )`;

const NOTIFY = `
  create trigger classifier_entry_notifies after insert or update or delete or truncate on aml_customer.classifier_entry
    for each statement execute function aml_customer.notify_classifiers()`;
