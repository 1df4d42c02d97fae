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
  ({
    decisionType: 'ACCEPTED',
    finalRiskLevel,
    decisionGroundCode: 'DOCS',
    comment: 'Seen',
    decidedBy,
    authenticated: true,
  }) as const;

/** An assessment at HIGH that waits for a person. */
function setUp(explanation: object, fourEyes = false, values: Partial<Assessment> = {}) {
  const assessments = new MemoryAssessments();
  const overrides: boolean[] = [];
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
      ...values,
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
    activateAfter: 'assessment',
    fourEyes,
    onOutcome: (_, { override }) => overrides.push(override),
  });
  const view = () => new ReadAssessments({ assessments, explained: assessments }).one('1');
  const shown = async () => (await view())?.risk;
  return { assessments, risk, decide, shown, view, overrides };
}

test.each(['LOW', 'MEDIUM', 'HIGH', 'EXTREME'] as const)(
  'after a decision for %s the next review is by that level, and the assessed risk stays',
  async (level) => {
    const { risk, decide, shown } = setUp({ nextReviewBy });
    await decide.decide('1', decision(level));
    expect(await shown()).toEqual({ ...risk, nextReview: nextReviewBy[level] });
  },
);

test('with four eyes the next review moves when the second person confirms', async () => {
  const { risk, decide, shown } = setUp({ nextReviewBy }, true);
  await decide.decide('1', decision('MEDIUM'));
  expect(await shown()).toEqual(risk);
  await decide.decide('1', decision('MEDIUM', 'Jonas'));
  expect(await shown()).toEqual({ ...risk, nextReview: nextReviewBy.MEDIUM });
});

test('the next review stays if the explanation has no dates by level', async () => {
  const { risk, decide, shown } = setUp({});
  await decide.decide('1', decision('LOW'));
  expect(await shown()).toEqual(risk);
});

const kindOf = (outcome: DecisionOutcome) =>
  outcome.kind === 'refused' ? outcome.refusal : outcome.kind === 'taken' ? outcome.assessment.state : outcome.kind;

describe('with four eyes', () => {
  test('the second person confirms, and both decisions are kept with their comments', async () => {
    const { decide, view } = setUp({}, true);
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
    'another %s is a new proposal, which the first person may confirm; the first proposal stays in the record',
    async (_, other) => {
      const { decide, view } = setUp({}, true);
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

  test('nobody can confirm their own decision, but anybody can correct it', async () => {
    const { decide, view } = setUp({}, true);
    await decide.decide('1', decision('HIGH'));
    expect(kindOf(await decide.decide('1', decision('HIGH')))).toBe('same-person');
    expect(kindOf(await decide.decide('1', { ...decision('HIGH'), comment: 'Reworded' }))).toBe('same-person');
    expect(kindOf(await decide.decide('1', decision('EXTREME')))).toBe('PENDING');
    expect(kindOf(await decide.decide('1', decision('HIGH', 'Jonas')))).toBe('PENDING');
    expect((await view())?.decisions).toMatchObject([
      { finalRiskLevel: 'HIGH' },
      { finalRiskLevel: 'EXTREME' },
      { finalRiskLevel: 'HIGH', decidedBy: 'Jonas' },
    ]);
  });

  test('a proposed level is not lowered by one other person alone', async () => {
    const { assessments, decide } = setUp({}, true);
    const current = await assessments.open('1');
    assessments.queue({
      ...current!,
      assessment: { ...current!.assessment, risk: { ...current!.assessment.risk!, level: 'MEDIUM' } },
    });
    expect(kindOf(await decide.decide('1', decision('EXTREME')))).toBe('PENDING');
    expect(kindOf(await decide.decide('1', decision('MEDIUM', 'Jonas')))).toBe('PENDING');
    expect(kindOf(await decide.decide('1', decision('LOW', 'Eglė')))).toBe('PENDING');
  });

  test('concurrent decisions: the same by two people confirms, a different one proposes, and one person counts once', async () => {
    const concurrently = async (...decisions: Parameters<DecideAssessment['decide']>[1][]) => {
      const { decide, view } = setUp({}, true);
      const kinds = (await Promise.all(decisions.map((each) => decide.decide('1', each)))).map(kindOf);
      return { kinds, entries: (await view())?.decisions?.length };
    };
    expect(await concurrently(decision('HIGH'), decision('HIGH', 'Jonas'))).toEqual({
      kinds: ['PENDING', 'COMPLETED'],
      entries: 2,
    });
    expect(await concurrently(decision('HIGH'), decision('EXTREME', 'Jonas'))).toEqual({
      kinds: ['PENDING', 'PENDING'],
      entries: 2,
    });
    expect(await concurrently(decision('HIGH'), decision('HIGH'))).toEqual({
      kinds: ['PENDING', 'same-person'],
      entries: 1,
    });
  });
});

const law = (level: AssessedLevel) => ({ floors: [{ level, kind: 'law' }] });

describe('below a floor of the law, with four eyes off', () => {
  test.each(['ACCEPTED', 'REJECTED'] as const)(
    '%s needs a second person, and is counted as an override',
    async (type) => {
      const { decide, view, overrides } = setUp(law('HIGH'));
      const lowered = { ...decision('MEDIUM'), decisionType: type };
      expect(kindOf(await decide.decide('1', lowered))).toBe('PENDING');
      expect(kindOf(await decide.decide('1', { ...lowered, decidedBy: ' RŪTA ' }))).toBe('same-person');
      expect(kindOf(await decide.decide('1', { ...lowered, decidedBy: 'Jonas' }))).toBe('COMPLETED');
      expect(await view()).toMatchObject({
        decision: { override: true, authenticated: true },
        fourEyes: { whenDecided: false },
        confirmedBy: 'Jonas',
      });
      expect(overrides).toEqual([true]);
    },
  );

  test('nobody without a personal token decides, neither first nor second', async () => {
    const { decide } = setUp(law('HIGH'));
    const unproven = (name: string) => ({ ...decision('MEDIUM', name), authenticated: false });
    expect(kindOf(await decide.decide('1', unproven('Rūta')))).toBe('person-unproven');
    expect(kindOf(await decide.decide('1', decision('MEDIUM')))).toBe('PENDING');
    expect(kindOf(await decide.decide('1', unproven('Jonas')))).toBe('person-unproven');
  });

  test('a proposal whose person no token proved cannot be confirmed, only proposed again', async () => {
    const earlier = { ...decision('MEDIUM'), authenticated: false, decidedAt: now };
    const { decide } = setUp(law('HIGH'), false, { decision: earlier, decisions: [earlier] });
    expect(kindOf(await decide.decide('1', decision('MEDIUM', 'Jonas')))).toBe('PENDING');
    expect(kindOf(await decide.decide('1', decision('MEDIUM', 'Eglė')))).toBe('COMPLETED');
  });

  test('a floor without a kind counts as law', async () => {
    const { decide } = setUp({ floors: [{ level: 'HIGH' }] });
    expect(kindOf(await decide.decide('1', decision('LOW')))).toBe('PENDING');
  });

  test('at the floor or above, one person decides, also without a token', async () => {
    for (const level of ['HIGH', 'EXTREME'] as const) {
      const { decide } = setUp(law('HIGH'));
      expect(kindOf(await decide.decide('1', { ...decision(level), authenticated: false }))).toBe('COMPLETED');
    }
  });
});

describe('below a policy floor or the level by score', () => {
  const policy = { floors: [{ level: 'HIGH', kind: 'policy' }] };

  test('one person decides, and the override is marked and counted', async () => {
    const { decide, view, overrides } = setUp(policy);
    expect(kindOf(await decide.decide('1', { ...decision('LOW'), authenticated: false }))).toBe('COMPLETED');
    expect(await view()).toMatchObject({
      decision: { override: true },
      decisions: [{ override: true }],
      fourEyes: { whenDecided: false },
    });
    expect(overrides).toEqual([true]);
  });

  test('a decision at the assessed level is no override', async () => {
    const { decide, view, overrides } = setUp(policy);
    await decide.decide('1', decision('HIGH'));
    expect(await view()).toMatchObject({ decision: { override: false } });
    expect(overrides).toEqual([false]);
  });

  test('with four eyes two people decide, whatever the levels are', async () => {
    const { decide } = setUp({}, true, { risk: { ...setUp({}).risk, level: 'MEDIUM' } });
    expect(kindOf(await decide.decide('1', { ...decision('LOW'), authenticated: false }))).toBe('person-unproven');
    expect(kindOf(await decide.decide('1', decision('LOW')))).toBe('PENDING');
    expect(kindOf(await decide.decide('1', decision('LOW', 'Jonas')))).toBe('COMPLETED');
  });
});

test('with four eyes two people decide what a message would undo', async () => {
  const low = { ...setUp({}).risk, level: 'LOW' } as const;
  const { decide } = setUp({}, true, { risk: low, waitsFor: ['FLAG_WITHDRAWN:isPEP'] });
  expect(kindOf(await decide.decide('1', decision('LOW')))).toBe('PENDING');
});

test('a proposal is not ended by the same person alone once four eyes is off', async () => {
  const proposal = { ...decision('HIGH'), decidedAt: now };
  const { decide } = setUp({}, false, { decision: proposal, decisions: [proposal] });
  expect(kindOf(await decide.decide('1', decision('HIGH')))).toBe('same-person');
  expect(kindOf(await decide.decide('1', decision('EXTREME')))).toBe('PENDING');
  expect(kindOf(await decide.decide('1', decision('EXTREME', 'Jonas')))).toBe('COMPLETED');
});

describe('a decision that is too late or too early', () => {
  test.each<[string, Partial<Assessment>]>([
    ['still-queued', { state: 'QUEUED' }],
    ['superseded', { state: 'SUPERSEDED' }],
    ['no-decision-needed', { state: 'COMPLETED' }],
    ['already-decided', { state: 'COMPLETED', decision: { ...decision('HIGH'), decidedAt: now } }],
  ])('is refused: %s', async (reason, change) => {
    const { assessments, decide } = setUp({});
    const current = await assessments.open('1');
    assessments.queue({ ...current!, assessment: { ...current!.assessment, ...change } });
    expect(kindOf(await decide.decide('1', decision('HIGH')))).toBe(reason);
  });

  test('is refused as superseded if the store no longer accepts a step', async () => {
    const { assessments, decide } = setUp({});
    assessments.conclude = async () => false;
    expect(kindOf(await decide.decide('1', decision('HIGH')))).toBe('superseded');
  });
});

test('customer.updated has the flags of the message and the time of the new version', async () => {
  const steps: Parameters<MemoryAssessments['conclude']>[1][] = [];
  const assessments = new MemoryAssessments();
  const conclude = assessments.conclude.bind(assessments);
  assessments.conclude = (id, step) => (steps.push(step), conclude(id, step));
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
    activateAfter: 'assessment',
    fourEyes: false,
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
