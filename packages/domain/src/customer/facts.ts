import type { CustomerMessage, IndividualMessage, OrganizationMessage } from './fields.js';

/** The fields of a message that decisions and responses need. All others are only stored. */
export const FACTS = [
  'communicationNumber',
  'requester',
  'action',
  'customerExtId',
  'businessUnit',
  'customerStatus',
  'riskManagementCategory',
  'sourceOfRiskLevel',
  'riskLevel',
  'initializeScreeningProcesses',
  'entityType',
  'title',
  'firstName',
  'lastName',
  'isSanctioned',
  'isPEP',
  'isFamilyPEP',
  'isInAdverseMedia',
  'isInInternalList',
] as const satisfies readonly (keyof IndividualMessage | keyof OrganizationMessage)[];

/** A message reduced to {@link FACTS}. */
export type Facts = FactsOf<CustomerMessage>;
type FactsOf<M> = M extends unknown ? Pick<M, Extract<keyof M, (typeof FACTS)[number]>> : never;
