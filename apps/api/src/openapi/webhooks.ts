import { sourceOf, type CallbackEvent, type CallbackEvents, type EventCause } from '@aml-customer/application';
import { CUSTOMER_STATUSES, RISK_LEVELS, type JsonSchema } from '@aml-customer/domain';
import { exampleLevel, pendingExample } from './assessment-examples.js';
import { object, text, time, words } from './parts.js';

const cause: EventCause = {
  id: '01920f5e-0000-7000-8000-000000000001',
  time: new Date('2026-11-22T08:30:00.000Z'),
  communicationNumber: String(pendingExample['communicationNumber']),
  customerExtId: String(pendingExample['customerExtId']),
};
const level = words(...RISK_LEVELS);
/** NONE is never assessed, and nobody decides for it. */
const assessed = words(...RISK_LEVELS.filter((each) => each !== 'NONE'));
const flag: JsonSchema = { type: 'boolean' };

const completed = object(
  {
    initialRiskLevel: assessed,
    finalRiskLevel: assessed,
    decisionType: words('ACCEPTED', 'REJECTED'),
    decisionGroundCode: { ...text, description: 'Only when a person decided' },
    approvedAt: { ...time, description: 'When it was ACCEPTED' },
  },
  ['decisionGroundCode', 'approvedAt'],
);
const updated = object(
  {
    customerExternalID: text,
    sanctioned: flag,
    pep: flag,
    inAdverseMedia: flag,
    inInternalList: flag,
    riskLevel: level,
    status: words(...CUSTOMER_STATUSES),
    updatedAt: time,
  },
  ['sanctioned', 'pep', 'inAdverseMedia', 'inInternalList', 'riskLevel', 'status'],
);

/** The events that go out, with an example and what their data hold. */
const sent = (
  events: CallbackEvents,
): readonly (readonly [summary: string, event: CallbackEvent, data: JsonSchema])[] => [
  [
    'A person must decide the risk of a customer',
    events.scoringPending(cause, 'customer', { initialRiskLevel: exampleLevel }),
    object({ initialRiskLevel: assessed }),
  ],
  [
    'The assessment of a customer ended',
    events.scoringCompleted(cause, 'customer', {
      initialRiskLevel: exampleLevel,
      finalRiskLevel: exampleLevel,
      decisionType: 'ACCEPTED',
      decisionGroundCode: '02',
      approvedAt: cause.time,
    }),
    completed,
  ],
  [
    'A newer message replaced an assessment before it was decided',
    events.scoringSuperseded(cause, 'customer', { initialRiskLevel: exampleLevel }),
    object({ initialRiskLevel: assessed }, ['initialRiskLevel']),
  ],
  [
    'A person must decide the risk of a lead',
    events.scoringPending(cause, 'lead', { initialRiskLevel: exampleLevel }),
    object({ initialRiskLevel: assessed }),
  ],
  [
    'The assessment of a lead ended',
    events.scoringCompleted(cause, 'lead', {
      initialRiskLevel: 'LOW',
      finalRiskLevel: 'LOW',
      decisionType: 'ACCEPTED',
      approvedAt: cause.time,
    }),
    completed,
  ],
  [
    'A newer message replaced the assessment of a lead',
    events.scoringSuperseded(cause, 'lead', {}),
    object({ initialRiskLevel: assessed }, ['initialRiskLevel']),
  ],
  [
    'The risk level, the status or the flags of a customer changed',
    events.customerUpdated(cause, { sanctioned: false, pep: true, riskLevel: 'HIGH', status: 'ACTIVE' }),
    updated,
  ],
];

const header = (name: string, description: string, example: string, required = true) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
  example,
});

/** Every callback as an OpenAPI webhook, by its type under the prefixes of the installation. */
export const webhooks = (events: CallbackEvents) =>
  Object.fromEntries(
    sent(events).map(([summary, event, data]) => [event.type, { post: webhook(summary, event, data) }]),
  );

function webhook(summary: string, event: CallbackEvent, data: JsonSchema) {
  const attributes = {
    specversion: '1.0',
    id: event.id,
    source: encodeURIComponent(sourceOf(event)),
    type: event.type,
    subject: event.subject,
    time: event.time.toISOString(),
  };
  return {
    tags: ['Callbacks'],
    operationId: event.type,
    summary,
    description:
      'CloudEvents 1.0 over HTTP, signed as Standard Webhooks; sent at least once, and in order for one customer. docs/callbacks.md says how to verify it.',
    parameters: [
      header('webhook-id', 'The id of the event, the same at every attempt', event.id),
      header('webhook-timestamp', 'Of the attempt, in seconds', '1795336200'),
      header(
        'webhook-signature',
        'v1 signatures of id, timestamp and body, one for each secret',
        'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
      ),
      header(
        'webhook-headers-signature',
        'Binary mode: the same over the Ce-* headers',
        'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
        false,
      ),
      ...Object.entries(attributes).map(([name, example]) => header(`ce-${name}`, 'Binary mode', example, false)),
    ],
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: data, example: event.data },
        'application/cloudevents+json': {
          schema: object({
            ...Object.fromEntries(Object.keys(attributes).map((name) => [name, text])),
            datacontenttype: words('application/json'),
            data,
          }),
          example: { ...attributes, datacontenttype: 'application/json', data: event.data },
        },
      },
    },
    responses: {
      '2XX': { description: 'Delivered, when it comes within 15 seconds' },
      default: { description: 'Tried again, 12 times in all' },
    },
  };
}
