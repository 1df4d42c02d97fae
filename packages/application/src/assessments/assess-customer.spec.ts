import { examples, type Profile } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { CallbackEvents } from '../callbacks/events.js';
import { MemoryStore } from '../memory/memory-store.js';
import { AssessCustomer, type AssessmentOutcome } from './assess-customer.js';
import { MemoryAssessments } from './assessments.memory.js';
import type { AssessedRisk, CustomerBefore } from './ports.js';

const now = new Date('2026-03-01T10:00:00.000Z');
const risk: AssessedRisk = {
  level: 'LOW',
  score: 3,
  needsDecision: false,
  nextReview: '2031-03-01',
  model: { id: 'default', version: '1', hash: 'abc' },
  explanation: {},
};

/** A queued assessment of this message, and the profiles that are evaluated. */
function setUp(body: unknown, assessedRisk: Partial<AssessedRisk> = {}) {
  const store = new MemoryStore();
  store.models = [{ ...risk.model, data: {}, addedAt: now, active: true }];
  const assessments = new MemoryAssessments(store);
  const evaluated: Profile[] = [];
  assessments.queue({
    assessment: {
      id: '1',
      state: 'QUEUED',
      customerExtId: 'C',
      version: 1,
      communicationNumber: 'N',
      createdAt: now,
      lead: false,
    },
    customerStatus: 'PENDING',
    riskLevel: 'NONE',
    flags: {},
    customerUpdatedAt: now,
    body: JSON.stringify(body),
  });
  const evaluation = {
    evaluate: async (profile: Profile) => {
      evaluated.push(profile);
      return { ...risk, ...assessedRisk };
    },
  };
  const outcomes: AssessmentOutcome[] = [];
  const assess = new AssessCustomer({
    assessments,
    evaluation,
    events: new CallbackEvents(),
    newId: () => 'evt-1',
    now: () => now,
    fourEyes: false,
    lowering: 'person',
    activateAfter: 'assessment',
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  return { assessments, evaluated, outcomes, assess };
}

describe('assessing a stored message', () => {
  test('completes the assessment', async () => {
    const { assess, assessments, evaluated } = setUp(examples[0]?.body);
    await assess.assess('1');
    expect(evaluated).toMatchObject([{ entityType: 'INDIVIDUAL' }]);
    expect((await assessments.open('1'))?.assessment).toMatchObject({ state: 'COMPLETED', finalRiskLevel: 'LOW' });
  });

  test.each([
    ['problems, since the assessment would lack a field', { ...examples[0]?.body, isPEP: 'perhaps' }],
    ['problems in a related entity', { ...examples[0]?.body, listRelatedEntity: 'nobody' }],
    ['an unreadable body', []],
  ])('with %s rejects and leaves the assessment queued', async (_, body) => {
    const { assess, assessments, evaluated } = setUp(body);
    await expect(assess.assess('1')).rejects.toThrow('A stored message does not read');
    expect(evaluated).toEqual([]);
    expect((await assessments.open('1'))?.assessment.state).toBe('QUEUED');
  });
});

describe('the status that a message asks for', () => {
  const standing = { riskLevel: 'LOW', flags: {}, rejected: false } as const;

  /** The customer after the assessment of a message that asks to activate a suspended customer. */
  async function statusAfter(assessedRisk: Partial<AssessedRisk>, before: CustomerBefore) {
    const { assess, assessments } = setUp(examples[0]?.body, assessedRisk);
    const queued = await assessments.open('1');
    assessments.queue({ ...queued!, customerStatus: 'SUSPENDED', requestedStatus: 'ACTIVE', before });
    await assess.assess('1');
    const { assessment, customerStatus } = (await assessments.open('1'))!;
    return [assessment.state, customerStatus];
  }

  test('is applied if the assessment completes, and if it waits because of the model alone', async () => {
    expect(await statusAfter({}, standing)).toEqual(['COMPLETED', 'ACTIVE']);
    expect(await statusAfter({ level: 'HIGH', needsDecision: true }, standing)).toEqual(['PENDING', 'ACTIVE']);
  });

  test('is held back while a person must decide what the message would undo', async () => {
    expect(await statusAfter({}, { ...standing, riskLevel: 'HIGH' })).toEqual(['PENDING', 'SUSPENDED']);
    expect(await statusAfter({}, { ...standing, flags: { pep: true } })).toEqual(['PENDING', 'SUSPENDED']);
    expect(await statusAfter({}, { ...standing, rejected: true })).toEqual(['PENDING', 'SUSPENDED']);
  });
});

describe('the outcome of an assessment is reported', () => {
  const LOW = examples[0]?.body;

  test.each<[AssessmentOutcome, object | undefined, Partial<AssessedRisk>]>([
    ['COMPLETED', LOW, {}],
    ['PENDING', LOW, { needsDecision: true }],
    ['failed', [], {}],
  ])('once, as %s', async (outcome, body, assessedRisk) => {
    const { assess, outcomes } = setUp(body, assessedRisk);
    await assess.assess('1').catch(() => {});
    expect(outcomes).toEqual([outcome]);
    if (outcome === 'failed') return;
    await assess.assess('1');
    expect(outcomes).toEqual([outcome]);
  });

  test('as SUPERSEDED if a newer message came before or during the assessment', async () => {
    const { assess, assessments, outcomes } = setUp(LOW);
    const conclude = assessments.conclude.bind(assessments);
    assessments.conclude = async (id, step) => {
      await conclude(id, { seen: step.seen, assessment: { state: 'SUPERSEDED' }, events: [] });
      return conclude(id, step);
    };
    await assess.assess('1');
    await assess.assess('1');
    expect(outcomes).toEqual(['SUPERSEDED', 'SUPERSEDED']);
  });
});
