import type { CallbackEvent, CallbackEvents, EventCause } from '@aml-customer/application';
import { CUSTOMER_STATUSES } from '@aml-customer/domain';
import { exampleLevel } from './assessment-examples.js';
import { EXAMPLE_EVENT_ID, EXAMPLE_TIME, firstExample } from './examples.js';
import { assessedLevel, boolean, dateTime, enumOf, object, riskLevel, string } from './schemas.js';

/** The message that causes the example events. */
export const cause: EventCause = {
  id: EXAMPLE_EVENT_ID,
  time: EXAMPLE_TIME,
  communicationNumber: String(firstExample.message.communicationNumber),
  customerExtId: String(firstExample.message.customerExtId),
};

/** The data of the events (docs/contract/callbacks.md, "Events"). */
export const eventDataSchemas = {
  ScoringPending: object({ initialRiskLevel: assessedLevel }),
  ScoringCompleted: object(
    {
      initialRiskLevel: assessedLevel,
      finalRiskLevel: assessedLevel,
      decisionType: enumOf('ACCEPTED', 'REJECTED'),
      decisionGroundCode: { ...string, description: 'Present if a person decided' },
      approvedAt: { ...dateTime, description: 'Present if the decision is ACCEPTED' },
    },
    ['decisionGroundCode', 'approvedAt'],
  ),
  ScoringSuperseded: object({ initialRiskLevel: assessedLevel }, ['initialRiskLevel']),
  CustomerUpdated: object(
    {
      customerExternalID: string,
      sanctioned: boolean,
      pep: boolean,
      inAdverseMedia: boolean,
      inInternalList: boolean,
      riskLevel,
      status: enumOf(...CUSTOMER_STATUSES),
      updatedAt: dateTime,
    },
    ['sanctioned', 'pep', 'inAdverseMedia', 'inInternalList', 'riskLevel', 'status'],
  ),
};

/** An event that occurs, with an example. */
export interface KnownEvent {
  /** The name of the schema of the whole event. */
  readonly name: string;
  readonly summary: string;
  readonly event: CallbackEvent;
  /** The name of the schema of its data. */
  readonly data: keyof typeof eventDataSchemas;
  readonly isExtension?: boolean;
}

/** Every event that occurs, with the event types of the installation. */
export const knownEvents = (events: CallbackEvents): readonly KnownEvent[] => [
  {
    name: 'CustomerScoringPendingEvent',
    summary: 'A person must decide the risk of a customer',
    event: events.scoringPending(cause, 'customer', { initialRiskLevel: exampleLevel }),
    data: 'ScoringPending',
  },
  {
    name: 'CustomerScoringCompletedEvent',
    summary: 'The assessment of a customer was completed',
    event: events.scoringCompleted(cause, 'customer', {
      initialRiskLevel: exampleLevel,
      finalRiskLevel: exampleLevel,
      decisionType: 'ACCEPTED',
      decisionGroundCode: '02',
      approvedAt: cause.time,
    }),
    data: 'ScoringCompleted',
  },
  {
    name: 'CustomerScoringSupersededEvent',
    summary: 'A newer message replaced the assessment of a customer before it was decided',
    event: events.scoringSuperseded(cause, 'customer', { initialRiskLevel: exampleLevel }),
    data: 'ScoringSuperseded',
    isExtension: true,
  },
  {
    name: 'LeadScoringPendingEvent',
    summary: 'A person must decide the risk of a lead',
    event: events.scoringPending(cause, 'lead', { initialRiskLevel: exampleLevel }),
    data: 'ScoringPending',
  },
  {
    name: 'LeadScoringCompletedEvent',
    summary: 'The assessment of a lead was completed',
    event: events.scoringCompleted(cause, 'lead', {
      initialRiskLevel: 'LOW',
      finalRiskLevel: 'LOW',
      decisionType: 'ACCEPTED',
      approvedAt: cause.time,
    }),
    data: 'ScoringCompleted',
  },
  {
    name: 'LeadScoringSupersededEvent',
    summary: 'A newer message replaced the assessment of a lead before it was decided',
    event: events.scoringSuperseded(cause, 'lead', {}),
    data: 'ScoringSuperseded',
    isExtension: true,
  },
  {
    name: 'CustomerUpdatedEvent',
    summary: 'The risk level, status or flags of a customer changed',
    event: events.customerUpdated(cause, { sanctioned: false, pep: true, riskLevel: 'HIGH', status: 'ACTIVE' }),
    data: 'CustomerUpdated',
  },
];
