import { examples, type Profile } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { MemoryRiskModels } from '../risk-models/risk-models.memory.js';
import { MemoryAssessments } from './assessments.memory.js';
import type { AssessedRisk, Assessment, RiskDecision } from './ports.js';
import { ReplayAssessment, type Reassess } from './replay-assessment.js';

const NOW = new Date('2026-03-01T10:00:00.000Z');
const BODY = examples[0]!.body;
const risk: AssessedRisk = {
  level: 'LOW',
  score: 3,
  needsDecision: false,
  nextReview: '2031-03-01',
  model: { id: 'bank', version: '1', hash: 'h' },
  explanation: { assessedOn: '2026-03-01', nextReviewBy: { LOW: '2031-03-01', HIGH: '2027-03-01' } },
};
const high: RiskDecision = {
  decisionType: 'ACCEPTED',
  finalRiskLevel: 'HIGH',
  decisionGroundCode: '01',
  comment: 'Known',
  decidedBy: 'Ona',
  authenticated: false,
  decidedAt: NOW,
};

/** A stored assessment, replayed by an evaluation that always finds the same risk. */
async function aReplay(assessment: Partial<Assessment>, body: unknown = BODY) {
  const assessments = new MemoryAssessments();
  const models = new MemoryRiskModels(() => NOW);
  await models.add({ id: 'bank', version: '1', hash: 'h', data: {} }, 'Rūta');
  await models.add({ id: 'bank', version: '2', hash: 'h2', data: {} }, 'Rūta');
  await models.activate('bank', '2', 'Rūta');
  assessments.queue({
    assessment: {
      id: '1',
      state: 'QUEUED',
      customerExtId: 'C',
      version: 1,
      communicationNumber: 'N',
      createdAt: NOW,
      lead: false,
      ...assessment,
    },
    customerStatus: 'ACTIVE',
    riskLevel: 'LOW',
    flags: {},
    customerUpdatedAt: NOW,
    body: JSON.stringify(body),
  });
  const calls: { readonly version: string; readonly profile: Profile; readonly explanation: object }[] = [];
  const reassess: Reassess = ({ version }, profile, explanation) => {
    calls.push({ version, profile, explanation });
    return risk;
  };
  return { calls, replay: new ReplayAssessment({ assessments, models, reassess }) };
}

describe('a replay', () => {
  test('assesses the stored profile with the model that the assessment names', async () => {
    const { calls, replay } = await aReplay({ state: 'COMPLETED', risk, finalRiskLevel: 'LOW' });
    expect(await replay.replay('1')).toEqual({ outcome: 'same' });
    expect(calls).toMatchObject([
      { version: '1', profile: { entityType: BODY.entityType }, explanation: risk.explanation },
    ]);
  });

  test('of an assessment that is still queued has nothing to compare with', async () => {
    const { calls, replay } = await aReplay({});
    expect(await replay.replay('1')).toEqual({ outcome: 'not-assessed' });
    expect(calls).toEqual([]);
  });

  test('returns undefined if there is no such assessment', async () => {
    const { replay } = await aReplay({});
    expect(await replay.replay('2')).toBeUndefined();
  });

  test('fails if the model of the assessment is missing', async () => {
    const { replay } = await aReplay({ risk: { ...risk, model: { id: 'bank', version: '3', hash: 'h' } } });
    await expect(replay.replay('1')).rejects.toThrow('The risk model bank 3 of an assessment is missing');
  });

  test('fails if the stored message no longer reads', async () => {
    const { replay } = await aReplay({ risk }, { ...BODY, isPEP: 'perhaps' });
    await expect(replay.replay('1')).rejects.toThrow();
  });

  test.each<[string, Partial<Assessment>, object[]]>([
    ['a changed score', { risk: { ...risk, score: 99 } }, [{ pointer: '/risk/score', stored: 99, now: 3 }]],
    [
      'a changed explanation',
      { risk: { ...risk, explanation: { ...risk.explanation, assessedOn: '2026-03-02' } } },
      [{ pointer: '/risk/explanation/assessedOn', stored: '2026-03-02', now: '2026-03-01' }],
    ],
    [
      'a final level that nobody decided',
      { finalRiskLevel: 'HIGH' },
      [{ pointer: '/finalRiskLevel', stored: 'HIGH', now: 'LOW' }],
    ],
    ['a missing final level', { finalRiskLevel: undefined }, [{ pointer: '/finalRiskLevel', now: 'LOW' }]],
    [
      'a final level before the end',
      { state: 'PENDING', finalRiskLevel: 'LOW' },
      [{ pointer: '/finalRiskLevel', stored: 'LOW' }],
    ],
    [
      'a final level and a next review that are not those of the decision',
      { decision: high },
      [
        { pointer: '/finalRiskLevel', stored: 'LOW', now: 'HIGH' },
        { pointer: '/risk/nextReview', stored: '2031-03-01', now: '2027-03-01' },
      ],
    ],
  ])('reports %s', async (_, assessment, differences) => {
    const { replay } = await aReplay({ state: 'COMPLETED', risk, finalRiskLevel: 'LOW', ...assessment });
    expect(await replay.replay('1')).toEqual({ outcome: 'different', differences });
  });

  test('accepts the level and next review that a person decided for', async () => {
    const decided = { risk: { ...risk, nextReview: '2027-03-01' }, decision: high, finalRiskLevel: 'HIGH' } as const;
    const { replay } = await aReplay({ state: 'COMPLETED', ...decided });
    expect(await replay.replay('1')).toEqual({ outcome: 'same' });
  });
});
