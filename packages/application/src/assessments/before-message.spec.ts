import type { Flags } from '@aml-customer/domain';
import { expect, test } from '@jest/globals';
import { customerBefore, type AssessmentOfEarlierVersion, type EarlierVersion } from './before-message.js';
import type { AssessedLevel, Assessment } from './ports.js';

const version = (number: number, flags: Flags = {}): EarlierVersion => ({
  version: number,
  cause: 'MESSAGE',
  flags,
});
const assessment = (
  number: number,
  state: Assessment['state'],
  level?: AssessedLevel,
  decisionType?: 'ACCEPTED' | 'REJECTED',
) =>
  ({
    version: number,
    state,
    ...(level && { risk: { level } }),
    ...(decisionType && { decision: { decisionType } }),
  }) as AssessmentOfEarlierVersion;

test('a new customer has no earlier state', () => {
  expect(customerBefore({ riskLevel: 'NONE', versions: [], assessments: [] })).toBeUndefined();
});

test('flags count from the last concluded assessment and every message since, so sending twice changes nothing', () => {
  const versions = [version(1, { pep: true }), version(2, { sanctioned: true }), version(4), version(5)];
  const assessments = [assessment(2, 'COMPLETED', 'HIGH'), assessment(4, 'SUPERSEDED', 'LOW')];
  expect(customerBefore({ riskLevel: 'HIGH', versions, assessments })?.flags).toEqual({ sanctioned: true });
  expect(customerBefore({ riskLevel: 'HIGH', versions, assessments: [] })?.flags).toEqual({
    sanctioned: true,
    pep: true,
  });
});

test('the level is the highest of the customer and of the assessments since that no person decided', () => {
  const versions = [1, 2, 3].map((number) => version(number));
  const assessments = [
    assessment(1, 'COMPLETED', 'EXTREME'),
    assessment(2, 'SUPERSEDED', 'HIGH'),
    assessment(3, 'SUPERSEDED', 'LOW'),
  ];
  expect(customerBefore({ riskLevel: 'MEDIUM', versions, assessments })?.riskLevel).toBe('HIGH');
  expect(customerBefore({ riskLevel: 'EXTREME', versions, assessments })?.riskLevel).toBe('EXTREME');
});

test('levels that no person decided end with an import, which is the judgement of the sender', () => {
  const assessments = [assessment(1, 'SUPERSEDED', 'EXTREME')];
  expect(customerBefore({ riskLevel: 'LOW', versions: [version(1), version(2)], assessments })?.riskLevel).toBe('LOW');
});

test('a rejection counts while it is the last conclusion', () => {
  const versions = [version(1), version(2)];
  const rejected = (...assessments: AssessmentOfEarlierVersion[]) =>
    customerBefore({ riskLevel: 'HIGH', versions, assessments })?.rejected;
  expect(rejected(assessment(1, 'COMPLETED', 'HIGH', 'REJECTED'))).toBe(true);
  expect(rejected(assessment(1, 'COMPLETED', 'HIGH', 'REJECTED'), assessment(2, 'SUPERSEDED', 'LOW'))).toBe(true);
  expect(rejected(assessment(1, 'COMPLETED', 'HIGH', 'REJECTED'), assessment(2, 'COMPLETED', 'LOW', 'ACCEPTED'))).toBe(
    false,
  );
});
