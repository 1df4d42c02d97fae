import { expect, test } from '@jest/globals';
import { CallbackEvents } from '../callbacks/events.js';
import { MemoryClassifiers } from '../memory/classifiers.memory.js';
import { DecideAssessment } from './decide-assessment.js';
import { MemoryAssessments } from './memory/assessments.memory.js';
import type { AssessedLevel, AssessedRisk } from './ports.js';
import { ReadAssessments } from './read-assessments.js';

const now = new Date('2026-03-01T10:00:00.000Z');
const nextReviewBy = { LOW: '2031-03-01', MEDIUM: '2029-03-01', HIGH: '2027-03-01', EXTREME: '2026-09-01' };
const decision = (finalRiskLevel: AssessedLevel, decidedBy = 'Rūta') => ({ decisionType: 'ACCEPTED', finalRiskLevel, decisionGroundCode: 'DOCS', comment: 'Seen', decidedBy }) as const;

/** An assessment that waits for a person at HIGH. */
function aPending(explanation: object, fourEyes: readonly AssessedLevel[] = []) {
  const assessments = new MemoryAssessments();
  const risk: AssessedRisk = { level: 'HIGH', score: 60, needsDecision: true, nextReview: nextReviewBy.HIGH, model: { id: 'default', version: '1', hash: 'abc' }, explanation };
  assessments.queue({
    assessment: { id: '1', state: 'PENDING', customerExtId: 'C', version: 1, communicationNumber: 'N', createdAt: now, lead: false, risk },
    customerStatus: 'PENDING', riskLevel: 'NONE', body: '{}',
  });
  const classifiers = new MemoryClassifiers([{ classifier: 'decisionGround', code: 'DOCS', name: 'Documents' }]);
  const decide = new DecideAssessment({ assessments, classifiers, events: new CallbackEvents(), newId: () => 'evt-1', now: () => now, fourEyes });
  const shown = async () => (await new ReadAssessments({ assessments }).one('1'))?.risk;
  return { risk, decide, shown };
}

test.each(['LOW', 'MEDIUM', 'HIGH', 'EXTREME'] as const)('once a person decided %s, the next review is by that level; what was assessed stands', async (level) => {
  const { risk, decide, shown } = aPending({ nextReviewBy });
  await decide.decide('1', decision(level));
  expect(await shown()).toEqual({ ...risk, nextReview: nextReviewBy[level] });
});

test('with four eyes the next review moves when the second person confirms', async () => {
  const { risk, decide, shown } = aPending({ nextReviewBy }, ['HIGH']);
  await decide.decide('1', decision('MEDIUM'));
  expect(await shown()).toEqual(risk);
  await decide.decide('1', decision('MEDIUM', 'Jonas'));
  expect(await shown()).toEqual({ ...risk, nextReview: nextReviewBy.MEDIUM });
});

test('the next review stays where the explanation does not tell it by level', async () => {
  const { risk, decide, shown } = aPending({});
  await decide.decide('1', decision('LOW'));
  expect(await shown()).toEqual(risk);
});
