import type { CustomerMessage, IndividualMessage, OrganizationMessage } from './fields.js';

/** The fields of a message that a decision rests on, and what an answer calls it by; the rest is stored as it came. */
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
  'isInAdverseMedia',
  'isInInternalList',
] as const satisfies readonly (keyof IndividualMessage | keyof OrganizationMessage)[];

/** Those fields of a message. */
export type Facts = FactsOf<CustomerMessage>;
type FactsOf<M> = M extends unknown ? Pick<M, Extract<keyof M, (typeof FACTS)[number]>> : never;
