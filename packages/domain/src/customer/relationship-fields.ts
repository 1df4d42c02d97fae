import { date, enumeration, key, list, text } from '../field-rules/field.js';
import { withPolicies } from '../field-rules/policy.js';
import { rule } from '../field-rules/rule.js';
import { codeOf, mandatoryWord, mustBe } from './sentences.js';
import {
  ACTIONS,
  CUSTOMER_STATUSES,
  ENTITY_TYPES,
  RISK_LEVELS,
  SCREENING_PROCESSES,
  SOURCES_OF_RISK_LEVEL,
} from './vocabulary.js';

/** The message itself and the relationship. The order of the fields is part of the contract: it orders the errors. */
const fields = {
  communicationNumber: key(
    'Unique number of the message, which callbacks repeat. Trimmed; at most 256 characters, no control characters',
    {
      missing: rule('C001', 'CommunicationNumber is mandatory.'),
      invalid: mustBe('C001', 'CommunicationNumber'),
      example: 'MSG-2026-000481',
    },
  ),
  requester: text('Name of the system that sends the message', { example: 'branch-front-office' }),
  action: enumeration(
    ACTIONS,
    'CREATE registers a new customer, UPDATE replaces all data of an existing one; CREATE if absent',
    {
      invalid: mustBe('C005', 'Action'),
      example: 'CREATE',
    },
  ),
  customerExtId: key(
    "The institution's unique identifier of the customer. Trimmed; at most 256 characters, no control characters",
    {
      missing: rule('C002', 'CustomerExtId is mandatory.'),
      invalid: mustBe('C002', 'CustomerExtId'),
      example: 'CUST-77031',
    },
  ),
  customerStatus: enumeration(
    CUSTOMER_STATUSES,
    'Status of the relationship: applied for, onboarded, rejected before an account was opened, restricted, or ended',
    {
      missingOrInvalid: mandatoryWord('C006', 'CustomerStatus', CUSTOMER_STATUSES),
      example: 'ACTIVE',
    },
  ),
  riskManagementCategory: codeOf('riskManagementCategory', 'How risk management treats the customer', {
    missing: rule('C007', 'RiskManagementCategory is mandatory.'),
    invalid: rule('C007', 'RiskManagementCategory does not exist in Amlyze'),
    example: 'IND',
  }),
  sourceOfRiskLevel: enumeration(
    SOURCES_OF_RISK_LEVEL,
    'EVALUATE: the service assesses the risk. IMPORT: the service adopts the given risk level and assesses nothing',
    {
      missingOrInvalid: mandatoryWord('C008', 'SourceOfRiskLevel', SOURCES_OF_RISK_LEVEL),
      example: 'IMPORT',
    },
  ),
  riskLevel: enumeration(RISK_LEVELS, 'Risk level to import; not used with EVALUATE', {
    invalid: mustBe('C008.I01', 'RiskLevel'),
    example: 'LOW',
  }),
  initializeScreeningProcesses: list(
    codeOf(
      'screeningProcess',
      'A screening process',
      { invalid: rule('SCR01', 'screening process is undefined: {value}'), example: 'SANCTIONS' },
      4000,
    ),
    undefined,
    `Screening processes to start; unless the installation configures others, any of ${SCREENING_PROCESSES.join(', ')}`,
    { aliases: ['screeningLists'] },
  ),
  businessUnit: codeOf('businessUnit', 'Business unit, for an installation that serves several organisations', {
    invalid: rule('C009', 'BusinessUnit does not exist in Amlyze'),
    example: 'RETAIL',
  }),
  entityType: enumeration(ENTITY_TYPES, 'Whether the customer is a person or an organisation', {
    missingOrInvalid: rule('C010', 'EntityType is mandatory.'),
    example: 'INDIVIDUAL',
  }),
  nationalCode: text('National identification, registration, tax or passport number', { example: '48905120087' }),
  applicationDate: date('Date of the first application', {
    missing: rule('C012', 'ApplicationDate is mandatory'),
    invalid: mustBe('C012', 'ApplicationDate'),
    example: '2024-02-19',
  }),
  approvalDate: date('Date when the application was approved', { example: '2024-02-21' }),
  closingDate: date('Date when the last account was closed', {
    invalid: mustBe('C013', 'ClosingDate'),
    example: '2025-11-30',
  }),
} as const;

/** The fields of the message and the relationship, with the policies between them. */
export const relationshipFields = withPolicies(fields, (policy) => [
  policy({
    at: 'riskLevel',
    name: 'missing',
    rule: mandatoryWord('C008.I01', 'When source of risk level IMPORT.  RiskLevel', RISK_LEVELS),
    when: 'when sourceOfRiskLevel = IMPORT',
    reads: ['sourceOfRiskLevel', 'riskLevel'],
    broken: ({ sourceOfRiskLevel, riskLevel }) => sourceOfRiskLevel === 'IMPORT' && riskLevel === undefined,
  }),
  policy({
    at: 'closingDate',
    name: 'missing',
    rule: rule('C013', 'ClosingDate is mandatory for CLOSED CustomerStatus'),
    when: 'when customerStatus = CLOSED, and forbidden otherwise',
    reads: ['customerStatus', 'closingDate'],
    broken: ({ customerStatus, closingDate }) => customerStatus === 'CLOSED' && closingDate === undefined,
  }),
  policy({
    at: 'closingDate',
    name: 'forbidden',
    rule: rule('C013a', 'ClosingDate can not exist for not CLOSED CustomerStatus'),
    reads: ['customerStatus', 'closingDate'],
    broken: ({ customerStatus, closingDate }) =>
      customerStatus !== undefined && customerStatus !== 'CLOSED' && closingDate !== undefined,
  }),
]);
