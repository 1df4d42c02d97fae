import { CUSTOMER_STATUSES, FLAG_FIELDS, RISK_LEVELS } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import type { CustomerBefore } from './ports.js';
import { statusOnAcceptance, waitingReasons } from './waiting-reasons.js';

const before: CustomerBefore = { riskLevel: 'LOW', flags: {}, rejected: false };
const reasons = (change: Partial<CustomerBefore>, flags = {}) =>
  waitingReasons({ before: { ...before, ...change }, flags }, 'LOW');

describe('an assessment waits for a person', () => {
  test('if it lowers a customer from HIGH or EXTREME, and only then', () => {
    const found = RISK_LEVELS.map((riskLevel) => reasons({ riskLevel }));
    expect(found).toEqual([[], [], [], ['LOWERED_FROM_HIGH'], ['LOWERED_FROM_EXTREME']]);
    const high = { before: { ...before, riskLevel: 'HIGH' as const }, flags: {} };
    expect(waitingReasons(high, 'HIGH')).toEqual([]);
    expect(waitingReasons(high, 'EXTREME')).toEqual([]);
  });

  test('if it would end a rejection by a person', () => {
    expect(reasons({ rejected: true })).toEqual(['REJECTED_BY_PERSON']);
  });

  test.each(Object.entries(FLAG_FIELDS))('if the message takes back the flag %s', (flag, field) => {
    expect(reasons({ flags: { [flag]: true } })).toEqual([`FLAG_WITHDRAWN:${field}`]);
    expect(reasons({ flags: { [flag]: true } }, { [flag]: false })).toEqual([`FLAG_WITHDRAWN:${field}`]);
    expect(reasons({ flags: { [flag]: true } }, { [flag]: true })).toEqual([]);
    expect(reasons({ flags: {} }, { [flag]: false })).toEqual([]);
  });

  test('for every reason that applies, and for none if the customer is new', () => {
    expect(reasons({ rejected: true, riskLevel: 'EXTREME', flags: { sanctioned: true, pep: true } })).toEqual([
      'LOWERED_FROM_EXTREME',
      'REJECTED_BY_PERSON',
      'FLAG_WITHDRAWN:isSanctioned',
      'FLAG_WITHDRAWN:isPEP',
    ]);
    expect(waitingReasons({ flags: {} }, 'LOW')).toEqual([]);
  });
});

describe('the status once a message is accepted', () => {
  test.each(['ACTIVE', 'PENDING'] as const)(
    'is the former one if the message is assessed and asks for %s',
    (status) => {
      for (const before of CUSTOMER_STATUSES)
        expect(statusOnAcceptance(before, { status, assessed: true }, 'person')).toBe(before);
    },
  );

  test.each(['REJECTED', 'SUSPENDED', 'CLOSED'] as const)('is %s if the message asks for it', (status) => {
    expect(statusOnAcceptance('ACTIVE', { status, assessed: true }, 'person')).toBe(status);
  });

  test('is the one of the message if that is not assessed, registers the customer, or LOWERING is auto', () => {
    expect(statusOnAcceptance('REJECTED', { status: 'ACTIVE', assessed: false }, 'person')).toBe('ACTIVE');
    expect(statusOnAcceptance(undefined, { status: 'PENDING', assessed: true }, 'person')).toBe('PENDING');
    expect(statusOnAcceptance('REJECTED', { status: 'ACTIVE', assessed: true }, 'auto')).toBe('ACTIVE');
  });
});
