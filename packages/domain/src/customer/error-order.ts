import { LAST } from '../field-rules/node.js';
import { fieldNames, individualFields, organizationFields } from './fields.js';
import type { EntityType } from './vocabulary.js';

/** The rows of the contract's order of errors that are not a single field's (docs/contract/contract.md, "Errors"). */
export const ROWS = {
  numberUsed: 2,
  existence: 5,
  leadImported: 10,
  otherType: 16,
  INDIVIDUAL: 17,
  ORGANIZATION: 18,
  questionnaire: 19,
} as const;

const ROW_OF: Readonly<Record<string, number>> = {
  communicationNumber: 1,
  customerExtId: 3,
  action: 4,
  customerStatus: 6,
  riskManagementCategory: 7,
  sourceOfRiskLevel: 8,
  riskLevel: 9,
  initializeScreeningProcesses: 11,
  businessUnit: 12,
  entityType: 13,
  applicationDate: 14,
  closingDate: 15,
  initialDepositCurrency: ROWS.questionnaire,
  listAdditionalValues: 20,
  listRelatedEntity: 21,
};

/** Where the problems of a field rank: its row, then its place among the fields. Fields without a row come last. */
export function orderOf(name: string): readonly [row: number, field: number] {
  const row =
    ROW_OF[name] ??
    (Object.hasOwn(individualFields, name) ? ROWS.INDIVIDUAL : undefined) ??
    (Object.hasOwn(organizationFields, name) ? ROWS.ORGANIZATION : undefined) ??
    (name.startsWith('list') && name !== 'listPurpose' ? ROWS.questionnaire : LAST);
  return [row, fieldNames.indexOf(name)];
}

/** The other type of customer: its fields must be absent. */
export const otherThan = (entityType: EntityType): EntityType =>
  entityType === 'INDIVIDUAL' ? 'ORGANIZATION' : 'INDIVIDUAL';
