import type {
  CallbackEvent,
  CallbackEvents,
  EventParty,
  ImmediateAssessment,
  Lowering,
} from '@aml-customer/application';
import type { Intent } from '@aml-customer/domain';
import { binaryTexts } from '../database/binary-texts.js';
import { flagRow } from './flag-columns.js';

/** A message to store: its intent, its body as received, and its assessment if that was made already. */
export interface Message {
  readonly intent: Intent;
  readonly body: string;
  readonly assessment?: ImmediateAssessment;
  /** The explanation of the assessment as JSON; empty if there is none. */
  readonly explanation: string;
}

/** The parameters of `STORE` besides the messages. */
export interface StoreSettings {
  readonly eventTypes: EventTypes;
  readonly lowering: Lowering;
}

/** The types of the events that a message causes; those of scoring events for a customer and for a lead. */
export interface EventTypes {
  readonly superseded: readonly [customer: string, lead: string];
  readonly updated: string;
  readonly pending: readonly [customer: string, lead: string];
  readonly completed: readonly [customer: string, lead: string];
}

/** The parameters of `STORE`, in the order of their numbers. */
export const storeValues = (
  messages: readonly Message[],
  { eventTypes, lowering }: StoreSettings,
): readonly unknown[] => [
  JSON.stringify(messages.map((message, i) => rowOf(message, i + 1))),
  binaryTexts(messages.map(({ body }) => body)),
  eventTypes.superseded,
  lowering === 'person',
  messages.some(({ assessment }) => assessment) ? binaryTexts(messages.map(({ explanation }) => explanation)) : null,
  eventTypes.updated,
  eventTypes.pending,
  eventTypes.completed,
];

const rowOf = ({ intent: { customer, message, follow, hold }, assessment }: Message, place: number) => ({
  place,
  number: message.communicationNumber,
  requester: message.requester,
  ext_id: customer.extId,
  entity_type: customer.entityType,
  status: customer.status,
  risk_level: customer.riskLevel,
  title: customer.title,
  hold: hold.customer,
  assessed: follow.assessment,
  lead: customer.lead ?? false,
  ...(follow.screenings.length > 0 && { screenings: follow.screenings }),
  ...flagRow(customer.flags),
  ...(assessment && resultRow(assessment)),
});

const resultRow = ({ status, risk, requiresNoScreening, fourEyes }: ImmediateAssessment) => ({
  result_status: status,
  result_level: risk.level,
  result_score: risk.score,
  needs_decision: risk.needsDecision,
  next_review: risk.nextReview,
  model_id: risk.model.id,
  model_version: risk.model.version,
  model_hash: risk.model.hash,
  requires_no_screening: requiresNoScreening,
  four_eyes: fourEyes,
});

/** The event types of an installation. */
export function eventTypesOf(events: CallbackEvents): EventTypes {
  const cause = { id: '', time: new Date(0), communicationNumber: '', customerExtId: '' };
  const level = { initialRiskLevel: 'NONE' } as const;
  const result = { ...level, finalRiskLevel: 'NONE', decisionType: 'ACCEPTED' } as const;
  const ofBoth = (eventOf: (party: EventParty) => CallbackEvent) =>
    [eventOf('customer').type, eventOf('lead').type] as const;
  return {
    superseded: ofBoth((party) => events.scoringSuperseded(cause, party, {})),
    updated: events.customerUpdated(cause, {}).type,
    pending: ofBoth((party) => events.scoringPending(cause, party, level)),
    completed: ofBoth((party) => events.scoringCompleted(cause, party, result)),
  };
}
