import { LAST_ROW } from '../field-rules/node.js';
import { fieldNames, onlyTypeWith } from './fields.js';

/** The rows of the order of errors that belong to no single field (docs/contract/contract.md, "Errors"). */
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

/** The position of a field in the order of errors: its row, then its index among the fields. */
export function orderOf(name: string): readonly [row: number, field: number] {
  const onlyType = onlyTypeWith(name);
  const row =
    ROW_OF[name] ??
    (onlyType && ROWS[onlyType]) ??
    (name.startsWith('list') && name !== 'listPurpose' ? ROWS.questionnaire : LAST_ROW);
  return [row, fieldNames.indexOf(name)];
}
