import { ABSENT } from '../change.js';
import type { GoldenCase } from './golden-case.js';
import { rejection, casesAt, customers, UNKNOWN, type FieldRule } from './rejection.js';

const DATE = 'must be a date that exists, as yyyy-MM-dd or as an ISO 8601 date-time with offset';

/** The rules of fields that both types of customer have. */
const RULES: readonly FieldRule[] = [
  ['communicationNumber', 'C001', 'CommunicationNumber is mandatory.', [ABSENT]],
  ['communicationNumber', 'C001', 'CommunicationNumber must be a string without control characters', ['MSG\t1']],
  ['customerExtId', 'C002', 'CustomerExtId must be a string without control characters', ['CUST\u007f1']],
  ['action', 'C005', 'Action must be one of CREATE, UPDATE', ['DELETE']],
  [
    'customerStatus',
    'C006',
    'CustomerStatus is mandatory. values: PENDING, ACTIVE, REJECTED, SUSPENDED, CLOSED',
    [ABSENT, 'OPEN'],
  ],
  ['sourceOfRiskLevel', 'C008', 'SourceOfRiskLevel is mandatory. values: IMPORT, EVALUATE', [ABSENT, 'GUESS']],
  [
    'riskLevel',
    'C008.I01',
    'When source of risk level IMPORT.  RiskLevel is mandatory. values: NONE, LOW, MEDIUM, HIGH, EXTREME',
    [ABSENT],
  ],
  ['riskLevel', 'C008.I01', 'RiskLevel must be one of NONE, LOW, MEDIUM, HIGH, EXTREME', ['GREAT']],
  ['businessUnit', 'C009', 'BusinessUnit does not exist in Amlyze', [UNKNOWN]],
  ['entityType', 'C010', 'EntityType is mandatory.', ['PERSON']],
  ['applicationDate', 'C012', `ApplicationDate ${DATE}`, ['2023-02-29']],
  ['initialDepositCurrency', 'Q015', 'InitialDepositCurrency not found in Amlyze', [UNKNOWN]],
];

/** The cases of single fields outside lists, and of the store. */
export const relationship: readonly GoldenCase[] = [
  ...customers.flatMap((target) => casesAt(target, RULES)),
  rejection(
    'O001',
    'CommunicationNumber already used in amlyze',
    'person',
    {},
    { at: '/communicationNumber', check: 'used', stage: 'store', before: { number: 'same', customer: 'other' } },
  ),
  rejection('C013', `ClosingDate ${DATE}`, 'person', { '/closingDate': '31.12.2025', '/customerStatus': 'CLOSED' }),
  rejection('C016.I01', 'for INDIVIDUAL type customer  FirstName is mandatory', 'person', { '/firstName': ABSENT }),
  rejection('C016.I02', 'for INDIVIDUAL type customer  LastName is mandatory', 'person', { '/lastName': ABSENT }),
  rejection('REG', 'registrationCountry must exist in Amlyze', 'organization', { '/registrationCountry': UNKNOWN }),
  rejection(
    'C017.O02',
    'Problem with field for ORGANIZATION type customer.  LegalForm not found in Amlyze',
    'organization',
    { '/legalForm': UNKNOWN },
  ),
];
