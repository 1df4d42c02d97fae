import { expect, test } from '@jest/globals';
import { CallbackEvents } from '../callbacks/events.js';
import { MemoryClassifiers } from '../classifiers/classifiers.memory.js';
import { MemoryRiskModels } from '../risk-models/risk-models.memory.js';
import { MemoryAssessments } from './assessments.memory.js';
import { DecideAssessment } from './decide-assessment.js';
import { ExplainedAssessments, type ExplainRisk } from './explained-assessments.js';
import type { AssessedRisk } from './ports.js';
import { ReadAssessments } from './read-assessments.js';

const NOW = new Date('2026-03-01T10:00:00.000Z');
const compact = { compact: 1, floors: [{ id: 'sanctioned' }] };
const whole = {
  floors: [{ floor: 'sanctioned', level: 'EXTREME', kind: 'law' }],
  nextReviewBy: { HIGH: '2027-03-01', EXTREME: '2027-02-01' },
};
const risk: AssessedRisk = {
  level: 'EXTREME',
  score: 60,
  needsDecision: true,
  nextReview: '2027-02-01',
  model: { id: 'bank', version: '1', hash: 'h' },
  explanation: compact,
};
const decision = {
  decisionType: 'ACCEPTED',
  finalRiskLevel: 'EXTREME',
  decisionGroundCode: '01',
  decidedBy: 'Ona',
  authenticated: true,
} as const;

async function setUp(values: Partial<AssessedRisk> = {}) {
  const [assessments, models] = [new MemoryAssessments(), new MemoryRiskModels(() => NOW)];
  await models.add({ id: 'bank', version: '1', hash: 'h', data: {} }, 'Rūta');
  assessments.queue({
    assessment: {
      id: '1',
      state: 'PENDING',
      customerExtId: 'C',
      version: 1,
      communicationNumber: 'N',
      createdAt: NOW,
      lead: false,
      risk: { ...risk, ...values },
    },
    customerStatus: 'PENDING',
    riskLevel: 'NONE',
    flags: {},
    customerUpdatedAt: NOW,
    body: '{}',
  });
  const calls: unknown[] = [];
  const explain: ExplainRisk = ({ version }, explanation) => {
    calls.push([version, explanation]);
    return { ...whole };
  };
  const explained = new ExplainedAssessments({ assessments, models, explain });
  const classifiers = new MemoryClassifiers([{ classifier: 'decisionGround', code: '01', name: 'Known' }]);
  const decideWith = (opened: Pick<ExplainedAssessments, 'open' | 'conclude'>) =>
    new DecideAssessment({
      assessments: opened,
      classifiers,
      events: new CallbackEvents(),
      newId: () => 'evt-1',
      now: () => NOW,
      fourEyes: false,
      activateAfter: 'assessment',
    });
  const read = async () => (await new ReadAssessments({ assessments, explained }).one('1'))?.risk?.explanation;
  const stored = async () => (await assessments.open('1'))?.assessment;
  return { assessments, explained, calls, decideWith, read, stored };
}

test('a compact explanation is read as a whole, by the model of its assessment', async () => {
  const { read, calls, explained } = await setUp();
  expect(await read()).toEqual(whole);
  expect(calls).toEqual([['1', compact]]);
  expect(await explained.open('2')).toBeUndefined();
});

test('a whole explanation, as earlier releases stored it, is read unchanged and needs no model', async () => {
  const explanation = { floors: [], score: 3 };
  const { read, calls } = await setUp({ explanation, model: { id: 'gone', version: '1', hash: 'h' } });
  expect(await read()).toBe(explanation);
  expect(calls).toEqual([]);
});

test.each([
  ['is missing', { id: 'bank', version: '2', hash: 'h' }, 'The risk model bank 2 of an assessment is missing'],
  [
    'has another hash',
    { id: 'bank', version: '1', hash: 'x' },
    'The risk model bank 1 of an assessment has another hash',
  ],
])('an assessment is not shown without its reasons if its model %s', async (_, model, message) => {
  const { read } = await setUp({ model });
  await expect(read()).rejects.toThrow(message);
});

test('a decision is made by the whole explanation, and keeps the compact one stored', async () => {
  const { decideWith, explained, stored } = await setUp();
  const lower = { ...decision, finalRiskLevel: 'HIGH', comment: 'Known' } as const;
  expect(await decideWith(explained).decide('1', { ...lower, authenticated: false })).toEqual({
    kind: 'refused',
    refusal: 'person-unproven',
  });
  expect(await decideWith(explained).decide('1', lower)).toMatchObject({
    kind: 'taken',
    assessment: { state: 'PENDING', risk: { explanation: whole } },
  });
  expect(await decideWith(explained).decide('1', { ...lower, decidedBy: 'Jonas' })).toMatchObject({
    kind: 'taken',
    assessment: { state: 'COMPLETED', risk: { explanation: whole, nextReview: '2027-03-01' } },
  });
  expect(await stored()).toMatchObject({
    state: 'COMPLETED',
    risk: { ...risk, nextReview: '2027-03-01' },
  });
});

test('a decision is never made by a compact explanation', async () => {
  const { assessments, decideWith } = await setUp();
  await expect(
    decideWith(assessments).decide('1', { ...decision, finalRiskLevel: 'HIGH', comment: 'x' }),
  ).rejects.toThrow('A decision needs the whole explanation of an assessment');
});
