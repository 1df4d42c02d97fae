import { boolean, date, decimal, enumeration, integer, percentage, record, text } from '../field-rules/field.js';
import { withPolicies } from '../field-rules/policy.js';
import { rule } from '../field-rules/rule.js';
import { codeOf, mandatoryCode, mandatoryWord, mustBe } from './sentences.js';
import {
  CONTACT_TYPES,
  ENTITY_TYPES,
  IDENTITY_DOCUMENT_TYPES,
  TURNOVER_DIRECTIONS,
  TURNOVER_RANGES,
} from './vocabulary.js';

export const contact = record(
  'Contact',
  {
    contactType: enumeration(CONTACT_TYPES, 'Type of contact', {
      missingOrInvalid: mandatoryWord('Co1', 'ContactType', CONTACT_TYPES),
      example: 'EMAIL',
    }),
    contactDetails: text('The number, address or website', {
      missing: rule('Co2', 'ContactDetails is mandatory'),
      example: 'office@amberlight.example',
    }),
    useForCommunication: boolean('May be used to contact the customer', { example: true }),
  },
  'A contact',
);

export const address = record(
  'Address',
  {
    addressType: codeOf('addressType', 'Type of address', {
      invalid: rule('ADR02', 'AddressType is not defined in amlyze.'),
      example: 'RESIDENCE',
    }),
    addressDetails: text('The full address in one line', {
      missing: rule('ADR01', 'AddressDetails is mandatory'),
      example: 'Linden Street 12-4, Kaunas',
    }),
    country: codeOf('country', 'Country of the address', {
      missingOrInvalid: mandatoryCode('ADR02', 'Country'),
      example: 'LT',
    }),
    region: text('Region', { example: 'EU' }),
    city: text('City', { example: 'Kaunas' }),
    streetAddress: text('Street, house number and flat', { example: 'Linden Street 12-4' }),
    zipCode: text('Postal code', { example: '44291' }),
    useForCorrespondence: boolean('May be used for correspondence', { example: true }),
  },
  'An address',
);

export const businessEntityDocument = record(
  'BusinessEntityDocument',
  {
    entityType: enumeration(ENTITY_TYPES, 'Whether the document belongs to a person or to an organisation', {
      missingOrInvalid: rule('DOC01', 'EntityType is mandatory. values : INDIVIDUAL, ORGANIZATION'),
      example: 'INDIVIDUAL',
    }),
    identityDocumentType: enumeration(IDENTITY_DOCUMENT_TYPES, 'Type of document', {
      missingOrInvalid: mandatoryWord('DOC02', 'IdentityDocumentType', IDENTITY_DOCUMENT_TYPES),
      example: 'PASSPORT',
    }),
    documentNumber: text('Number of the document', {
      missing: rule('DOC03', 'DocumentNumber is mandatory.'),
      example: 'P-3301877',
    }),
    documentIssueDate: date('Date of issue', {
      missing: rule('DOC04', 'DocumentIssueDate is mandatory.'),
      invalid: mustBe('DOC04', 'DocumentIssueDate'),
      example: '2021-03-15',
    }),
    documentExpiryDate: date('Last day of validity', {
      invalid: mustBe('DOC05', 'DocumentExpiryDate'),
      example: '2031-03-15',
    }),
    documentIssueCountry: codeOf('country', 'Country that issued the document', {
      missingOrInvalid: mandatoryCode('DOC06', 'DocumentIssueCountry'),
      example: 'LT',
    }),
    documentIssueAuthority: text('Authority that issued the document', {
      missing: rule('DOC07', 'DocumentIssueAuthority is mandatory.'),
      example: 'Migration office',
    }),
    description: text('Remark on the document', { example: 'Seen in the original' }),
  },
  'An identity or registration document',
);

export const appealReason = record(
  'AppealReason',
  {
    appealReasonType: codeOf('appealReasonType', 'Why the customer applies', {
      missingOrInvalid: mandatoryCode('AR01', 'AppealReasonType'),
      example: 'RECOMMENDATIONS',
    }),
  },
  'A reason for applying',
);

export const introductionSource = record(
  'IntroductionSource',
  {
    introductionSource: codeOf('introductionSourceType', 'How the customer was introduced to the institution', {
      missingOrInvalid: mandatoryCode('INS01', 'IntroductionSource'),
      example: 'BRANCH',
    }),
  },
  'How a customer was introduced',
);

export const orderedService = record(
  'OrderedService',
  {
    serviceType: codeOf('serviceType', 'The service', {
      missingOrInvalid: mandatoryCode('OS01', 'ServiceType'),
      example: 'PAYMENT_ACCOUNT',
    }),
  },
  'An ordered service',
);

const declaredTurnoverFields = {
  turnoverType: codeOf('turnoverType', 'Type of the turnover', {
    missingOrInvalid: mandatoryCode('DT01', 'TurnoverType'),
    example: 'TURNOVER_PER_MONTH',
  }),
  turnoverRange: enumeration(TURNOVER_RANGES, 'Period that the turnover is declared for', {
    missingOrInvalid: mandatoryWord('DT02', 'TurnoverRange', TURNOVER_RANGES),
    example: 'MONTHLY',
  }),
  from: integer('Lower limit; at least one of from and to is required', { example: 500 }),
  to: integer('Upper limit; at least one of from and to is required', { example: 2500 }),
};

export const declaredTurnover = record(
  'DeclaredTurnover',
  withPolicies(declaredTurnoverFields, (policy) => [
    policy({
      at: 'from',
      name: 'fromOrTo',
      rule: rule('DT03', 'From or To is mandatory'),
      when: 'when to is absent',
      reads: ['from', 'to'],
      broken: ({ from, to }) => from === undefined && to === undefined,
    }),
  ]),
  'A declared turnover',
);

export const incomeSource = record(
  'IncomeSource',
  {
    incomeSourceType: codeOf('incomeSourceType', 'Source of the income', {
      missingOrInvalid: mandatoryCode('IS01', 'IncomeSourceType'),
      example: 'SALARY',
    }),
    incomePercentage: percentage('Percentage of the total income, 0 to 100', { example: 100 }),
    from: integer('Lower limit', { example: 1800 }),
    to: integer('Upper limit', { example: 2400 }),
  },
  'A source of income',
);

const turnoverDirection = (code: string) =>
  enumeration(
    TURNOVER_DIRECTIONS,
    'Incoming or outgoing; INCOMING and OUTGOING are accepted as IN and OUT',
    {
      missingOrInvalid: mandatoryWord(code, 'TurnoverDirection', TURNOVER_DIRECTIONS),
      example: 'OUT',
    },
    { INCOMING: 'IN', OUTGOING: 'OUT' },
  );

export const paymentPurpose = record(
  'PaymentPurpose',
  {
    paymentPurposeType: codeOf('paymentPurposeType', 'Purpose of the payments', {
      missingOrInvalid: mandatoryCode('PP01', 'PaymentPurposeType'),
      example: 'RENT_AND_UTILITIES',
    }),
    turnoverDirection: turnoverDirection('PP02'),
  },
  'A purpose of payments',
);

export const sourceOfWealth = record(
  'SourceOfWealth',
  {
    code: codeOf('sourceOfWealth', 'Source of the wealth', {
      missingOrInvalid: mandatoryCode('SW01', 'SourceOfWealth'),
      example: 'INHERITANCE',
    }),
    amount: decimal('Amount from this source', { example: 42000.5 }),
    comment: text('Remark', { example: 'House of the grandparents' }),
  },
  'A source of wealth',
);

export const paymentCountry = record(
  'PaymentCountry',
  {
    country: codeOf('country', 'Country that payments go to or come from', {
      missingOrInvalid: rule('RC01', 'PaymentCountry not found in Amlyze'),
      example: 'LV',
    }),
    turnoverDirection: turnoverDirection('RC02'),
  },
  'A country of payments',
);

export const activity = record(
  'Activity',
  {
    activityType: codeOf('activityType', 'Type of activity', {
      missingOrInvalid: mandatoryCode('ACT01', 'ActivityType'),
      example: 'OTHER',
    }),
    incomePercentage: percentage('Percentage of the total income, 0 to 100', { example: 60 }),
  },
  'An activity',
);

export const regionOfActivity = record(
  'RegionOfActivity',
  {
    region: text('Code of the region, such as EU', {
      missing: rule('RA01', 'Region is mandatory'),
      aliases: ['regionOfActivity'],
      example: 'EU',
    }),
  },
  'A region of activity',
);

export const countryOfActivity = record(
  'CountryOfActivity',
  {
    country: codeOf('country', 'Country of the activity', {
      missingOrInvalid: rule('CA01', 'CountryOfActivity not found in Amlyze'),
      example: 'LT',
    }),
  },
  'A country of activity',
);

export const countryOfTaxPayment = record(
  'CountryOfTaxPayment',
  {
    country: codeOf('country', 'Country of the tax payment', {
      missingOrInvalid: rule('COTP01', 'CountryOfTaxPayment not found in Amlyze'),
      example: 'LT',
    }),
    taxpayerNumber: text('Taxpayer number in that country', { example: 'LT-7720418' }),
  },
  'A country where tax is paid',
);
