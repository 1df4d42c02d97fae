import { describe, expect, test } from '@jest/globals';
import { inOrder } from '../field-rules/rule.js';
import { examples } from './examples.js';
import { read, type Reading } from './read.js';

const person = examples[0]?.body ?? {};
const organization = examples[2]?.body ?? {};

function reading(body: unknown): Reading {
  const found = read(body);
  if ('unreadable' in found) throw new Error(found.unreadable.description);
  return found;
}
const problemsOf = (body: unknown): string[] =>
  inOrder(reading(body).problems).map(({ code, description }) => `${code} ${description}`);
const messageOf = (body: unknown): Readonly<Record<string, unknown>> => reading(body).message;

describe('keys', () => {
  test('are trimmed; all other text is stored as sent', () => {
    const sent = {
      communicationNumber: '  ABC 1\n',
      customerExtId: '\u00a0č/%ž ',
      requester: '  branch ',
      firstName: ' Jonas ',
    };
    expect(messageOf({ ...person, ...sent })).toMatchObject({
      communicationNumber: 'ABC 1',
      customerExtId: 'č/%ž',
      requester: '  branch ',
      firstName: ' Jonas ',
    });
  });

  test.each(['a\tb', 'a\u0001b', 'a\u007fb', 'a\u0085b'])('have no control characters: %j', (value) => {
    expect(problemsOf({ ...person, communicationNumber: value })).toEqual([
      'C001 CommunicationNumber must be a string without control characters',
    ]);
    expect(problemsOf({ ...person, customerExtId: value })).toEqual([
      'C002 CustomerExtId must be a string without control characters',
    ]);
  });
});

describe('numbers', () => {
  test.each<[string, unknown]>([
    ['a JSON number', 12],
    ['its digits', '12'],
    ['more digits than a double has', '123456789012345678901234567890'],
    ['the largest exact', 2 ** 53 - 1],
    ['zero', 0],
    ['minus zero', '-0'],
    ['leading zeros', '007'],
    ['a fraction of zeros', '5.0'],
  ])('an integer is stored as sent: %s', (_, value) => {
    expect(problemsOf({ ...organization, companyAssetValue: value })).toEqual([]);
    expect(messageOf({ ...organization, companyAssetValue: value })['companyAssetValue']).toBe(value);
  });

  test.each([-1, '-1', 1.5, '1.5', '1e3', 'many', ' 12', true, '0x1'])('not an integer: %j', (value) => {
    expect(problemsOf({ ...organization, companyAssetValue: value })).toEqual([
      'F002 companyAssetValue must be an integer of 0 or more',
    ]);
  });

  test.each([2 ** 53, 1e300, Infinity, -(2 ** 53)])('a number that has lost digits: %p', (value) => {
    const expected = 'must be sent as a string, for a JSON number beyond 2^53 - 1 loses digits';
    expect(problemsOf({ ...organization, companyAssetValue: value, initialDepositAmount: value })).toEqual([
      `F002 companyAssetValue ${expected}`,
      `F002 initialDepositAmount ${expected}`,
    ]);
  });

  test.each([0.1, '0.10', '1e5', 12, '99999999999999999999.99'])('a decimal is stored as sent: %j', (value) => {
    expect(problemsOf({ ...person, initialDepositAmount: value })).toEqual([]);
    expect(messageOf({ ...person, initialDepositAmount: value })['initialDepositAmount']).toBe(value);
  });

  test.each([-0.5, '-0.5', '1,5', '.5', 'x', false, [1]])('not a decimal: %j', (value) => {
    expect(problemsOf({ ...person, initialDepositAmount: value })).toEqual([
      'F002 initialDepositAmount must be a number of 0 or more',
    ]);
  });

  test.each([
    [0, true],
    ['100', true],
    [55, true],
    [101, false],
    [-1, false],
    ['55.5', false],
    [0.5, false],
  ])('the percentage %j is valid: %s', (value, valid) => {
    const body = { ...person, listActivity: [{ activityType: 'OTHER', incomePercentage: value }] };
    expect(problemsOf(body)).toEqual(
      valid ? [] : ['F002 listActivity[0].incomePercentage must be an integer from 0 to 100'],
    );
  });

  test('a lower limit can exceed the upper, and percentages can exceed 100 in total', () => {
    const values = {
      listDeclaredTurnover: [{ turnoverType: 'T', turnoverRange: 'DAILY', from: 9, to: 1 }],
      listActivity: [
        { activityType: 'A', incomePercentage: 90 },
        { activityType: 'B', incomePercentage: 90 },
      ],
    };
    expect(problemsOf({ ...person, ...values })).toEqual([]);
  });
});

describe('booleans, words and codes', () => {
  test.each([true, false, 'true', 'false'])('a boolean is stored as sent: %j', (value) =>
    expect(messageOf({ ...person, isPEP: value })['isPEP']).toBe(value),
  );

  test.each([1, 0, 'TRUE', 'yes', [], {}])('not a boolean: %j', (value) => {
    expect(problemsOf({ ...person, isPEP: value })).toEqual(['F002 isPEP must be true or false']);
  });

  test.each(['active', ' ACTIVE', 'OPEN'])('a word is matched exactly: %j', (value) => {
    expect(problemsOf({ ...person, customerStatus: value })).toEqual([
      'C006 CustomerStatus is mandatory. values: PENDING, ACTIVE, REJECTED, SUSPENDED, CLOSED',
    ]);
    expect(problemsOf({ ...person, listPurpose: value })).toEqual(['F002 listPurpose must be one of BLACK, WHITE']);
  });

  test('codes are listed as sent, with their code list and indices', () => {
    const uses = reading({
      ...person,
      listPaymentCountry: [
        { country: 'LT', turnoverDirection: 'IN' },
        { country: ' lt', turnoverDirection: 'IN' },
      ],
      businessUnit: 'B',
    }).uses;
    expect(uses.map(({ codeList, code, at }) => [codeList, code, at])).toEqual([
      ['riskManagementCategory', 'IND', []],
      ['businessUnit', 'B', []],
      ['country', 'LT', []],
      ['country', 'LT', [0]],
      ['country', ' lt', [1]],
    ]);
  });
});

describe('wrong types', () => {
  const OTHERS: readonly (readonly [string, readonly unknown[]])[] = [
    ['requester must be a string', [1, true, [], {}]],
    ['communicationNumber must be a string without control characters', [1, false, []]],
    [
      'applicationDate must be a date that exists, as yyyy-MM-dd or as an ISO 8601 date-time with offset',
      [20240101, true, {}],
    ],
    ['action must be a string', [1, ['CREATE']]],
    ['riskManagementCategory must be a string', [7, ['IND']]],
    ['fieldOfActivity must be an object', ['x', 1, true, []]],
    ['listContact must be a list', ['x', 1, {}, true]],
    ['initializeScreeningProcesses must be a list', ['PEP', {}]],
  ];

  test.each(OTHERS.flatMap(([description, values]) => values.map((value) => [description, value] as const)))(
    '%s, not %j',
    (description, value) => {
      const name = description.split(' ')[0] ?? '';
      expect(problemsOf({ ...person, [name]: value })).toEqual([`F002 ${description}`]);
      expect(messageOf({ ...person, [name]: value })).not.toHaveProperty([name]);
    },
  );

  test.each([['x'], [1], [true], [[]]])('a list of objects cannot have the element %j', (element) => {
    expect(problemsOf({ ...person, listContact: [{ contactType: 'EMAIL', contactDetails: 'x' }, element] })).toEqual([
      'F002 listContact[1] must be an object',
    ]);
  });

  test.each([
    [1, false],
    [true, false],
    ['x', false],
    [[], true],
    [{}, true],
  ])('the additional value %j has the wrong type: %s', (value, wrong) => {
    const body = { ...person, listAdditionalValues: [{ code: 'c', datatype: 'STRING', description: 'd', value }] };
    expect(problemsOf(body)).toEqual(
      wrong ? ['F002 listAdditionalValues[0].value must be a string, a number or a boolean'] : [],
    );
  });

  test('a value of the wrong type is not also missing, and breaks no other rule', () => {
    expect(problemsOf({ ...person, closingDate: 5, riskLevel: 5, firstName: 5 })).toEqual([
      'F002 riskLevel must be a string',
      'F002 closingDate must be a date that exists, as yyyy-MM-dd or as an ISO 8601 date-time with offset',
      'F002 firstName must be a string',
    ]);
  });
});
