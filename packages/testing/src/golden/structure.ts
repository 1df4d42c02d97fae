import type { Change } from '../change.js';
import type { Base, GoldenCase } from './golden-case.js';
import { rejection, type CaseOptions } from './rejection.js';

/** A case of a structural rule. Its sentence names the path. */
const structural = (
  code: string,
  description: string,
  base: Base,
  change: Change,
  options: CaseOptions = {},
): GoldenCase => rejection(code, description, base, change, { check: 'structure', ...options });

const nested = (levels: number): unknown => (levels === 1 ? [] : [nested(levels - 1)]);
const EXISTS = 'must be a date that exists, as yyyy-MM-dd or as an ISO 8601 date-time with offset';
const LOST = 'must be sent as a string, for a JSON number beyond 2^53 - 1 loses digits';
const UNSOUND = 'has a NUL character or an unpaired surrogate';

/** More unknown members than an object may have, added to the object at a pointer. */
const membersIn = (pointer: string): Change =>
  Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${pointer}/unknown${i}`, i]));

/** Values of the wrong type, and invalid values of fields without a code of their own. */
const WRONG: readonly (readonly [base: Base, pointer: string, value: unknown, path: string, expected: string])[] = [
  ['person', '/requester', 42, 'requester', 'must be a string'],
  ['person', '/communicationNumber', 42, 'communicationNumber', 'must be a string without control characters'],
  ['person', '/entityType', ['INDIVIDUAL'], 'entityType', 'must be a string'],
  ['person', '/citizenshipCountry', { code: 'LT' }, 'citizenshipCountry', 'must be a string'],
  ['person', '/isPEP', 'perhaps', 'isPEP', 'must be true or false'],
  ['person', '/birthDate', '29.02.1988', 'birthDate', EXISTS],
  ['person', '/listPurpose', 'GREY', 'listPurpose', 'must be one of BLACK, WHITE'],
  ['person', '/fieldOfActivity', [], 'fieldOfActivity', 'must be an object'],
  ['person', '/fieldOfActivity/student', 'yes', 'fieldOfActivity.student', 'must be an object'],
  ['person', '/initializeScreeningProcesses', 'PEP', 'initializeScreeningProcesses', 'must be a list'],
  ['person', '/initializeScreeningProcesses/1', null, 'initializeScreeningProcesses[1]', 'must be a string'],
  ['person', '/listContact/1', null, 'listContact[1]', 'must be an object'],
  ['person', '/listContact/0', 'call me', 'listContact[0]', 'must be an object'],
  ['person', '/initialDepositAmount', -0.01, 'initialDepositAmount', 'must be a number of 0 or more'],
  ['person', '/initialDepositAmount', 1e20, 'initialDepositAmount', LOST],
  [
    'person',
    '/listIncomeSource/1/incomePercentage',
    101,
    'listIncomeSource[1].incomePercentage',
    'must be an integer from 0 to 100',
  ],
  [
    'person',
    '/listAdditionalValues/1/value',
    ['RETAIL'],
    'listAdditionalValues[1].value',
    'must be a string, a number or a boolean',
  ],
  ['organization', '/companyAssetValue', 2 ** 53, 'companyAssetValue', LOST],
  ['organization', '/numberOfEmployees', 'many', 'numberOfEmployees', 'must be an integer of 0 or more'],
  ['organization', '/listRelatedEntity', {}, 'listRelatedEntity', 'must be a list'],
  ['organization', '/listRelatedEntity/0/birthDate', 'spring', 'listRelatedEntity[0].birthDate', EXISTS],
];

/** The cases of the structural rules. */
export const structure: readonly GoldenCase[] = [
  structural(
    'F001',
    'The body has members that are not fields of the contract: 2',
    'person',
    { '/iSanctioned': true, '/shoeSize': 42 },
    { at: '', unknownFields: 'reject' },
  ),
  structural(
    'F001',
    'listRelatedEntity[1].listContact[0] has members that are not fields of the contract: 1',
    'organization',
    { '/listRelatedEntity/1/listContact/0/fax': '8 5 000' },
    { at: '/listRelatedEntity/1/listContact/0', unknownFields: 'reject' },
  ),
  ...WRONG.map(([base, pointer, value, path, expected]) =>
    structural(
      'F002',
      `${path} ${expected}`,
      base,
      { [pointer]: value },
      { name: `${base}: F002 ${pointer} ${JSON.stringify(value)}` },
    ),
  ),
  structural(
    'F002',
    'listDeclaredTurnover[1].to must be an integer of 0 or more',
    'person',
    { '/listDeclaredTurnover/1': { turnoverType: 'TURNOVER_PER_MONTH', turnoverRange: 'MONTHLY', to: 'plenty' } },
    { at: '/listDeclaredTurnover/1/to' },
  ),
  structural('F003', 'The body must be a JSON object', 'person', { '': [] }, { status: 400 }),
  structural(
    'F003',
    'The body must be a JSON object whose values nest no deeper than 32 levels',
    'person',
    { '/shoeSize': nested(32) },
    { at: '', status: 400, name: 'person: F003 nested too deeply' },
  ),
  structural(
    'F004',
    'LEI is given under its name and under lei, with different values',
    'organization',
    { '/lei': 'another' },
    { at: '/LEI' },
  ),
  structural(
    'F004',
    'initializeScreeningProcesses is given under its name and under screeningLists, with different values',
    'person',
    { '/screeningLists': [] },
    { at: '/initializeScreeningProcesses' },
  ),
  structural(
    'F004',
    'listRelatedEntity[1].listRegionOfActivity[0].region is given under its name and under regionOfActivity, with different values',
    'organization',
    { '/listRelatedEntity/1/listRegionOfActivity/0/regionOfActivity': 'ASIA' },
    { at: '/listRelatedEntity/1/listRegionOfActivity/0/region' },
  ),
  structural(
    'F005',
    'The body is larger than 1048576 bytes',
    'person',
    { '/requester': 'x'.repeat(1_048_576) },
    { at: '', stage: 'transport', status: 413 },
  ),
  structural(
    'F006',
    'The content type must be application/json in UTF-8, plain or compressed by gzip, deflate or br',
    'person',
    {},
    { at: '', stage: 'transport', contentType: 'text/plain', status: 415 },
  ),
  structural('LEN01', 'requester is longer than 4000 characters', 'person', { '/requester': 'x'.repeat(4001) }),
  structural('LEN01', 'customerExtId is longer than 256 characters', 'person', { '/customerExtId': 'x'.repeat(257) }),
  structural('LEN01', 'listAdditionalValues[1].value is longer than 4000 characters', 'person', {
    '/listAdditionalValues/1/value': 'x'.repeat(4001),
  }),
  structural('LEN02', `listRelatedEntity[0].listAddress[1].city ${UNSOUND}`, 'organization', {
    '/listRelatedEntity/0/listAddress/1/city': 'Tar\0tu',
  }),
  structural('LEN02', `lastName ${UNSOUND}`, 'person', { '/lastName': '\ud83c' }),
  structural('LEN02', `The body ${UNSOUND}`, 'person', { '/shoeSize': [{ left: '\udf33' }] }, { at: '' }),
  structural('LEN03', 'listCountryOfActivity has more than 1000 elements', 'person', {
    '/listCountryOfActivity': Array.from({ length: 1001 }, () => ({ country: 'LT' })),
  }),
  structural(
    'LEN03',
    'The body has an unknown field with a list of more than 1000 elements',
    'person',
    { '/shoeSizes': Array.from({ length: 1001 }, () => 42) },
    { at: '' },
  ),
  structural('LEN04', 'The body has more than 1000 members', 'person', membersIn(''), {
    at: '',
    name: 'person: LEN04 members of the body',
  }),
  structural(
    'LEN04',
    'listRelatedEntity[0] has more than 1000 members',
    'organization',
    membersIn('/listRelatedEntity/0'),
    {
      at: '/listRelatedEntity/0',
    },
  ),
  structural(
    'LEN04',
    'The body has an unknown field with an object of more than 1000 members',
    'person',
    { '/shoeSize': Object.fromEntries(Object.entries(membersIn('')).map(([name, size]) => [name.slice(1), size])) },
    { at: '' },
  ),
];
