import { CUSTOMER_STATUSES } from '@aml-customer/domain';
import { expect, test } from '@jest/globals';
import { activationWaitsFor } from './activation.js';

const screenings = ['SANCTIONS', 'PEP'];

test('a PENDING customer waits for its outstanding screenings if they are required', () => {
  expect(activationWaitsFor('PENDING', screenings, 'screening')).toEqual(screenings);
  expect(activationWaitsFor('PENDING', [], 'screening')).toEqual([]);
});

test('no customer waits if the assessment is enough', () => {
  for (const status of CUSTOMER_STATUSES) expect(activationWaitsFor(status, screenings, 'assessment')).toEqual([]);
});

test.each(CUSTOMER_STATUSES.filter((status) => status !== 'PENDING'))(
  'a customer that is %s waits for none',
  (status) => expect(activationWaitsFor(status, screenings, 'screening')).toEqual([]),
);
