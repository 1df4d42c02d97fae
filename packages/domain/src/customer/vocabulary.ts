// The enums of the contract. Code lists that an installation can extend are classifiers instead.

/** The types of customer. */
export const ENTITY_TYPES = ['INDIVIDUAL', 'ORGANIZATION'] as const;
/** Whether a message registers a new customer or replaces an existing one. */
export const ACTIONS = ['CREATE', 'UPDATE'] as const;
/** The statuses of the relationship with a customer. */
export const CUSTOMER_STATUSES = ['PENDING', 'ACTIVE', 'REJECTED', 'SUSPENDED', 'CLOSED'] as const;
/** Whether the risk level is imported or the service assesses the risk. */
export const SOURCES_OF_RISK_LEVEL = ['IMPORT', 'EVALUATE'] as const;
/** The risk levels in ascending order; NONE is a customer without a level. */
export const RISK_LEVELS = ['NONE', 'LOW', 'MEDIUM', 'HIGH', 'EXTREME'] as const;
/** The types of contact. */
export const CONTACT_TYPES = ['MOBILEPHONE', 'FIXEDPHONE', 'EMAIL', 'WEBSITE'] as const;
/** The types of identity document. */
export const IDENTITY_DOCUMENT_TYPES = [
  'PASSPORT',
  'IDENTITYCARD',
  'RESIDENCEPERMIT',
  'DRIVINGLICENSE',
  'REGISTRATIONCERTIFICATE',
  'OTHER',
] as const;
/** The periods of a declared turnover. */
export const TURNOVER_RANGES = ['SINGLE', 'DAILY', 'MONTHLY', 'ANNUAL'] as const;
/** Incoming and outgoing payments. */
export const TURNOVER_DIRECTIONS = ['IN', 'OUT'] as const;
/** The black list and the white list. */
export const LIST_PURPOSES = ['BLACK', 'WHITE'] as const;
/** The datatypes of additional values. */
export const DATATYPES = ['STRING', 'INTEGER', 'DECIMAL', 'DATE', 'TIMESTAMP', 'BOOLEAN'] as const;

/** A person or an organisation. */
export type EntityType = (typeof ENTITY_TYPES)[number];
/** A status of the relationship with a customer. */
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number];
/** A risk level. */
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** The code lists that an installation can extend (docs/contract/contract.md, "Classifiers"). */
export const CLASSIFIERS = [
  'relationType',
  'accountType',
  'activityType',
  'appealReasonType',
  'businessUnit',
  'serviceType',
  'legalForm',
  'incomeSourceType',
  'sourceOfWealth',
  'currency',
  'country',
  'decisionGround',
  'operationType',
  'introductionSourceType',
  'paymentPurposeType',
  'riskManagementCategory',
  'turnoverType',
  'addressType',
] as const;
/** The name of a classifier. */
export type ClassifierName = (typeof CLASSIFIERS)[number];

/** The default of the setting SCREENING_PROCESSES. */
export const SCREENING_PROCESSES = ['SANCTIONS', 'PEP', 'ADVERSE_MEDIA', 'INTERNAL_LIST'] as const;

/** The code lists that messages use: the classifiers, and the configured screening processes. */
export type CodeList = ClassifierName | 'screeningProcess';
