import { describe, expect, test } from '@jest/globals';
import {
  ExplainedAssessments,
  ManageModels,
  MemoryAssessments,
  MemoryClassifiers,
  MemoryRiskModels,
  ReplayAssessment,
  startWith,
  type AssessedRisk,
  type Assessment,
  type AssessmentCase,
  type RiskModels,
} from '@aml-customer/application';
import { examples, profileOf, read } from '@aml-customer/domain';
import { startingClassifiers } from '@aml-customer/reference-data';
import {
  defaultModel,
  defaultModels,
  explainStored,
  loadModel,
  ModelRiskEvaluation,
  reassessStored,
  type CompactAssessment,
  type Model,
  type ModelData,
} from '../src/index.js';

const TODAY = new Date('2026-03-01T10:00:00.000Z');
const body = JSON.stringify(examples[0]!.body);
const reading = read(JSON.parse(body));
const profile = profileOf('unreadable' in reading ? {} : reading.message);
const another = (version: string, title = 'Another'): ModelData => ({ ...defaultModel.data, version, title });

const manageModels = (models: RiskModels) =>
  new ManageModels({
    models,
    load: loadModel,
    classifiers: new MemoryClassifiers(startingClassifiers()),
    offered: [defaultModel],
    now: () => TODAY,
  });

/** As an installation replays: with whole explanations. */
const replaying = (assessments: MemoryAssessments, models: RiskModels) =>
  new ReplayAssessment({
    assessments: new ExplainedAssessments({ assessments, models, explain: explainStored }),
    models,
    reassess: reassessStored,
  });

async function installation() {
  const models = new MemoryRiskModels(() => TODAY);
  await startWith(models, defaultModel);
  const manage = manageModels(models);
  return { models, manage };
}

describe('the risk models of an installation', () => {
  test('start with the default model, active', async () => {
    const { manage } = await installation();
    expect(await manage.list()).toEqual([
      {
        id: defaultModel.id,
        version: defaultModel.version,
        hash: defaultModel.hash,
        addedAt: TODAY.toISOString(),
        activation: { by: 'first start', at: expect.any(String) },
        active: true,
        lists: expect.arrayContaining([
          {
            list: 'eu-tax',
            title: 'EU list of non-cooperative jurisdictions for tax purposes',
            date: '2026-02-17',
            validUntil: '2026-10-31',
            expired: false,
          },
        ]),
      },
    ]);
  });

  test('keep the activated model at later starts', async () => {
    const { models, manage } = await installation();
    await manage.add(another('bank-1'), 'Rūta');
    expect(await manage.activate(defaultModel.id, 'bank-1', 'Rūta')).toMatchObject({ version: 'bank-1', active: true });
    await startWith(models, defaultModel);
    expect((await manage.list()).filter(({ active }) => active).map(({ version }) => version)).toEqual(['bank-1']);
  });

  test('are stored once, and never replaced by other content', async () => {
    const { manage } = await installation();
    expect(await manage.add(another('bank-1'), 'Rūta')).toMatchObject({
      kind: 'added',
      model: { version: 'bank-1', active: false },
    });
    expect(await manage.add(another('bank-1'), 'Rūta')).toMatchObject({ kind: 'there', model: { version: 'bank-1' } });
    expect(await manage.add(another('bank-1', 'Changed'), 'Rūta')).toEqual({ kind: 'conflict' });
  });

  test('reject an invalid file with its problems', async () => {
    const { manage } = await installation();
    expect(await manage.add({ ...another('bank-2'), groups: [] }, 'Rūta')).toMatchObject({
      kind: 'rejected',
      problems: expect.arrayContaining([expect.objectContaining({ pointer: expect.any(String) })]),
    });
    expect(await manage.list()).toHaveLength(1);
  });

  test('are not activated if they do not exist', async () => {
    const { manage } = await installation();
    expect(await manage.activate('none', '1', 'Rūta')).toBeUndefined();
  });
});

describe('the versions of the default model', () => {
  test('are offered to an installation that keeps an earlier one', async () => {
    const models = new MemoryRiskModels(() => TODAY);
    await startWith(models, defaultModels[0]);
    const manage = manageModels(models);
    await startWith(models, defaultModel); // A later start, by a newer release.
    expect((await manage.list()).map(({ version, active }) => [version, active])).toEqual([['1', true]]);
    expect((await manage.listOffered()).map(({ id, version }) => [id, version])).toEqual([['default', '2']]);
  });

  test.each(defaultModels.map(({ version }) => version))('know every starting code: version %s', async (version) => {
    const models = new MemoryRiskModels(() => TODAY);
    await startWith(
      models,
      defaultModels.find((model) => model.version === version)!,
    );
    expect((await manageModels(models).activate('default', version, 'Ona'))?.unknownCodes).toEqual([]);
  });

  test('name the codes of an installation that they do not know, if they consult the classifier', () => {
    const unknown = (model: Model) =>
      (
        [
          ['legalForm', 'SOCIETY'],
          ['relationType', 'UBO'],
          ['serviceType', 'TOKEN_SALE'],
          ['introductionSourceType', 'FAIR'],
          ['country', 'XK'],
          ['currency', 'XAU'],
          ['activityType', 'MINING'],
        ] as const
      )
        .filter(([classifier, code]) => !model.knows(classifier, code))
        .map(([classifier]) => classifier);
    expect(unknown(defaultModel)).toEqual([
      'legalForm',
      'relationType',
      'serviceType',
      'introductionSourceType',
      'country',
    ]);
    expect(unknown(defaultModels[0])).toEqual(['country']);
  });
});

describe('an evaluation by the stored models', () => {
  test('uses the model that is active at that moment', async () => {
    const { models, manage } = await installation();
    const evaluation = new ModelRiskEvaluation(models);
    expect((await evaluation.evaluate(profile, TODAY)).model.version).toBe(defaultModel.version);
    await manage.add(another('bank-1'), 'Rūta');
    await manage.activate(defaultModel.id, 'bank-1', 'Rūta');
    expect((await evaluation.evaluate(profile, TODAY)).model.version).toBe('bank-1');
  });

  test('has the next review for every level that a person may decide for', async () => {
    const { models } = await installation();
    const { level, nextReview, explanation } = await new ModelRiskEvaluation(models).evaluateExplained(profile, TODAY);
    expect(explanation).toMatchObject({ nextReviewBy: { LOW: '2031-03-01', HIGH: '2027-03-01', [level]: nextReview } });
  });

  test('is replayed with the model that it names', async () => {
    const { models, manage } = await installation();
    const assessments = new MemoryAssessments();
    const risk = await new ModelRiskEvaluation(models).evaluate(profile, TODAY);
    const queue = (id: string, values: Partial<AssessmentCase['assessment']>) =>
      assessments.queue({
        assessment: {
          id,
          state: 'QUEUED',
          customerExtId: 'C',
          version: 1,
          communicationNumber: 'N',
          createdAt: TODAY,
          lead: false,
          ...values,
        },
        customerStatus: 'PENDING',
        riskLevel: 'NONE',
        flags: {},
        customerUpdatedAt: new Date(0),
        body,
      });
    queue('1', { state: 'COMPLETED', risk: JSON.parse(JSON.stringify(risk)), finalRiskLevel: risk.level });
    const whole = await new ModelRiskEvaluation(models).evaluateExplained(profile, TODAY);
    queue('2', { state: 'PENDING', risk: { ...whole, explanation: { ...whole.explanation, score: 99 } } });
    queue('3', {});
    const { factors, ...others } = risk.explanation as CompactAssessment;
    queue('5', { state: 'PENDING', risk: { ...risk, explanation: { ...others, factors: factors!.slice(1) } } });
    await manage.add(another('bank-1'), 'Rūta');
    await manage.activate(defaultModel.id, 'bank-1', 'Rūta');
    const replay = replaying(assessments, models);
    expect(await replay.replay('1')).toEqual({ outcome: 'same' });
    expect(await replay.replay('2')).toEqual({
      outcome: 'different',
      differences: [{ pointer: '/risk/explanation/score', stored: 99, now: risk.score }],
    });
    expect(await replay.replay('3')).toEqual({ outcome: 'not-assessed' });
    expect(await replay.replay('4')).toBeUndefined();
    expect(await replay.replay('5')).toMatchObject({
      outcome: 'different',
      differences: expect.arrayContaining([{ pointer: '/risk/explanation/score', stored: 8, now: risk.score }]),
    });
  });

  const high = {
    decisionType: 'ACCEPTED',
    finalRiskLevel: 'HIGH',
    decisionGroundCode: '01',
    comment: 'Known',
    decidedBy: 'Ona',
    authenticated: false,
    decidedAt: TODAY,
  } as const;
  const place = (pointer: string, stored: unknown, now: unknown) => [{ pointer, stored, now }];

  test.each<[string, Partial<Assessment>, Partial<AssessedRisk>, object[]]>([
    ['a changed score', {}, { score: 99 }, place('/risk/score', 99, 14)],
    ['a changed level', {}, { level: 'EXTREME' }, place('/risk/level', 'EXTREME', 'LOW')],
    ['a changed need for a decision', {}, { needsDecision: true }, place('/risk/needsDecision', true, false)],
    ['a changed next review', {}, { nextReview: '2099-01-01' }, place('/risk/nextReview', '2099-01-01', '2031-03-01')],
    [
      'a changed hash of the model',
      {},
      { model: { ...defaultModel, hash: '0' } },
      place('/risk/model/hash', '0', defaultModel.hash),
    ],
    ['a final level without a decision', { finalRiskLevel: 'HIGH' }, {}, place('/finalRiskLevel', 'HIGH', 'LOW')],
    ['a missing final level', { finalRiskLevel: undefined }, {}, [{ pointer: '/finalRiskLevel', now: 'LOW' }]],
    ['a final level before the end', { state: 'PENDING' }, {}, [{ pointer: '/finalRiskLevel', stored: 'LOW' }]],
    [
      'a final level that is not the one of the decision',
      { decision: high },
      { nextReview: '2027-03-01' },
      place('/finalRiskLevel', 'LOW', 'HIGH'),
    ],
    [
      'a next review that is not the one of the decision',
      { decision: high, finalRiskLevel: 'HIGH' },
      {},
      place('/risk/nextReview', '2031-03-01', '2027-03-01'),
    ],
    [
      'no difference if a person decided for another level',
      { decision: high, finalRiskLevel: 'HIGH' },
      { nextReview: '2027-03-01' },
      [],
    ],
  ])('is replayed with its risk and final level: %s', async (_, values, riskValues, differences) => {
    // Whole, as earlier releases stored it: a compact explanation is not even shown if its model has another hash.
    const { models } = await installation();
    const assessments = new MemoryAssessments();
    const risk = await new ModelRiskEvaluation(models).evaluateExplained(profile, TODAY);
    const { id, version, hash } = { ...risk.model, ...riskValues.model };
    assessments.queue({
      assessment: {
        id: '1',
        state: 'COMPLETED',
        customerExtId: 'C',
        version: 1,
        communicationNumber: 'N',
        createdAt: TODAY,
        lead: false,
        risk: { ...risk, ...riskValues, model: { id, version, hash } },
        finalRiskLevel: 'LOW',
        ...values,
      },
      customerStatus: 'ACTIVE',
      riskLevel: 'LOW',
      flags: {},
      customerUpdatedAt: new Date(0),
      body,
    });
    expect(await replaying(assessments, models).replay('1')).toEqual(
      differences.length === 0 ? { outcome: 'same' } : { outcome: 'different', differences },
    );
  });

  test('is not replayed from a message that can no longer be read', async () => {
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
    await expect(replaying(assessments, models).replay('1')).rejects.toThrow('A stored message does not read');
  });

  test('is stored in compact form and read as a whole, also after another model was activated', async () => {
    const { models, manage } = await installation();
    const evaluation = new ModelRiskEvaluation(models);
    const [risk, whole] = [
      await evaluation.evaluate(profile, TODAY),
      await evaluation.evaluateExplained(profile, TODAY),
    ];
    expect(evaluation.evaluateNow(profile, TODAY)).toEqual(risk);
    expect({ ...risk, explanation: whole.explanation }).toEqual(whole);
    await manage.add(another('bank-1'), 'Rūta');
    await manage.activate(defaultModel.id, 'bank-1', 'Rūta');
    const stored = (await models.find(defaultModel.id, defaultModel.version))!;
    expect(JSON.stringify(explainStored(stored, JSON.parse(JSON.stringify(risk.explanation)) as object))).toBe(
      JSON.stringify(whole.explanation),
    );
  });

  test('is not explained by a model whose content does not match its hash', async () => {
    const { models } = await installation();
    const { explanation } = await new ModelRiskEvaluation(models).evaluate(profile, TODAY);
    const stored = (await models.find(defaultModel.id, defaultModel.version))!;
    expect(() => explainStored({ ...stored, hash: '0' }, explanation)).toThrow('does not match its hash');
  });
});
