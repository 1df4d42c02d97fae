import type { Intent, Profile } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import type { ActivateAfter } from '../customers/activation.js';
import { assessOnAcceptance, isApplicable, type ImmediateAssessment } from './assess-on-acceptance.js';
import type { AssessedRisk } from './ports.js';

const NOW = new Date('2026-03-01T10:00:00.000Z');
const risk: AssessedRisk = {
  level: 'LOW',
  score: 3,
  needsDecision: false,
  nextReview: '2031-03-01',
  model: { id: 'default', version: '1', hash: 'abc' },
  explanation: {},
};
const profile: Profile = { entityType: 'INDIVIDUAL' };

function intent(customer: Partial<Intent['customer']> = {}, screenings: readonly string[] = []): Intent {
  return {
    customer: { extId: 'C', entityType: 'INDIVIDUAL', status: 'PENDING', title: 'Ieva', flags: {}, ...customer },
    message: { communicationNumber: 'N' },
    follow: { assessment: true, screenings },
    hold: { communicationNumber: 'new', customer: 'absent' },
  };
}

interface Circumstances {
  readonly needsDecision?: boolean;
  readonly activateAfter?: ActivateAfter;
}

const assess = (message: Intent, { needsDecision = false, activateAfter = 'assessment' }: Circumstances = {}) => {
  const evaluation = { evaluateNow: () => ({ ...risk, needsDecision }) };
  return assessOnAcceptance({ evaluation, now: () => NOW, fourEyes: true, activateAfter })(message, () => profile);
};

describe('a message is assessed before it is stored', () => {
  test('by its profile, as of now', () => {
    const calls: unknown[] = [];
    const evaluation = { evaluateNow: (...args: unknown[]) => (calls.push(args), risk) };
    const settings = { now: () => NOW, fourEyes: false, activateAfter: 'assessment' } as const;
    expect(assessOnAcceptance({ evaluation, ...settings })(intent(), () => profile)).toEqual({
      ...{ risk, status: 'ACTIVE', requiresNoScreening: false, fourEyes: false },
    });
    expect(calls).toEqual([[profile, NOW]]);
  });

  test.each<[string, Intent, Circumstances, Partial<ImmediateAssessment>]>([
    ['PENDING becomes ACTIVE', intent(), {}, { status: 'ACTIVE' }],
    ['a lead stays PENDING', intent({ lead: true }), {}, { status: 'PENDING' }],
    ['another status stays', intent({ status: 'SUSPENDED' }), {}, { status: 'SUSPENDED' }],
    ['a person must decide', intent(), { needsDecision: true }, { status: 'PENDING' }],
    [
      'earlier screenings may keep it PENDING',
      intent(),
      { activateAfter: 'screening' },
      { status: 'ACTIVE', requiresNoScreening: true },
    ],
    [
      'its own screenings keep it PENDING',
      intent({}, ['PEP']),
      { activateAfter: 'screening' },
      { status: 'PENDING', requiresNoScreening: false },
    ],
    [
      'ACTIVE needs no screening',
      intent({ status: 'ACTIVE' }),
      { activateAfter: 'screening' },
      { status: 'ACTIVE', requiresNoScreening: false },
    ],
  ])('%s', (_, message, settings, expected) => {
    expect(assess(message, settings)).toMatchObject(expected);
  });

  test.each([
    ['it asks for no assessment', { follow: { assessment: false, screenings: [] } }, () => risk],
    ['the result is not available at once', {}, () => undefined],
    [
      'the evaluation fails',
      {},
      () => {
        throw new Error('An answer is missing');
      },
    ],
  ])('not if %s', (_, change, evaluateNow) => {
    const settings = { now: () => NOW, fourEyes: false, activateAfter: 'assessment' } as const;
    const step = assessOnAcceptance({ evaluation: { evaluateNow }, ...settings });
    expect(step({ ...intent(), ...change }, () => profile)).toBeUndefined();
  });
});

describe('its assessment', () => {
  const before = { riskLevel: 'HIGH', flags: {}, rejected: false } as const;
  const customer = { before, flags: {}, outstandingScreenings: [] };

  test('is not applicable if the message undoes a protection, unless nobody must agree', () => {
    const assessment = assess(intent())!;
    expect(isApplicable(assessment, customer, 'person')).toBe(false);
    expect(isApplicable(assessment, customer, 'auto')).toBe(true);
    expect(isApplicable(assessment, { flags: {}, outstandingScreenings: [] }, 'person')).toBe(true);
  });

  test('is not applicable if an outstanding screening keeps the customer PENDING', () => {
    const screened = { flags: {}, outstandingScreenings: ['PEP'] };
    expect(isApplicable(assess(intent(), { activateAfter: 'screening' })!, screened, 'auto')).toBe(false);
    expect(isApplicable(assess(intent())!, screened, 'auto')).toBe(true);
  });
});
