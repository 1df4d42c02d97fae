import {
  AssessCustomer,
  CallbackEvents,
  DecideAssessment,
  MemoryClassifiers,
  type AssessedRisk,
  type Assessments,
  type Conclusion,
  type RiskDecision,
} from '@aml-customer/application';
import { examples } from '@aml-customer/domain';
import { TEST_MODEL } from '@aml-customer/testing';
import { randomUUID } from 'node:crypto';

/** The body of a valid message. */
export const BODY = JSON.stringify(examples.find(({ name }) => name === 'evaluate')?.body);

/** The result of a risk model. */
export const risk = (level: AssessedRisk['level'], needsDecision = false): AssessedRisk => ({
  level,
  score: 42.5,
  needsDecision,
  nextReview: '2027-03-01',
  model: TEST_MODEL,
  explanation: { factors: [{ id: 'geography', because: 'Ąžuolas', points: 1.25 }], text: 'long '.repeat(1000) },
});

/** Later than any version that a test creates by the database's clock. */
export const AT = new Date('2096-03-01T10:00:00.123Z');

/** A person's decision. */
export const decision = (decidedBy = 'Rūta', changes: Partial<RiskDecision> = {}): Omit<RiskDecision, 'decidedAt'> => ({
  decisionType: 'ACCEPTED',
  finalRiskLevel: 'HIGH',
  decisionGroundCode: 'DOCS',
  comment: 'Seen „originals“',
  decidedBy,
  authenticated: true,
  ...changes,
});

/** A step that completes a queued assessment, without the use case before it. */
export const completion = (extId: string, seen: Conclusion['seen'] = { state: 'QUEUED' }): Conclusion => ({
  seen,
  assessment: { state: 'COMPLETED', risk: risk('LOW'), finalRiskLevel: 'LOW', completedAt: AT },
  customer: { riskLevel: 'LOW', status: 'ACTIVE' },
  events: [
    new CallbackEvents().scoringCompleted(
      { id: randomUUID(), time: AT, communicationNumber: 'by the test', customerExtId: extId },
      'customer',
      { initialRiskLevel: 'LOW', finalRiskLevel: 'LOW', decisionType: 'ACCEPTED', approvedAt: AT },
    ),
  ],
});

/** The use cases on the assessments of an adapter; every profile gets the same risk. */
export function useCases(assessments: Assessments, found: AssessedRisk, fourEyes = false) {
  const common = {
    assessments,
    events: new CallbackEvents(),
    newId: randomUUID,
    now: () => AT,
    fourEyes,
    activateAfter: 'assessment',
  } as const;
  const classifiers = new MemoryClassifiers([{ classifier: 'decisionGround', code: 'DOCS', name: 'Documents' }]);
  return {
    assess: new AssessCustomer({ ...common, lowering: 'person', evaluation: { evaluate: async () => found } }),
    decide: new DecideAssessment({ ...common, classifiers }),
  };
}
