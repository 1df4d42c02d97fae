import { assessmentView, type Assessment } from '@aml-customer/application';
import { examples, profileOf, read, type Profile } from '@aml-customer/domain';
import { defaultModel, evaluate } from '@aml-customer/risk-evaluation';

const AT = new Date('2026-11-22T08:30:00.000Z');
const [{ body }] = examples as [(typeof examples)[number]];
const reading = read(body);
const message = 'unreadable' in reading ? {} : reading.message;

/** A person who is politically exposed: somebody has to decide. */
const profile = { ...profileOf(message), isPEP: true } as Profile;
const explanation = evaluate(defaultModel, profile, { assessedOn: AT });
const { level, score, needsDecision, nextReview, model } = explanation;

const pending: Assessment = {
  id: '17',
  state: 'PENDING',
  customerExtId: String(message.customerExtId),
  version: 1,
  communicationNumber: String(message.communicationNumber),
  createdAt: AT,
  lead: false,
  risk: { level, score, needsDecision, nextReview, model, explanation },
};

/** What a compliance officer sends. */
export const decisionExample = {
  decisionType: 'ACCEPTED',
  finalRiskLevel: level,
  decisionGroundCode: '02',
  comment: 'Pareigos ir lėšų kilmė patikrintos',
  decidedBy: 'Ona Onaitė',
} as const;

const decision = { ...decisionExample, decidedAt: AT };

/** An assessment that waits, and the same once it is decided. */
export const pendingExample = plain(assessmentView(pending));
const completed: Assessment = {
  ...pending,
  state: 'COMPLETED',
  decision,
  decisions: [decision],
  finalRiskLevel: decision.finalRiskLevel,
  completedAt: AT,
};
export const completedExample = plain(assessmentView(completed));

/** The same with four eyes: the second decision confirmed the first. */
const second = {
  ...decision,
  decidedBy: 'Jonas Rimša',
  comment: 'Dokumentai peržiūrėti',
  decidedAt: new Date('2026-11-22T09:10:00.000Z'),
};
export const confirmedExample = plain(
  assessmentView({
    ...completed,
    decisions: [decision, second],
    confirmedBy: second.decidedBy,
    completedAt: second.decidedAt,
  }),
);

/** The same as a line of a list. */
export const summaryExample = withoutReasons(pendingExample);

/** The risk level that the example begins with. */
export const exampleLevel = level;

function plain(value: object): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}

function withoutReasons({ risk, ...view }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { explanation: _, ...facts } = risk as Record<string, unknown>;
  return { ...view, risk: facts };
}
