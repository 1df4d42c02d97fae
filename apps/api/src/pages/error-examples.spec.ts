import { describe, expect, test } from '@jest/globals';
import { errorCatalogue } from '@aml-customer/domain';
import { errorExampleOf } from './error-examples.js';

/** Errors that need more than one message, or that are not about a field. */
const WITHOUT_CAUSE = ['O001', 'C004', 'F003', 'F005', 'F006', 'LEN01', 'LEN03', 'LEN04'];

describe.each(errorCatalogue.map((entry) => [`${entry.code} ${entry.path} ${entry.sentence}`, entry] as const))(
  'the example of %s',
  (_, entry) => {
    const { cause, description } = errorExampleOf(entry);

    test('has a message that causes the error', () => {
      expect(cause !== undefined).toBe(!WITHOUT_CAUSE.includes(entry.code));
    });

    test('has the sentence without placeholders', () => {
      expect(description).not.toMatch(/\{\w+\}/);
    });
  },
);
