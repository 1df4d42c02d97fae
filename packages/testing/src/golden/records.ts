import { ABSENT } from '../change.js';
import { UNKNOWN, type FieldRule } from './rejection.js';

const DATE = 'must be a date that exists, as yyyy-MM-dd or as an ISO 8601 date-time with offset';
const code = (field: string, segment: string, name: string): FieldRule => [
  field,
  segment,
  `${name} is mandatory and must exist in Amlyze`,
  [ABSENT, UNKNOWN],
];
const country = (segment: string, name: string): FieldRule => [
  'country',
  segment,
  `${name} not found in Amlyze`,
  [ABSENT, UNKNOWN],
];
const direction = (segment: string): FieldRule => [
  'turnoverDirection',
  segment,
  'TurnoverDirection is mandatory. values: IN, OUT',
  [ABSENT, 'BOTH'],
];

/** The rules of the record types in lists. */
export const RECORDS = {
  Contact: [
    [
      'contactType',
      'Co1',
      'ContactType is mandatory. values: MOBILEPHONE, FIXEDPHONE, EMAIL, WEBSITE',
      [ABSENT, 'PIGEON'],
    ],
    ['contactDetails', 'Co2', 'ContactDetails is mandatory', [ABSENT]],
  ],
  Address: [
    ['addressType', 'ADR02', 'AddressType is not defined in amlyze.', [UNKNOWN]],
    ['addressDetails', 'ADR01', 'AddressDetails is mandatory', [ABSENT]],
    code('country', 'ADR02', 'Country'),
  ],
  BusinessEntityDocument: [
    ['entityType', 'DOC01', 'EntityType is mandatory. values : INDIVIDUAL, ORGANIZATION', [ABSENT, 'SHIP']],
    [
      'identityDocumentType',
      'DOC02',
      'IdentityDocumentType is mandatory. values: PASSPORT, IDENTITYCARD, RESIDENCEPERMIT, DRIVINGLICENSE, REGISTRATIONCERTIFICATE, OTHER',
      [ABSENT, 'DIARY'],
    ],
    ['documentNumber', 'DOC03', 'DocumentNumber is mandatory.', [ABSENT]],
    ['documentIssueDate', 'DOC04', 'DocumentIssueDate is mandatory.', [ABSENT]],
    ['documentIssueDate', 'DOC04', `DocumentIssueDate ${DATE}`, ['2024-04-31']],
    ['documentExpiryDate', 'DOC05', `DocumentExpiryDate ${DATE}`, ['never']],
    code('documentIssueCountry', 'DOC06', 'DocumentIssueCountry'),
    ['documentIssueAuthority', 'DOC07', 'DocumentIssueAuthority is mandatory.', [ABSENT]],
  ],
  AppealReason: [code('appealReasonType', 'AR01', 'AppealReasonType')],
  IntroductionSource: [code('introductionSource', 'INS01', 'IntroductionSource')],
  OrderedService: [code('serviceType', 'OS01', 'ServiceType')],
  DeclaredTurnover: [
    code('turnoverType', 'DT01', 'TurnoverType'),
    ['turnoverRange', 'DT02', 'TurnoverRange is mandatory. values: SINGLE, DAILY, MONTHLY, ANNUAL', [ABSENT, 'WEEKLY']],
  ],
  IncomeSource: [code('incomeSourceType', 'IS01', 'IncomeSourceType')],
  PaymentPurpose: [code('paymentPurposeType', 'PP01', 'PaymentPurposeType'), direction('PP02')],
  SourceOfWealth: [code('code', 'SW01', 'SourceOfWealth')],
  PaymentCountry: [country('RC01', 'PaymentCountry'), direction('RC02')],
  Activity: [code('activityType', 'ACT01', 'ActivityType')],
  RegionOfActivity: [['region', 'RA01', 'Region is mandatory', [ABSENT]]],
  CountryOfActivity: [country('CA01', 'CountryOfActivity')],
  CountryOfTaxPayment: [country('COTP01', 'CountryOfTaxPayment')],
} satisfies Record<string, readonly FieldRule[]>;
