import { sourceOf, type CallbackEvent, type CallbackEvents, type EventCause } from '@aml-customer/application';
import { CUSTOMER_STATUSES } from '@aml-customer/domain';
import { exampleLevel } from './assessment-examples.js';
import { EXAMPLE_EVENT_ID, EXAMPLE_TIME, firstExample } from './examples.js';
import { documentedCall, extension, extensionCall, parameterRef } from './operations.js';
import { responseRef } from './responses.js';
import { assessedLevel, boolean, dateTime, enumOf, object, riskLevel, schemaRef, string } from './schemas.js';
import type { Section } from './section.js';

const cause: EventCause = {
  id: EXAMPLE_EVENT_ID,
  time: EXAMPLE_TIME,
  communicationNumber: String(firstExample.message.communicationNumber),
  customerExtId: String(firstExample.message.customerExtId),
};

const schemas = {
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

interface Webhook {
  readonly summary: string;
  readonly event: CallbackEvent;
  readonly data: keyof typeof schemas;
  readonly isExtension?: boolean;
}

/** Every callback with an example. */
const callbacksOf = (events: CallbackEvents): readonly Webhook[] => [
  {
    summary: 'A person must decide the risk of a customer',
    event: events.scoringPending(cause, 'customer', { initialRiskLevel: exampleLevel }),
    data: 'ScoringPending',
  },
  {
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
    summary: 'A newer message replaced the assessment of a customer before it was decided',
    event: events.scoringSuperseded(cause, 'customer', { initialRiskLevel: exampleLevel }),
    data: 'ScoringSuperseded',
    isExtension: true,
  },
  {
    summary: 'A person must decide the risk of a lead',
    event: events.scoringPending(cause, 'lead', { initialRiskLevel: exampleLevel }),
    data: 'ScoringPending',
  },
  {
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
    summary: 'A newer message replaced the assessment of a lead before it was decided',
    event: events.scoringSuperseded(cause, 'lead', {}),
    data: 'ScoringSuperseded',
    isExtension: true,
  },
  {
    summary: 'The risk level, status or flags of a customer changed',
    event: events.customerUpdated(cause, { sanctioned: false, pep: true, riskLevel: 'HIGH', status: 'ACTIVE' }),
    data: 'CustomerUpdated',
  },
];

const header = (name: string, description: string, example: string, required = true) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
  example,
});
const ceHeader = (name: string, example: string) => header(`ce-${name}`, 'Binary mode only', example, false);
const EXAMPLE_SIGNATURE = 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=';

const parameters = {
  WebhookId: header('webhook-id', extension('The id of the event; the same at every attempt'), cause.id),
  WebhookTimestamp: header('webhook-timestamp', extension('The time of the attempt, in Unix seconds'), '1795336200'),
  WebhookSignature: header(
    'webhook-signature',
    extension('Signatures (v1) of id, timestamp and body, one per secret'),
    EXAMPLE_SIGNATURE,
  ),
  WebhookHeadersSignature: header(
    'webhook-headers-signature',
    extension('Binary mode only: signatures (v1) of the Ce-* headers, one per secret'),
    EXAMPLE_SIGNATURE,
    false,
  ),
  CeSpecversion: ceHeader('specversion', '1.0'),
  CeId: ceHeader('id', cause.id),
  CeSubject: ceHeader('subject', cause.customerExtId),
  CeTime: ceHeader('time', cause.time.toISOString()),
};

const DESCRIPTION = `CloudEvents 1.0 over HTTP. Events of one customer are sent in order and at least once.
The signature follows Standard Webhooks (extension); docs/callbacks.md describes how to verify it.`;

/** Every callback as an OpenAPI webhook, under its event type (docs/contract/callbacks.md, "Events"). */
export const webhooks = (events: CallbackEvents): Section => ({
  schemas,
  parameters,
  responses: {
    WebhookDelivered: { description: 'Delivered, if the response arrives within 15 seconds' },
    WebhookNotDelivered: { description: 'Sent again later, for at most 12 attempts' },
  },
  webhooks: Object.fromEntries(
    callbacksOf(events).map((webhook) => [webhook.event.type, { post: operationOf(webhook) }]),
  ),
});

function operationOf({ summary, event, data, isExtension = false }: Webhook) {
  const attributes = {
    specversion: '1.0',
    id: event.id,
    source: encodeURIComponent(sourceOf(event)),
    type: event.type,
    subject: event.subject,
    time: event.time.toISOString(),
  };
  const envelope = object({
    ...Object.fromEntries(Object.keys(attributes).map((name) => [name, string])),
    datacontenttype: enumOf('application/json'),
    data: schemaRef(data),
  });
  return {
    ...(isExtension
      ? extensionCall('callbacks', event.type, extension(summary))
      : documentedCall('callbacks', event.type, summary)),
    description: DESCRIPTION,
    parameters: [
      ...Object.keys(parameters).map(parameterRef),
      ceHeader('source', attributes.source),
      ceHeader('type', attributes.type),
    ],
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: schemaRef(data), example: event.data },
        'application/cloudevents+json': {
          schema: envelope,
          example: { ...attributes, datacontenttype: 'application/json', data: event.data },
        },
      },
    },
    responses: { '2XX': responseRef('WebhookDelivered'), default: responseRef('WebhookNotDelivered') },
  };
}
