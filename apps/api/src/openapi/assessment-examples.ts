import { assessmentView, type Assessment } from '@aml-customer/application';
import type { Profile } from '@aml-customer/domain';
import { defaultModel, evaluate } from '@aml-customer/risk-evaluation';
import { EXAMPLE_TIME, firstExample } from './examples.js';

/** A politically exposed person, whose risk level needs a decision. */
const profile = { ...firstExample.profile, isPEP: true } as Profile;
const explanation = evaluate(defaultModel, profile, { assessedOn: EXAMPLE_TIME });
const { level, score, needsDecision, nextReview, model } = explanation;

const pending: Assessment = {
  id: '17',
  state: 'PENDING',
  customerExtId: String(firstExample.message.customerExtId),
  version: 1,
  communicationNumber: String(firstExample.message.communicationNumber),
  createdAt: EXAMPLE_TIME,
  lead: false,
  assessedAt: EXAMPLE_TIME,
  fourEyes: { whenAssessed: false },
  risk: { level, score, needsDecision, nextReview, model, explanation },
};

/** The request of a compliance officer. */
export const decisionExample = {
  decisionType: 'ACCEPTED',
  finalRiskLevel: level,
  decisionGroundCode: '02',
  comment: 'Pareigos ir lėšų kilmė patikrintos',
  decidedBy: 'Ona Onaitė',
} as const;

const decision = { ...decisionExample, authenticated: true, decidedAt: EXAMPLE_TIME };

/** An assessment that waits for a decision. */
export const pendingExample = asJson(assessmentView(pending));

const completed: Assessment = {
  ...pending,
  state: 'COMPLETED',
  decision,
  decisions: [decision],
  finalRiskLevel: decision.finalRiskLevel,
  completedAt: EXAMPLE_TIME,
};

/** The same assessment after the decision. */
export const completedExample = asJson(assessmentView(completed));

const confirmation = {
  ...decision,
  decidedBy: 'Jonas Rimša',
  comment: 'Dokumentai peržiūrėti',
  decidedAt: new Date('2026-11-22T09:10:00.000Z'),
};

/** The same assessment with four eyes, after the second person confirmed the decision of the first. */
export const confirmedExample = asJson(
  assessmentView({
    ...completed,
    decisions: [decision, confirmation],
    confirmedBy: confirmation.decidedBy,
    completedAt: confirmation.decidedAt,
  }),
);

/** The pending assessment as an item of a list. */
export const summaryExample = withoutExplanation(pendingExample);

/** The assessed level of the examples. */
export const exampleLevel = level;

function asJson(value: object): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}

function withoutExplanation({ risk, ...view }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { explanation: _, ...facts } = risk as Record<string, unknown>;
  return { ...view, risk: facts };
}
