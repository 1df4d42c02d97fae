import { FLAG_FIELDS, RISK_LEVELS } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import type { CustomerBefore } from './ports.js';
import { statusOnAcceptance, waitingReasons } from './waiting-reasons.js';

const before: CustomerBefore = { status: 'ACTIVE', riskLevel: 'LOW', flags: {}, rejected: false };
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
    expect(reasons({ rejected: true, status: 'REJECTED' })).toEqual(['REJECTED_BY_PERSON']);
  });

  test('if a person rejected the customer, also while the message does not open it', () => {
    expect(reasons({ rejected: true, status: 'SUSPENDED' })).toEqual(['REJECTED_BY_PERSON']);
  });

  test.each(Object.entries(FLAG_FIELDS))('if the message takes back the flag %s', (flag, field) => {
    expect(reasons({ flags: { [flag]: true } })).toEqual([`FLAG_WITHDRAWN:${field}`]);
    expect(reasons({ flags: { [flag]: true } }, { [flag]: false })).toEqual([`FLAG_WITHDRAWN:${field}`]);
    expect(reasons({ flags: { [flag]: true } }, { [flag]: true })).toEqual([]);
    expect(reasons({ flags: {} }, { [flag]: false })).toEqual([]);
  });

  test('for every reason that applies, and for none if the customer is new', () => {
    expect(
      reasons({ status: 'REJECTED', rejected: true, riskLevel: 'EXTREME', flags: { sanctioned: true, pep: true } }),
    ).toEqual(['LOWERED_FROM_EXTREME', 'REJECTED_BY_PERSON', 'FLAG_WITHDRAWN:isSanctioned', 'FLAG_WITHDRAWN:isPEP']);
    expect(waitingReasons({ flags: {} }, 'LOW')).toEqual([]);
  });
});

describe('a customer that a person rejected', () => {
  const rejected = { status: 'REJECTED', rejected: true } as const;

  test.each(['ACTIVE', 'PENDING'] as const)('stays REJECTED when a message that is assessed asks for %s', (status) => {
    expect(statusOnAcceptance(rejected, { status, assessed: true }, 'person')).toBe('REJECTED');
    expect(statusOnAcceptance(rejected, { status, assessed: true }, 'auto')).toBe(status);
    expect(statusOnAcceptance(rejected, { status, assessed: false }, 'person')).toBe(status);
    expect(statusOnAcceptance({ ...rejected, rejected: false }, { status, assessed: true }, 'person')).toBe(status);
    expect(statusOnAcceptance(undefined, { status, assessed: true }, 'person')).toBe(status);
  });

  test.each(['SUSPENDED', 'CLOSED'] as const)('and that a message has made %s stays so', (status) => {
    expect(statusOnAcceptance({ status, rejected: true }, { status: 'ACTIVE', assessed: true }, 'person')).toBe(status);
  });

  test('takes a status that does not take it back', () => {
    for (const status of ['CLOSED', 'SUSPENDED'] as const)
      expect(statusOnAcceptance(rejected, { status, assessed: true }, 'person')).toBe(status);
  });
});
