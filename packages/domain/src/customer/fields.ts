import { date, decimal, flag, integer, key, listOf, oneOf, record, text, type Shape } from '../field-rules/field.js';
import { rule } from '../field-rules/rule.js';
import { additionalValue } from './additional-value.js';
import {
  activity,
  address,
  appealReason,
  businessEntityDocument,
  contact,
  countryOfActivity,
  countryOfTaxPayment,
  declaredTurnover,
  incomeSource,
  introductionSource,
  orderedService,
  paymentCountry,
  paymentPurpose,
  regionOfActivity,
  sourceOfWealth,
} from './lists.js';
import { relatedEntitiesOf } from './related-entity.js';
import { codeOf, mandatoryWord, mustBe } from './sentences.js';
import {
  ACTIONS,
  CUSTOMER_STATUSES,
  ENTITY_TYPES,
  LIST_PURPOSES,
  RISK_LEVELS,
  SCREENING_PROCESSES,
  SOURCES_OF_RISK_LEVEL,
  type EntityType,
} from './vocabulary.js';

/**
 * The message and the relationship. The order of the fields, here and below, is the contract's and decides which error
 * is answered.
 */
const relationship = {
  communicationNumber: key(
    'Unique number of the message; callbacks carry it back. Trimmed; at most 256 characters, none of them a control character',
    {
      missing: rule('C001', 'CommunicationNumber is mandatory.'),
      invalid: mustBe('C001', 'CommunicationNumber'),
      example: 'MSG-2026-000481',
    },
  ),
  requester: text('Name of the system that sends the message', { example: 'branch-front-office' }),
  action: oneOf(
    ACTIONS,
    'CREATE registers a new customer, UPDATE replaces all data of an existing one; CREATE when absent',
    {
      invalid: mustBe('C005', 'Action'),
      example: 'CREATE',
    },
  ),
  customerExtId: key(
    "The customer's identifier at the institution; unique. Trimmed; at most 256 characters, none of them a control character",
    {
      missing: rule('C002', 'CustomerExtId is mandatory.'),
      invalid: mustBe('C002', 'CustomerExtId'),
      example: 'CUST-77031',
    },
  ),
  customerStatus: oneOf(
    CUSTOMER_STATUSES,
    'Where the relationship stands: applied for, onboarded, refused before an account was opened, restricted, or ended',
    {
      must: mandatoryWord('C006', 'CustomerStatus', CUSTOMER_STATUSES),
      example: 'ACTIVE',
    },
  ),
  riskManagementCategory: codeOf('riskManagementCategory', 'How risk management handles the customer', {
    missing: rule('C007', 'RiskManagementCategory is mandatory.'),
    invalid: rule('C007', 'RiskManagementCategory does not exist in Amlyze'),
    example: 'IND',
  }),
  sourceOfRiskLevel: oneOf(
    SOURCES_OF_RISK_LEVEL,
    'EVALUATE: the risk is assessed. IMPORT: the given risk level is taken over, and nothing is assessed',
    {
      must: mandatoryWord('C008', 'SourceOfRiskLevel', SOURCES_OF_RISK_LEVEL),
      example: 'IMPORT',
    },
  ),
  riskLevel: oneOf(RISK_LEVELS, 'The risk level that the sender knows; not used with EVALUATE', {
    invalid: mustBe('C008.I01', 'RiskLevel'),
    policies: [
      {
        name: 'missing',
        when: 'when sourceOfRiskLevel = IMPORT',
        rule: mandatoryWord('C008.I01', 'When source of risk level IMPORT.  RiskLevel', RISK_LEVELS),
        reads: ['sourceOfRiskLevel'],
        broken: ({ sourceOfRiskLevel, riskLevel }) => sourceOfRiskLevel === 'IMPORT' && riskLevel === undefined,
      },
    ],
    example: 'LOW',
  }),
  initializeScreeningProcesses: listOf(
    codeOf(
      'screeningProcess',
      'A screening process',
      { invalid: rule('SCR01', 'screening process is undefined: {value}'), example: 'SANCTIONS' },
      4000,
    ),
    undefined,
    `The screening processes to start; where the installation configures no others: ${SCREENING_PROCESSES.join(', ')}`,
    { aliases: ['screeningLists'] },
  ),
  businessUnit: codeOf('businessUnit', 'Business unit, where an installation serves several organisations', {
    invalid: rule('C009', 'BusinessUnit does not exist in Amlyze'),
    example: 'RETAIL',
  }),
  entityType: oneOf(ENTITY_TYPES, 'Whether the customer is a person or an organisation', {
    must: rule('C010', 'EntityType is mandatory.'),
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
    policies: [
      {
        name: 'missing',
        when: 'when customerStatus = CLOSED, and forbidden otherwise',
        rule: rule('C013', 'ClosingDate is mandatory for CLOSED CustomerStatus'),
        reads: ['customerStatus'],
        broken: ({ customerStatus, closingDate }) => customerStatus === 'CLOSED' && closingDate === undefined,
      },
      {
        name: 'forbidden',
        rule: rule('C013a', 'ClosingDate can not exist for not CLOSED CustomerStatus'),
        reads: ['customerStatus'],
        broken: ({ customerStatus, closingDate }) =>
          customerStatus !== undefined && customerStatus !== 'CLOSED' && closingDate !== undefined,
      },
    ],
    example: '2025-11-30',
  }),
} as const;

const fieldOfActivity = record(
  'FieldOfActivity',
  {
    employment: record(
      'FieldEmployment',
      {
        employerTitle: text('Employer', { example: 'City library' }),
        employmentPositionDescription: text('Position', { example: 'Archivist' }),
        isEmployee: flag('Is employed', { example: true }),
        isSelfEmployed: flag('Is self-employed', { example: false }),
        isUnemployed: flag('Is unemployed', { example: false }),
      },
      'Employment',
    ),
    other: record(
      'FieldOther',
      {
        isOtherStatus: flag('Has another status', { example: false }),
        otherStatusDescription: text('That status, in words', { example: 'Parental leave' }),
      },
      'Another status',
    ),
    pension: record(
      'FieldPension',
      {
        isPensioner: flag('Is a pensioner', { example: false }),
        pensionCountry: codeOf('country', 'Country that pays the pension', {
          invalid: rule('FOA02', 'PensionCountry is invalid'),
          example: 'LT',
        }),
      },
      'Pension',
    ),
    student: record(
      'FieldStudent',
      {
        isStudent: flag('Is a student', { example: false }),
        higherSchoolTitle: text('School', { example: 'Technical college of the coast' }),
        higherSchoolCountry: codeOf('country', 'Country of the school', {
          invalid: rule('FOA01', 'FieldOfActivity.Student.Country is invalid'),
          example: 'EE',
        }),
      },
      'Studies',
    ),
  },
  'Employment, studies, pension, or another status',
);

/** What only a person has. */
export const individualFields = {
  firstName: text('First name', {
    missing: rule('C016.I01', 'for INDIVIDUAL type customer  FirstName is mandatory'),
    example: 'Austėja',
  }),
  lastName: text('Last name', {
    missing: rule('C016.I02', 'for INDIVIDUAL type customer  LastName is mandatory'),
    example: 'Girdenytė',
  }),
  birthDate: date('Date of birth', { example: '1989-05-12' }),
  birthCountry: codeOf('country', 'Country of birth', {
    invalid: rule('C016.I06', 'BirthCountry not defined in Amlyze'),
    example: 'LT',
  }),
  citizenshipCountry: codeOf('country', 'Country of citizenship', {
    invalid: rule(
      'C016.I06',
      'Problem with field for INDIVIDUAL type customer.  CitizenshipCountry not found in amlyze',
    ),
    example: 'LT',
  }),
  secondCitizenshipCountry: codeOf('country', 'Country of a second citizenship', {
    invalid: rule('C016.I08', 'SecondCitizenshipCountry not defined in Amlyze'),
    example: 'EE',
  }),
  permanentResidenceCountry: codeOf('country', 'Country of permanent residence', {
    invalid: rule('C016.I08', 'permanentResidenceCountry not defined in Amlyze'),
    example: 'LT',
  }),
  isLegalResident: flag('Resides there legally', { example: true }),
  isFamilyPEP: flag('A member of the family is politically exposed', { example: false }),
  isLitigated: flag('Is or was party to litigation', { example: false }),
  amlOfficer: flag('Is an AML officer', { example: false }),
  fieldOfActivity,
} as const;

/** What only an organisation has. */
export const organizationFields = {
  title: text('Title of the organisation; for a person it is derived from the names', {
    missing: rule('C017.O01', 'for ORGANIZATION type customer  Title is mandatory'),
    example: 'Amber Light Workshop',
  }),
  tradingName: text('Name it trades under', { example: 'Amber Light' }),
  establishmentDate: date('Date of establishment', { example: '2015-04-08' }),
  registrationCountry: codeOf('country', 'Country of registration', {
    must: rule('REG', 'registrationCountry must exist in Amlyze'),
    example: 'LT',
  }),
  legalForm: codeOf('legalForm', 'Legal form', {
    invalid: rule('C017.O02', 'Problem with field for ORGANIZATION type customer.  LegalForm not found in Amlyze'),
    example: 'LTD',
  }),
  isListed: flag('Listed on a stock exchange', { example: false }),
  isAudited: flag('Audited', { example: true }),
  numberOfAudits: integer('How many audits there were', { example: 3 }),
  periodsOfAuditsInYears: integer('How many years the audits cover', { example: 3 }),
  isFined: flag('Has been fined', { example: false }),
  periodsOfFiningInYears: integer('How many years the fines cover', { example: 0 }),
  isRegulated: flag('Regulated by an authority', { example: false }),
  companyAssetValue: integer('Value of the assets', { example: 780000 }),
  numberOfEmployees: integer('Number of employees', { example: 17 }),
  LEI: text('Legal Entity Identifier', { aliases: ['lei'], example: '549300EXAMPLE00LT042' }),
  GIIN: text('Global Intermediary Identification Number', { aliases: ['giin'], example: 'EXMPL1.99999.SL.440' }),
  noMajorShareHolders: flag('Has no major shareholder', { example: false }),
  isDirectlyManaged: flag('Managed directly by its owners', { example: true }),
  hasMultiLayerStructure: flag('Owned through several layers', { example: false }),
  organizationalStructureDescription: text('The structure, in words', {
    example: 'Two owners, one of them the director',
  }),
  regionOfActivityDescription: text('Regions of activity, in words', { example: 'The Baltic states and Poland' }),
  activityInRestrictedRegionDescription: text('Activity in restricted regions, in words', { example: 'None' }),
  isLicenseRequired: flag('The activity needs a licence', { example: false }),
  licenseDescription: text('The licence, in words', { example: 'Assay office permit 118' }),
  isFinancialInstitution: flag('Is a financial institution', { example: false }),
  thirdPartyServicesUsed: flag('Uses services of third parties', { example: true }),
  thirdPartyServicesUsedDescription: text('Those services, in words', { example: 'Bookkeeping' }),
} as const;

/** What both answer of themselves. */
const questionnaire = {
  isPEP: flag('Politically exposed; for an organisation, somebody inside it is', { example: false }),
  isSanctioned: flag('Sanctioned', { example: false }),
  isInAdverseMedia: flag('In adverse media', { example: false }),
  isInInternalList: flag('In an internal list', { example: false }),
  listPurpose: oneOf(LIST_PURPOSES, 'On the black or on the white list', { example: 'WHITE' }),
  isActualAddressDeclared: flag('The actual address is declared', { example: true }),
  isCorrespondenceAddressDeclared: flag('The address for letters is declared', { example: true }),
  activityDescription: text('The activity, in words', { example: 'Jewellery made to order' }),
  incomeSourceDescription: text('The sources of income, in words', { example: 'Sales of own work' }),
  initialDepositSource: text('Where the first deposit comes from', { example: 'Savings' }),
  initialDepositAmount: decimal('Amount of the first deposit', { example: 1500.75 }),
  initialDepositCurrency: codeOf('currency', 'Currency of the first deposit', {
    invalid: rule('Q015', 'InitialDepositCurrency not found in Amlyze'),
    example: 'EUR',
  }),
  initialDepositBank: text('Bank of the first deposit', { example: 'Example Savings Bank' }),
  initialDepositAccount: text('Account of the first deposit', { example: 'LT00 0000 0000 0000 0000' }),
  doesCashDominate: flag('Income is mainly cash', { example: false }),
  incomingPaymentDescription: text('Incoming payments, in words', { example: 'From customers of the shop' }),
  outgoingPaymentDescription: text('Outgoing payments, in words', { example: 'Materials and rent' }),
  listContact: listOf(contact, rule('Q005', 'Problem with Contact (index: {i} ). '), 'Contacts'),
  listAddress: listOf(address, rule('Q004', 'Problem with Address (index: {i} ). '), 'Addresses'),
  listBusinessEntityDocument: listOf(
    businessEntityDocument,
    rule('Q002', 'Problem with Customer BusinessEntityDocument index = {i} . '),
    'Identity and registration documents',
  ),
  listAppealReason: listOf(
    appealReason,
    rule('Q003', 'Problem with AppealReason (index: {i} ). '),
    'Reasons for applying',
  ),
  listIntroductionSource: listOf(
    introductionSource,
    rule('Q008', 'Problem with IntroductionSource (index: {i} ). '),
    'How the customer was introduced',
  ),
  listOrderedService: listOf(
    orderedService,
    rule('Q010', 'Problem with OrderedService (index: {i} ). '),
    'Ordered services',
  ),
  listDeclaredTurnover: listOf(
    declaredTurnover,
    rule('Q006', 'Problem with DeclaredTurnover (index: {i} ). '),
    'Declared turnovers',
  ),
  listIncomeSource: listOf(
    incomeSource,
    rule('Q007', 'Problem with IncomeSource (index: {i} ). '),
    'Sources of income',
  ),
  listPaymentPurpose: listOf(
    paymentPurpose,
    rule('Q011', 'Problem with PaymentPurpose (index: {i} ). '),
    'Purposes of payments',
  ),
  listSourceOfWealth: listOf(
    sourceOfWealth,
    rule('Q013', 'Problem with SourceOfWealth (index: {i} ). '),
    'Sources of wealth',
    { aliases: ['sourcesOfWealth'] },
  ),
  listPaymentCountry: listOf(
    paymentCountry,
    rule('Q014', 'Problem with PaymentCountry (index: {i} ). '),
    'Countries of payments',
  ),
  listActivity: listOf(activity, rule('Q001', 'Problem with Activity (index: {i} ). '), 'Activities'),
  listRegionOfActivity: listOf(
    regionOfActivity,
    rule('Q012', 'Problem with RegionOfActivity (index: {i} ). '),
    'Regions of activity',
  ),
  listCountryOfActivity: listOf(
    countryOfActivity,
    rule('Q009', 'Problem with CountryOfActivity (index: {i} ). '),
    'Countries of activity',
  ),
  listCountryOfTaxPayment: listOf(
    countryOfTaxPayment,
    rule('Q017', 'CountryOfTaxPayment (index: {i} ). '),
    'Countries where tax is paid',
  ),
  listAdditionalValues: listOf(additionalValue, undefined, 'Values of additional, configured fields'),
} as const;

/** All fields of a message about a customer of the given type, in the contract's order. */
export const fieldsOf = {
  INDIVIDUAL: {
    ...relationship,
    ...individualFields,
    ...questionnaire,
    listRelatedEntity: relatedEntitiesOf('INDIVIDUAL'),
  },
  ORGANIZATION: {
    ...relationship,
    ...organizationFields,
    ...questionnaire,
    listRelatedEntity: relatedEntitiesOf('ORGANIZATION'),
  },
} as const;

/** The fields that can be judged while the type of the customer is unknown. */
export const commonFields = { ...relationship, ...questionnaire } as const;

/** The names of all 88 fields, in the contract's order. */
export const fieldNames = Object.keys({
  ...relationship,
  ...individualFields,
  ...organizationFields,
  ...questionnaire,
  listRelatedEntity: 0,
});

type MessageOf<E extends EntityType> = Omit<Shape<(typeof fieldsOf)[E]>, 'entityType'> & { readonly entityType: E };

/** A message about a person that reads and holds every rule which the message alone can break. */
export type IndividualMessage = MessageOf<'INDIVIDUAL'>;
/** A message about an organisation, likewise. */
export type OrganizationMessage = MessageOf<'ORGANIZATION'>;
/**
 * What `POST /amlyze-ws-rest/customer` carries, in main names, values as sent; keys are trimmed, and alternative words
 * read as the main ones.
 */
export type CustomerMessage = IndividualMessage | OrganizationMessage;
