/** The enums of the contract. Code lists that an installation can extend are classifiers instead. */
export const ENTITY_TYPES = ['INDIVIDUAL', 'ORGANIZATION'] as const;
export const ACTIONS = ['CREATE', 'UPDATE'] as const;
export const CUSTOMER_STATUSES = ['PENDING', 'ACTIVE', 'REJECTED', 'SUSPENDED', 'CLOSED'] as const;
export const SOURCES_OF_RISK_LEVEL = ['IMPORT', 'EVALUATE'] as const;
export const RISK_LEVELS = ['NONE', 'LOW', 'MEDIUM', 'HIGH', 'EXTREME'] as const;
export const CONTACT_TYPES = ['MOBILEPHONE', 'FIXEDPHONE', 'EMAIL', 'WEBSITE'] as const;
export const IDENTITY_DOCUMENT_TYPES = [
  'PASSPORT',
  'IDENTITYCARD',
  'RESIDENCEPERMIT',
  'DRIVINGLICENSE',
  'REGISTRATIONCERTIFICATE',
  'OTHER',
] as const;
export const TURNOVER_RANGES = ['SINGLE', 'DAILY', 'MONTHLY', 'ANNUAL'] as const;
export const TURNOVER_DIRECTIONS = ['IN', 'OUT'] as const;
export const LIST_PURPOSES = ['BLACK', 'WHITE'] as const;
export const DATATYPES = ['STRING', 'INTEGER', 'DECIMAL', 'DATE', 'TIMESTAMP', 'BOOLEAN'] as const;

export type EntityType = (typeof ENTITY_TYPES)[number];
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number];
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
export type ClassifierName = (typeof CLASSIFIERS)[number];

/** The default of the setting SCREENING_PROCESSES. */
export const SCREENING_PROCESSES = ['SANCTIONS', 'PEP', 'ADVERSE_MEDIA', 'INTERNAL_LIST'] as const;

/** The code lists that messages use: the classifiers, and the configured screening processes. */
export type CodeList = ClassifierName | 'screeningProcess';
