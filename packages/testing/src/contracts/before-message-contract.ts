import type {
  AssessedLevel,
  Assessments,
  Conclusion,
  CustomerBefore,
  CustomerReader,
  CustomerRegister,
} from '@aml-customer/application';
import type { CustomerStatus, Flags, RiskLevel } from '@aml-customer/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toCreate, toUpdate } from './an-intent.js';
import { TEST_MODEL } from './test-model.js';

/** The adapters under test, on one store with the setting `lowering: person`. */
export interface BeforeMessageUnderTest {
  readonly customers: CustomerRegister & CustomerReader;
  readonly assessments: Assessments;
  readonly tearDown: () => Promise<void>;
}

/** A message, and the course of its assessment before the next message. */
interface Step {
  readonly status?: CustomerStatus;
  readonly flags?: Flags;
  /** The imported level; a message without it asks for an assessment. */
  readonly imported?: RiskLevel;
  /** The level by the model; a step without it was never assessed. */
  readonly assessed?: AssessedLevel;
  /** The decision; `none` completes without a person. */
  readonly decided?: 'ACCEPTED' | 'REJECTED' | 'none';
}

interface Scenario {
  readonly name: string;
  readonly steps: readonly Step[];
  /** The state that an assessment sees after the steps. */
  readonly before: CustomerBefore;
  /** The status of the customer after the last message, which asks for ACTIVE and is assessed. Default: ACTIVE. */
  readonly status?: CustomerStatus;
}

/** Customers with a history, and their state before the next message. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'an import',
    steps: [{ status: 'SUSPENDED', imported: 'HIGH', flags: { pep: true, inInternalList: false } }],
    before: { riskLevel: 'HIGH', flags: { pep: true }, rejected: false },
    status: 'SUSPENDED',
  },
  {
    name: 'a concluded assessment',
    steps: [
      { imported: 'LOW', flags: { sanctioned: true } },
      { flags: { familyPep: true, inAdverseMedia: true }, assessed: 'MEDIUM', decided: 'none' },
    ],
    before: {
      riskLevel: 'MEDIUM',
      flags: { familyPep: true, inAdverseMedia: true },
      rejected: false,
    },
  },
  {
    name: 'an undecided assessment, and a message that was not assessed',
    steps: [
      { assessed: 'LOW', decided: 'none' },
      { assessed: 'EXTREME', flags: { pep: true } },
      { status: 'CLOSED', flags: { inInternalList: true } },
    ],
    before: { riskLevel: 'EXTREME', flags: { pep: true, inInternalList: true }, rejected: false },
    status: 'CLOSED',
  },
  {
    name: 'an import after an undecided assessment',
    steps: [{ assessed: 'EXTREME', flags: { pep: true } }, { imported: 'LOW' }],
    before: { riskLevel: 'LOW', flags: { pep: true }, rejected: false },
  },
  {
    name: 'messages that were never assessed',
    steps: [{ status: 'PENDING' }, { status: 'ACTIVE' }],
    before: { riskLevel: 'NONE', flags: {}, rejected: false },
    status: 'PENDING',
  },
  {
    name: 'a message that suspended the customer and was never assessed',
    steps: [{ imported: 'LOW' }, { status: 'SUSPENDED' }, { status: 'PENDING' }],
    before: { riskLevel: 'LOW', flags: {}, rejected: false },
    status: 'SUSPENDED',
  },
  {
    name: 'a rejection by a person, and a message that suspended the customer',
    steps: [{ status: 'PENDING', assessed: 'LOW', decided: 'REJECTED' }, { status: 'SUSPENDED' }],
    before: { riskLevel: 'LOW', flags: {}, rejected: true },
    status: 'SUSPENDED',
  },
  {
    name: 'a rejection by a person',
    steps: [{ status: 'PENDING', assessed: 'HIGH', decided: 'REJECTED' }],
    before: { riskLevel: 'HIGH', flags: {}, rejected: true },
    status: 'REJECTED',
  },
  {
    name: 'a rejection by a person, and a message that asked to end it',
    steps: [{ status: 'PENDING', assessed: 'HIGH', decided: 'REJECTED' }, { status: 'ACTIVE' }],
    before: { riskLevel: 'HIGH', flags: {}, rejected: true },
    status: 'REJECTED',
  },
  {
    name: 'a rejection that an import ended',
    steps: [
      { status: 'PENDING', assessed: 'HIGH', decided: 'REJECTED' },
      { status: 'ACTIVE', imported: 'LOW' },
    ],
    before: { riskLevel: 'LOW', flags: {}, rejected: true },
  },
  {
    name: 'a rejection, and an assessment that completed without a person',
    steps: [
      { status: 'PENDING', assessed: 'HIGH', decided: 'REJECTED' },
      { status: 'SUSPENDED', assessed: 'LOW', decided: 'none' },
    ],
    before: { riskLevel: 'LOW', flags: {}, rejected: true },
    status: 'SUSPENDED',
  },
  {
    name: 'a rejection that a later decision ended',
    steps: [
      { status: 'PENDING', assessed: 'HIGH', decided: 'REJECTED' },
      { status: 'ACTIVE', assessed: 'LOW', decided: 'ACCEPTED' },
    ],
    before: { riskLevel: 'LOW', flags: {}, rejected: false },
  },
];

/**
 * Compares an adapter with the rules `customerBefore` and `statusOnAcceptance`: the state of the customer before the
 * message of an assessment, and the customer's status until the message is assessed.
 */
export function beforeMessageContract(name: string, setUp: () => Promise<BeforeMessageUnderTest>): void {
  describe(`${name} has the state of a customer before a message`, () => {
    let adapters: BeforeMessageUnderTest;
    beforeAll(async () => void (adapters = await setUp()));
    afterAll(() => adapters.tearDown());

    test('none if the message registers the customer', async () => {
      expect(await send('new', 1, {}, adapters)).toBeDefined();
      const [latest] = (await adapters.assessments.ofCustomer('new')) ?? [];
      expect(await adapters.assessments.open(latest?.id ?? '')).not.toHaveProperty('before');
    });

    test.each(SCENARIOS)('after $name', async ({ name: extId, steps, before, status = 'ACTIVE' }) => {
      await reach(extId, steps, adapters);
      const id = await send(extId, steps.length + 1, { status: 'ACTIVE' }, adapters);
      const opened = await adapters.assessments.open(id ?? '');
      expect(opened).toMatchObject({ requestedStatus: 'ACTIVE', customerStatus: status });
      expect(opened?.before).toEqual(before);
    });
  });
}

/** Registers a customer and takes it through the steps. */
export async function reach(
  extId: string,
  steps: readonly Step[],
  adapters: Pick<BeforeMessageUnderTest, 'customers' | 'assessments'>,
): Promise<void> {
  for (const [i, step] of steps.entries()) {
    const id = await send(extId, i + 1, step, adapters);
    if (id !== undefined) await conclude(id, step, adapters);
  }
}

/** Sends a message; returns the id of its assessment, if it has one. */
async function send(
  extId: string,
  number: number,
  { status = 'ACTIVE', flags = {}, imported }: Step,
  { customers, assessments }: Pick<BeforeMessageUnderTest, 'customers' | 'assessments'>,
): Promise<string | undefined> {
  const values = {
    number: `${extId} ${number}`,
    extId,
    customer: { status, flags, ...(imported && { riskLevel: imported }) },
    follow: { assessment: !imported },
  };
  await customers.store(number === 1 ? toCreate(values) : toUpdate(values), '{}');
  return imported ? undefined : (await assessments.ofCustomer(extId))?.[0]?.id;
}

async function conclude(
  id: string,
  { assessed, decided, status = 'ACTIVE' }: Step,
  { assessments }: Pick<BeforeMessageUnderTest, 'assessments'>,
): Promise<void> {
  if (!assessed) return;
  const at = (await assessments.open(id))?.customerUpdatedAt ?? new Date(0);
  const risk = {
    level: assessed,
    score: 61,
    needsDecision: decided !== 'none',
    nextReview: '2097-03-01',
    model: TEST_MODEL,
    explanation: {},
  };
  const decision = decided &&
    decided !== 'none' && {
      decisionType: decided,
      finalRiskLevel: assessed,
      decisionGroundCode: '02',
      decidedBy: 'Jonas',
      authenticated: true,
      decidedAt: at,
    };
  const conclusion: Conclusion = decided
    ? {
        seen: { state: 'QUEUED' },
        assessment: {
          state: 'COMPLETED',
          risk,
          assessedAt: at,
          ...(decision && { decision }),
          finalRiskLevel: assessed,
          completedAt: at,
        },
        ...(decision && { entry: decision }),
        customer: { riskLevel: assessed, status: decided === 'REJECTED' ? 'REJECTED' : status },
        events: [],
      }
    : { seen: { state: 'QUEUED' }, assessment: { state: 'PENDING', risk, assessedAt: at }, events: [] };
  if (!(await assessments.conclude(id, conclusion))) throw new Error('The step was not applied');
}
