import { expect, test } from '@jest/globals';
import { classifierCodes } from './classifiers.memory.js';
import { referenceData } from './reference-data.js';

const reference = referenceData(
  classifierCodes([
    { classifier: 'country', code: 'LT', name: 'Lithuania' },
    { classifier: 'riskManagementCategory', code: 'LEAD', name: 'Lead', lead: true },
    { classifier: 'riskManagementCategory', code: 'IND', name: 'Person' },
  ]),
  ['PEP'],
);

test('a code is known in its own list, and matched exactly', () => {
  expect(reference.knows('country', 'LT')).toBe(true);
  for (const [list, code] of [
    ['country', 'lt'],
    ['country', 'LT '],
    ['country', 'PEP'],
    ['currency', 'LT'],
    ['country', 'constructor'],
    ['businessUnit', ''],
  ] as const) {
    expect([list, code, reference.knows(list, code)]).toEqual([list, code, false]);
  }
});

test('screening processes are the configured ones', () => {
  expect([
    reference.knows('screeningProcess', 'PEP'),
    reference.knows('screeningProcess', 'SANCTIONS'),
    reference.knows('screeningProcess', 'LT'),
  ]).toEqual([true, false, false]);
});

test('a lead is a category that is marked as one', () => {
  expect([reference.isLead('LEAD'), reference.isLead('IND'), reference.isLead('NOWHERE')]).toEqual([
    true,
    false,
    false,
  ]);
});
