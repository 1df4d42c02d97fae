import {
  AssessCustomer,
  CallbackEvents,
  DecideAssessment,
  MemoryClassifiers,
  ReadCustomers,
  type ActivateAfter,
  type AssessedRisk,
  type Assessments,
  type CustomerReader,
  type CustomerRegister,
  type EventLog,
} from '@aml-customer/application';
import { examples, type CustomerStatus } from '@aml-customer/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { toCreate, toUpdate } from './an-intent.js';

/** The adapters under test, on one store. */
export interface ActivationUnderTest {
  readonly assessments: Assessments;
  readonly customers: CustomerRegister & CustomerReader;
  readonly eventLog: EventLog;
  readonly tearDown: () => Promise<void>;
}

/** Later than the time of any version, which a database takes from its clock. */
const AT = new Date('2096-03-01T10:00:00.123Z');
const BODY = JSON.stringify(examples[0]?.body);
const classifiers = new MemoryClassifiers([{ classifier: 'decisionGround', code: 'DOCS', name: 'Documents' }]);

interface ActivationCase {
  readonly name: string;
  readonly activateAfter: ActivateAfter;
  readonly screenings?: readonly string[];
  /** Screenings of an earlier message about the customer. */
  readonly earlierScreenings?: readonly string[];
  readonly sentStatus?: CustomerStatus;
  readonly lead?: true;
  /** The decision of a person; without it the model completes the assessment. */
  readonly decisionType?: 'ACCEPTED' | 'REJECTED';
  readonly status: CustomerStatus;
  readonly waitsFor?: readonly string[];
}

const PEP_AND_SANCTIONS = ['PEP', 'SANCTIONS'];
const CASES: readonly ActivationCase[] = [
  { name: 'the assessment is enough', activateAfter: 'assessment', screenings: PEP_AND_SANCTIONS, status: 'ACTIVE' },
  { name: 'no screening was requested', activateAfter: 'screening', status: 'ACTIVE' },
  {
    name: 'screenings have not run',
    activateAfter: 'screening',
    screenings: PEP_AND_SANCTIONS,
    status: 'PENDING',
    waitsFor: PEP_AND_SANCTIONS,
  },
  {
    name: 'screenings have not run, and a person accepts',
    activateAfter: 'screening',
    screenings: PEP_AND_SANCTIONS,
    decisionType: 'ACCEPTED',
    status: 'PENDING',
    waitsFor: PEP_AND_SANCTIONS,
  },
  {
    name: 'screenings have not run, and a person rejects',
    activateAfter: 'screening',
    screenings: PEP_AND_SANCTIONS,
    decisionType: 'REJECTED',
    status: 'REJECTED',
  },
  {
    name: 'a screening of an earlier message has not run',
    activateAfter: 'screening',
    earlierScreenings: ['PEP'],
    screenings: ['SANCTIONS', 'PEP'],
    status: 'PENDING',
    waitsFor: PEP_AND_SANCTIONS,
  },
  {
    name: 'the message asks for ACTIVE',
    activateAfter: 'screening',
    screenings: PEP_AND_SANCTIONS,
    sentStatus: 'ACTIVE',
    status: 'ACTIVE',
  },
];

/** The rule of `activationWaitsFor`, as the use cases apply it on every adapter. */
export function activationContract(name: string, setUp: () => Promise<ActivationUnderTest>): void {
  describe(`${name} activates customers`, () => {
    let adapters: ActivationUnderTest;
    beforeAll(async () => void (adapters = await setUp()));
    afterAll(() => adapters.tearDown());

    const register = async ({
      name: extId,
      screenings = [],
      earlierScreenings,
      sentStatus: status = 'PENDING',
      lead,
    }: ActivationCase) => {
      const values = { extId, customer: { status, ...(lead && { lead }) } };
      if (earlierScreenings)
        await adapters.customers.store(
          toCreate({ ...values, number: `earlier ${extId}`, follow: { screenings: earlierScreenings } }),
          BODY,
        );
      const message = { ...values, number: extId, follow: { assessment: true, screenings } };
      await adapters.customers.store(earlierScreenings ? toUpdate(message) : toCreate(message), BODY);
      return (await adapters.assessments.ofCustomer(extId))?.[0]?.id ?? '';
    };

    const conclude = async (id: string, { activateAfter, decisionType }: ActivationCase) => {
      const common = {
        assessments: adapters.assessments,
        events: new CallbackEvents(),
        newId: randomUUID,
        now: () => AT,
        activateAfter,
        fourEyes: false,
      };
      const evaluation = { evaluate: async () => risk(decisionType !== undefined) };
      await new AssessCustomer({ ...common, evaluation, lowering: 'person' }).assess(id);
      if (decisionType === undefined) return undefined;
      return new DecideAssessment({ ...common, classifiers }).decide(id, {
        decisionType,
        finalRiskLevel: 'MEDIUM',
        decisionGroundCode: 'DOCS',
        decidedBy: 'Rūta',
        authenticated: false,
      });
    };

    test.each(CASES)('if $name', async (activation) => {
      const { name: extId, activateAfter, decisionType, status, waitsFor } = activation;
      const outcome = await conclude(await register(activation), activation);
      if (decisionType !== undefined)
        expect(outcome).toMatchObject({ kind: 'taken', activationWaitsFor: waitsFor ?? [] });
      const view = await new ReadCustomers({ customers: adapters.customers, activateAfter }).current(extId);
      expect(view).toMatchObject({ customerStatus: status, riskLevel: 'MEDIUM' });
      expect(view?.activationWaitsFor).toEqual(waitsFor);
      const events = (await adapters.eventLog.after(undefined, 1000))?.items ?? [];
      expect(events.findLast(({ subject }) => subject === extId)?.data).toMatchObject({ riskLevel: 'MEDIUM', status });
    });

    test('a lead stays PENDING and waits for no screening to be activated', async () => {
      const lead: ActivationCase = {
        name: 'lead',
        activateAfter: 'screening',
        screenings: ['PEP'],
        lead: true,
        decisionType: 'ACCEPTED',
        status: 'PENDING',
      };
      expect(await conclude(await register(lead), lead)).toMatchObject({ kind: 'taken', activationWaitsFor: [] });
      expect(await adapters.customers.find('lead')).toMatchObject({ customerStatus: 'PENDING', riskLevel: 'MEDIUM' });
    });
  });
}

const risk = (needsDecision: boolean): AssessedRisk => ({
  level: 'MEDIUM',
  score: 30,
  needsDecision,
  nextReview: '2097-03-01',
  model: { id: 'default', version: '1', hash: 'abc' },
  explanation: {},
});
