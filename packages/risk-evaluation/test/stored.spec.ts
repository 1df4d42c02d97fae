import { describe, expect, test } from '@jest/globals';
import {
  ManageModels,
  MemoryAssessments,
  MemoryRiskModels,
  ReplayAssessment,
  type AssessedRisk,
  type Assessment,
  type AssessmentCase,
} from '@aml-customer/application';
import { examples, profileOf, read } from '@aml-customer/domain';
import { defaultModel, loadModel, ModelRiskEvaluation, reassessStored, type ModelData } from '../src/index.js';

const TODAY = new Date('2026-03-01T10:00:00.000Z');
const body = JSON.stringify(examples[0]!.body);
const reading = read(JSON.parse(body));
const profile = profileOf('unreadable' in reading ? {} : reading.message);
const another = (version: string, title = 'Another'): ModelData => ({ ...defaultModel.data, version, title });

async function installation() {
  const models = new MemoryRiskModels(() => TODAY);
  const manage = new ManageModels(models, loadModel);
  await manage.startWith(defaultModel);
  return { models, manage };
}

describe('the risk models of an installation', () => {
  test('begin with the shipped one, active', async () => {
    const { manage } = await installation();
    expect(await manage.list()).toEqual([
      {
        id: defaultModel.id,
        version: defaultModel.version,
        hash: defaultModel.hash,
        addedAt: TODAY.toISOString(),
        active: true,
      },
    ]);
  });

  test('keep what was activated at every later start', async () => {
    const { manage } = await installation();
    await manage.add(another('bank-1'));
    expect(await manage.activate(defaultModel.id, 'bank-1')).toMatchObject({ version: 'bank-1', active: true });
    await manage.startWith(defaultModel);
    expect((await manage.list()).filter(({ active }) => active).map(({ version }) => version)).toEqual(['bank-1']);
  });

  test('take a file once, and never another under its name', async () => {
    const { manage } = await installation();
    expect(await manage.add(another('bank-1'))).toMatchObject({
      kind: 'added',
      model: { version: 'bank-1', active: false },
    });
    expect(await manage.add(another('bank-1'))).toMatchObject({ kind: 'there', model: { version: 'bank-1' } });
    expect(await manage.add(another('bank-1', 'Changed'))).toEqual({ kind: 'conflict' });
  });

  test('refuse a file with its problems, and the active one stays', async () => {
    const { manage } = await installation();
    expect(await manage.add({ ...another('bank-2'), groups: [] })).toMatchObject({
      kind: 'rejected',
      problems: expect.arrayContaining([expect.objectContaining({ pointer: expect.any(String) })]),
    });
    expect(await manage.list()).toHaveLength(1);
  });

  test('activate nothing that there is not', async () => {
    const { manage } = await installation();
    expect(await manage.activate('none', '1')).toBeUndefined();
  });
});

describe('an evaluation by the stored models', () => {
  test('uses the one that is active at that moment', async () => {
    const { models, manage } = await installation();
    const evaluation = new ModelRiskEvaluation(models);
    expect((await evaluation.evaluate(profile, TODAY)).model.version).toBe(defaultModel.version);
    await manage.add(another('bank-1'));
    await manage.activate(defaultModel.id, 'bank-1');
    expect((await evaluation.evaluate(profile, TODAY)).model.version).toBe('bank-1');
  });

  test('tells the next review by every level that a person may decide', async () => {
    const { models } = await installation();
    const { level, nextReview, explanation } = await new ModelRiskEvaluation(models).evaluate(profile, TODAY);
    expect(explanation).toMatchObject({ nextReviewBy: { LOW: '2031-03-01', HIGH: '2027-03-01', [level]: nextReview } });
  });

  test('is replayed with the model that it names', async () => {
    const { models, manage } = await installation();
    const assessments = new MemoryAssessments();
    const risk = await new ModelRiskEvaluation(models).evaluate(profile, TODAY);
    const queue = (id: string, given: Partial<AssessmentCase['assessment']>) =>
      assessments.queue({
        assessment: {
          id,
          state: 'QUEUED',
          customerExtId: 'C',
          version: 1,
          communicationNumber: 'N',
          createdAt: TODAY,
          lead: false,
          ...given,
        },
        customerStatus: 'PENDING',
        riskLevel: 'NONE',
        flags: {},
        customerUpdatedAt: new Date(0),
        body,
      });
    queue('1', { state: 'COMPLETED', risk: JSON.parse(JSON.stringify(risk)), finalRiskLevel: risk.level });
    queue('2', { state: 'PENDING', risk: { ...risk, explanation: { ...risk.explanation, score: 99 } } });
    queue('3', {});
    await manage.add(another('bank-1'));
    await manage.activate(defaultModel.id, 'bank-1');
    const replay = new ReplayAssessment({ assessments, models, reassess: reassessStored });
    expect(await replay.replay('1')).toEqual({ outcome: 'same' });
    expect(await replay.replay('2')).toEqual({
      outcome: 'different',
      differences: [{ pointer: '/risk/explanation/score', stored: 99, now: risk.score }],
    });
    expect(await replay.replay('3')).toEqual({ outcome: 'not-assessed' });
    expect(await replay.replay('4')).toBeUndefined();
  });

  const high = {
    decisionType: 'ACCEPTED',
    finalRiskLevel: 'HIGH',
    decisionGroundCode: '01',
    comment: 'Known',
    decidedBy: 'Ona',
    decidedAt: TODAY,
  } as const;
  const place = (pointer: string, stored: unknown, now: unknown) => [{ pointer, stored, now }];

  test.each<[string, Partial<Assessment>, Partial<AssessedRisk>, object[]]>([
    ['a score beside its reasons', {}, { score: 99 }, place('/risk/score', 99, 12)],
    ['a level', {}, { level: 'EXTREME' }, place('/risk/level', 'EXTREME', 'LOW')],
    ['who has to decide', {}, { needsDecision: true }, place('/risk/needsDecision', true, false)],
    ['a next review', {}, { nextReview: '2099-01-01' }, place('/risk/nextReview', '2099-01-01', '2031-03-01')],
    [
      'a model by its hash',
      {},
      { model: { ...defaultModel, hash: '0' } },
      place('/risk/model/hash', '0', defaultModel.hash),
    ],
    ['a final level that nobody decided', { finalRiskLevel: 'HIGH' }, {}, place('/finalRiskLevel', 'HIGH', 'LOW')],
    ['one that is missing', { finalRiskLevel: undefined }, {}, [{ pointer: '/finalRiskLevel', now: 'LOW' }]],
    ['one that is too early', { state: 'PENDING' }, {}, [{ pointer: '/finalRiskLevel', stored: 'LOW' }]],
    [
      'the final level of a decision',
      { decision: high },
      { nextReview: '2027-03-01' },
      place('/finalRiskLevel', 'LOW', 'HIGH'),
    ],
    [
      'the next review of a decision',
      { decision: high, finalRiskLevel: 'HIGH' },
      {},
      place('/risk/nextReview', '2031-03-01', '2027-03-01'),
    ],
    [
      'nothing, where a person decided for another level',
      { decision: high, finalRiskLevel: 'HIGH' },
      { nextReview: '2027-03-01' },
      [],
    ],
  ])('is replayed with all that is read of it, and names %s', async (_, given, ofRisk, differences) => {
    const { models } = await installation();
    const assessments = new MemoryAssessments();
    const risk = await new ModelRiskEvaluation(models).evaluate(profile, TODAY);
    const { id, version, hash } = { ...risk.model, ...ofRisk.model };
    assessments.queue({
      assessment: {
        id: '1',
        state: 'COMPLETED',
        customerExtId: 'C',
        version: 1,
        communicationNumber: 'N',
        createdAt: TODAY,
        lead: false,
        risk: { ...risk, ...ofRisk, model: { id, version, hash } },
        finalRiskLevel: 'LOW',
        ...given,
      },
      customerStatus: 'ACTIVE',
      riskLevel: 'LOW',
      flags: {},
      customerUpdatedAt: new Date(0),
      body,
    });
    expect(await new ReplayAssessment({ assessments, models, reassess: reassessStored }).replay('1')).toEqual(
      differences.length === 0 ? { outcome: 'same' } : { outcome: 'different', differences },
    );
  });

  test('is not replayed from a message that reads with problems', async () => {
    const { models } = await installation();
    const assessments = new MemoryAssessments();
    const risk = await new ModelRiskEvaluation(models).evaluate(profile, TODAY);
    assessments.queue({
      assessment: {
        id: '1',
        state: 'COMPLETED',
        customerExtId: 'C',
        version: 1,
        communicationNumber: 'N',
        createdAt: TODAY,
        lead: false,
        risk,
      },
      customerStatus: 'ACTIVE',
      riskLevel: 'LOW',
      flags: {},
      customerUpdatedAt: new Date(0),
      body: JSON.stringify({ ...examples[0]!.body, isPEP: 'perhaps' }),
    });
    await expect(new ReplayAssessment({ assessments, models, reassess: reassessStored }).replay('1')).rejects.toThrow(
      'A stored message does not read',
    );
  });
});
