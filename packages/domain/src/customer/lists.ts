import { date, decimal, flag, integer, oneOf, percentage, record, text } from '../field-rules/field.js';
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
    contactType: oneOf(CONTACT_TYPES, 'Kind of contact', {
      must: mandatoryWord('Co1', 'ContactType', CONTACT_TYPES),
      example: 'EMAIL',
    }),
    contactDetails: text('The number, address or site itself', {
      missing: rule('Co2', 'ContactDetails is mandatory'),
      example: 'office@amberlight.example',
    }),
    useForCommunication: flag('Whether it may be used to reach the customer', { example: true }),
  },
  'A way to reach somebody',
);

export const address = record(
  'Address',
  {
    addressType: codeOf('addressType', 'Kind of address', {
      invalid: rule('ADR02', 'AddressType is not defined in amlyze.'),
      example: 'RESIDENCE',
    }),
    addressDetails: text('The whole address in one line', {
      missing: rule('ADR01', 'AddressDetails is mandatory'),
      example: 'Linden Street 12-4, Kaunas',
    }),
    country: codeOf('country', 'Country of the address', { must: mandatoryCode('ADR02', 'Country'), example: 'LT' }),
    region: text('Region', { example: 'EU' }),
    city: text('City', { example: 'Kaunas' }),
    streetAddress: text('Street, house and flat', { example: 'Linden Street 12-4' }),
    zipCode: text('Postal code', { example: '44291' }),
    useForCorrespondence: flag('Whether letters go there', { example: true }),
  },
  'An address',
);

export const businessEntityDocument = record(
  'BusinessEntityDocument',
  {
    entityType: oneOf(ENTITY_TYPES, 'Whether the document is of a person or of an organisation', {
      must: rule('DOC01', 'EntityType is mandatory. values : INDIVIDUAL, ORGANIZATION'),
      example: 'INDIVIDUAL',
    }),
    identityDocumentType: oneOf(IDENTITY_DOCUMENT_TYPES, 'Kind of document', {
      must: mandatoryWord('DOC02', 'IdentityDocumentType', IDENTITY_DOCUMENT_TYPES),
      example: 'PASSPORT',
    }),
    documentNumber: text('Number of the document', {
      missing: rule('DOC03', 'DocumentNumber is mandatory.'),
      example: 'P-3301877',
    }),
    documentIssueDate: date('Day of issue', {
      missing: rule('DOC04', 'DocumentIssueDate is mandatory.'),
      invalid: mustBe('DOC04', 'DocumentIssueDate'),
      example: '2021-03-15',
    }),
    documentExpiryDate: date('Last day of validity', {
      invalid: mustBe('DOC05', 'DocumentExpiryDate'),
      example: '2031-03-15',
    }),
    documentIssueCountry: codeOf('country', 'Country that issued it', {
      must: mandatoryCode('DOC06', 'DocumentIssueCountry'),
      example: 'LT',
    }),
    documentIssueAuthority: text('Authority that issued it', {
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
      must: mandatoryCode('AR01', 'AppealReasonType'),
      example: 'RECOMMENDATIONS',
    }),
  },
  'A reason for applying',
);

export const introductionSource = record(
  'IntroductionSource',
  {
    introductionSource: codeOf('introductionSourceType', 'How the customer came to the institution', {
      must: mandatoryCode('INS01', 'IntroductionSource'),
      example: 'BRANCH',
    }),
  },
  'A way of introduction',
);

export const orderedService = record(
  'OrderedService',
  {
    serviceType: codeOf('serviceType', 'The service', {
      must: mandatoryCode('OS01', 'ServiceType'),
      example: 'PAYMENT_ACCOUNT',
    }),
  },
  'An ordered service',
);

export const declaredTurnover = record(
  'DeclaredTurnover',
  {
    turnoverType: codeOf('turnoverType', 'What the turnover is of', {
      must: mandatoryCode('DT01', 'TurnoverType'),
      example: 'TURNOVER_PER_MONTH',
    }),
    turnoverRange: oneOf(TURNOVER_RANGES, 'The period that it is declared for', {
      must: mandatoryWord('DT02', 'TurnoverRange', TURNOVER_RANGES),
      example: 'MONTHLY',
    }),
    from: integer('Lower end; at least one of from and to is needed', {
      policies: [
        {
          name: 'fromOrTo',
          rule: rule('DT03', 'From or To is mandatory'),
          when: 'when to is absent',
          reads: ['to'],
          broken: ({ from, to }) => from === undefined && to === undefined,
        },
      ],
      example: 500,
    }),
    to: integer('Upper end; at least one of from and to is needed', { example: 2500 }),
  },
  'A declared turnover',
);

export const incomeSource = record(
  'IncomeSource',
  {
    incomeSourceType: codeOf('incomeSourceType', 'Where the income comes from', {
      must: mandatoryCode('IS01', 'IncomeSourceType'),
      example: 'SALARY',
    }),
    incomePercentage: percentage('Its share of the whole income, 0 to 100', { example: 100 }),
    from: integer('Lower end', { example: 1800 }),
    to: integer('Upper end', { example: 2400 }),
  },
  'A source of income',
);

const turnoverDirection = (code: string) =>
  oneOf(
    TURNOVER_DIRECTIONS,
    'Incoming or outgoing; INCOMING and OUTGOING are read as IN and OUT',
    {
      must: mandatoryWord(code, 'TurnoverDirection', TURNOVER_DIRECTIONS),
      example: 'OUT',
    },
    { INCOMING: 'IN', OUTGOING: 'OUT' },
  );

export const paymentPurpose = record(
  'PaymentPurpose',
  {
    paymentPurposeType: codeOf('paymentPurposeType', 'What is paid for', {
      must: mandatoryCode('PP01', 'PaymentPurposeType'),
      example: 'RENT_AND_UTILITIES',
    }),
    turnoverDirection: turnoverDirection('PP02'),
  },
  'A purpose of payments',
);

export const sourceOfWealth = record(
  'SourceOfWealth',
  {
    code: codeOf('sourceOfWealth', 'Where the wealth comes from', {
      must: mandatoryCode('SW01', 'SourceOfWealth'),
      example: 'INHERITANCE',
    }),
    amount: decimal('How much of it', { example: 42000.5 }),
    comment: text('Remark', { example: 'House of the grandparents' }),
  },
  'A source of wealth',
);

export const paymentCountry = record(
  'PaymentCountry',
  {
    country: codeOf('country', 'Country that is paid to or from', {
      must: rule('RC01', 'PaymentCountry not found in Amlyze'),
      example: 'LV',
    }),
    turnoverDirection: turnoverDirection('RC02'),
  },
  'A country of payments',
);

export const activity = record(
  'Activity',
  {
    activityType: codeOf('activityType', 'Kind of activity', {
      must: mandatoryCode('ACT01', 'ActivityType'),
      example: 'OTHER',
    }),
    incomePercentage: percentage('Its share of the whole income, 0 to 100', { example: 60 }),
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
      must: rule('CA01', 'CountryOfActivity not found in Amlyze'),
      example: 'LT',
    }),
  },
  'A country of activity',
);

export const countryOfTaxPayment = record(
  'CountryOfTaxPayment',
  {
    country: codeOf('country', 'Country of the tax payment', {
      must: rule('COTP01', 'CountryOfTaxPayment not found in Amlyze'),
      example: 'LT',
    }),
    taxpayerNumber: text('Number of the taxpayer there', { example: 'LT-7720418' }),
  },
  'A country where tax is paid',
);
