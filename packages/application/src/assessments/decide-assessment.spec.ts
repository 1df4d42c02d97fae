import { describe, expect, test } from '@jest/globals';
import { CallbackEvents } from '../callbacks/events.js';
import { MemoryClassifiers } from '../classifiers/classifiers.memory.js';
import { DecideAssessment, type DecisionOutcome } from './decide-assessment.js';
import { MemoryAssessments } from './assessments.memory.js';
import type { AssessedLevel, AssessedRisk, Assessment } from './ports.js';
import { ReadAssessments } from './read-assessments.js';

const now = new Date('2026-03-01T10:00:00.000Z');
const nextReviewBy = { LOW: '2031-03-01', MEDIUM: '2029-03-01', HIGH: '2027-03-01', EXTREME: '2026-09-01' };
const decision = (finalRiskLevel: AssessedLevel, decidedBy = 'Rūta') =>
  ({ decisionType: 'ACCEPTED', finalRiskLevel, decisionGroundCode: 'DOCS', comment: 'Seen', decidedBy }) as const;

/** An assessment that waits for a person at HIGH. */
function aPending(explanation: object, fourEyes: readonly AssessedLevel[] = []) {
  const assessments = new MemoryAssessments();
  const risk: AssessedRisk = {
    level: 'HIGH',
    score: 60,
    needsDecision: true,
    nextReview: nextReviewBy.HIGH,
    model: { id: 'default', version: '1', hash: 'abc' },
    explanation,
  };
  assessments.queue({
    assessment: {
      id: '1',
      state: 'PENDING',
      customerExtId: 'C',
      version: 1,
      communicationNumber: 'N',
      createdAt: now,
      lead: false,
      risk,
    },
    customerStatus: 'PENDING',
    riskLevel: 'NONE',
    flags: {},
    customerUpdatedAt: now,
    body: '{}',
  });
  const classifiers = new MemoryClassifiers(
    ['DOCS', 'VISIT'].map((code) => ({ classifier: 'decisionGround', code, name: code })),
  );
  const decide = new DecideAssessment({
    assessments,
    classifiers,
    events: new CallbackEvents(),
    newId: () => 'evt-1',
    now: () => now,
    fourEyes,
  });
  const view = () => new ReadAssessments({ assessments }).one('1');
  const shown = async () => (await view())?.risk;
  return { assessments, risk, decide, shown, view };
}

test.each(['LOW', 'MEDIUM', 'HIGH', 'EXTREME'] as const)(
  'once a person decided %s, the next review is by that level; what was assessed stands',
  async (level) => {
    const { risk, decide, shown } = aPending({ nextReviewBy });
    await decide.decide('1', decision(level));
    expect(await shown()).toEqual({ ...risk, nextReview: nextReviewBy[level] });
  },
);

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

const kindOf = (outcome: DecisionOutcome) =>
  outcome.kind === 'refused' ? outcome.refusal : outcome.kind === 'taken' ? outcome.assessment.state : outcome.kind;
const FOUR: readonly AssessedLevel[] = ['HIGH', 'EXTREME'];

describe('with four eyes', () => {
  test('the second person confirms, and their own ground and comment are kept beside the first', async () => {
    const { decide, view } = aPending({}, FOUR);
    expect(kindOf(await decide.decide('1', decision('HIGH')))).toBe('PENDING');
    expect(kindOf(await decide.decide('1', { ...decision('HIGH', 'Jonas'), comment: 'Called the bank' }))).toBe(
      'COMPLETED',
    );
    expect(await view()).toMatchObject({
      state: 'COMPLETED',
      decision: { decidedBy: 'Rūta', comment: 'Seen' },
      confirmedBy: 'Jonas',
      decisions: [
        { ...decision('HIGH'), decidedAt: '2026-03-01T10:00:00.000Z' },
        { ...decision('HIGH', 'Jonas'), comment: 'Called the bank', decidedAt: '2026-03-01T10:00:00.001Z' },
      ],
    });
  });

  test.each([
    ['ground', { decisionGroundCode: 'VISIT' }],
    ['level', { finalRiskLevel: 'EXTREME' }],
    ['type', { decisionType: 'REJECTED' }],
  ] as const)(
    'who names another %s proposes anew: what was proposed before stays in the record, and the first may agree',
    async (_, other) => {
      const { decide, view } = aPending({}, FOUR);
      await decide.decide('1', decision('HIGH'));
      expect(kindOf(await decide.decide('1', { ...decision('HIGH', 'Jonas'), ...other }))).toBe('PENDING');
      expect(await view()).toMatchObject({
        decision: { ...other, decidedBy: 'Jonas' },
        decisions: [{ decidedBy: 'Rūta' }, { ...other, decidedBy: 'Jonas' }],
      });
      expect(kindOf(await decide.decide('1', { ...decision('HIGH'), ...other }))).toBe('COMPLETED');
      expect(await view()).toMatchObject({
        decision: { ...other, decidedBy: 'Jonas' },
        confirmedBy: 'Rūta',
        decisions: [{ decidedBy: 'Rūta' }, { decidedBy: 'Jonas' }, { ...other, decidedBy: 'Rūta' }],
      });
    },
  );

  test('nobody confirms a decision of their own, and everybody may correct it', async () => {
    const { decide, view } = aPending({}, FOUR);
    await decide.decide('1', decision('HIGH'));
    expect(kindOf(await decide.decide('1', decision('HIGH')))).toBe('same-person');
    expect(kindOf(await decide.decide('1', { ...decision('HIGH'), comment: 'Said otherwise' }))).toBe('same-person');
    expect(kindOf(await decide.decide('1', decision('EXTREME')))).toBe('PENDING');
    expect(kindOf(await decide.decide('1', decision('HIGH', 'Jonas')))).toBe('PENDING');
    expect((await view())?.decisions).toMatchObject([
      { finalRiskLevel: 'HIGH' },
      { finalRiskLevel: 'EXTREME' },
      { finalRiskLevel: 'HIGH', decidedBy: 'Jonas' },
    ]);
  });

  test('a level that one person gave is not brought down by another alone', async () => {
    const { assessments, decide } = aPending({}, FOUR);
    const case_ = await assessments.open('1');
    assessments.queue({
      ...case_!,
      assessment: { ...case_!.assessment, risk: { ...case_!.assessment.risk!, level: 'MEDIUM' } },
    });
    expect(kindOf(await decide.decide('1', decision('EXTREME')))).toBe('PENDING');
    expect(kindOf(await decide.decide('1', decision('MEDIUM', 'Jonas')))).toBe('PENDING');
    expect(kindOf(await decide.decide('1', decision('LOW', 'Eglė')))).toBe('PENDING');
  });

  test('two people at the same instant: the same decision of both is a confirmation, another one a proposal; of one person it is one', async () => {
    const both = async (...said: Parameters<DecideAssessment['decide']>[1][]) => {
      const { decide, view } = aPending({}, FOUR);
      const kinds = (await Promise.all(said.map((each) => decide.decide('1', each)))).map(kindOf);
      return { kinds, entries: (await view())?.decisions?.length };
    };
    expect(await both(decision('HIGH'), decision('HIGH', 'Jonas'))).toEqual({
      kinds: ['PENDING', 'COMPLETED'],
      entries: 2,
    });
    expect(await both(decision('HIGH'), decision('EXTREME', 'Jonas'))).toEqual({
      kinds: ['PENDING', 'PENDING'],
      entries: 2,
    });
    expect(await both(decision('HIGH'), decision('HIGH'))).toEqual({ kinds: ['PENDING', 'same-person'], entries: 1 });
  });
});

describe('a decision that comes too late, or too early', () => {
  test.each<[string, Partial<Assessment>]>([
    ['still-queued', { state: 'QUEUED' }],
    ['superseded', { state: 'SUPERSEDED' }],
    ['no-decision-needed', { state: 'COMPLETED' }],
    ['already-decided', { state: 'COMPLETED', decision: { ...decision('HIGH'), decidedAt: now } }],
  ])('hears why: %s', async (reason, given) => {
    const { assessments, decide } = aPending({});
    const case_ = await assessments.open('1');
    assessments.queue({ ...case_!, assessment: { ...case_!.assessment, ...given } });
    expect(kindOf(await decide.decide('1', decision('HIGH')))).toBe(reason);
  });

  test('is told that it is superseded where the store keeps no step about the customer any more', async () => {
    const { assessments, decide } = aPending({});
    assessments.conclude = async () => false;
    expect(kindOf(await decide.decide('1', decision('HIGH')))).toBe('superseded');
  });
});

test('the customer that is updated comes with the flags of its message, at the instant of its version', async () => {
  const steps: Parameters<MemoryAssessments['conclude']>[1][] = [];
  const assessments = new MemoryAssessments((step) => steps.push(step));
  const later = new Date(now.getTime() + 5_000);
  const risk: AssessedRisk = {
    level: 'HIGH',
    score: 60,
    needsDecision: true,
    nextReview: nextReviewBy.HIGH,
    model: { id: 'default', version: '1', hash: 'abc' },
    explanation: {},
  };
  assessments.queue({
    assessment: {
      id: '1',
      state: 'PENDING',
      customerExtId: 'C',
      version: 1,
      communicationNumber: 'N',
      createdAt: now,
      lead: false,
      risk,
    },
    customerStatus: 'PENDING',
    riskLevel: 'NONE',
    flags: { pep: true, sanctioned: false },
    customerUpdatedAt: later,
    body: '{}',
  });
  const classifiers = new MemoryClassifiers([{ classifier: 'decisionGround', code: 'DOCS', name: 'Documents' }]);
  await new DecideAssessment({
    assessments,
    classifiers,
    events: new CallbackEvents(),
    newId: () => 'evt-1',
    now: () => now,
    fourEyes: [],
  }).decide('1', decision('HIGH'));
  const [step] = steps;
  expect(step?.events.at(-1)).toMatchObject({
    time: later,
    data: {
      customerExternalID: 'C',
      sanctioned: false,
      pep: true,
      riskLevel: 'HIGH',
      status: 'ACTIVE',
      updatedAt: later.toISOString(),
    },
  });
  expect(Object.keys(step?.events.at(-1)?.data ?? {})).not.toContain('inInternalList');
  expect(step?.assessment.completedAt).toEqual(later);
});
