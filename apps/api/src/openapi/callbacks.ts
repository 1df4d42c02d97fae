import type { CallbackEvents, EventView } from '@aml-customer/application';
import type { JsonSchema } from '@aml-customer/domain';
import { exampleLevel } from './assessment-examples.js';
import { EXAMPLE_EVENT_ID, EXAMPLE_TIME, firstExample } from './examples.js';
import { knownEvents } from './known-events.js';
import { documentedCall, managementCall, paging, pathParameter, queryParameter, security } from './operations.js';
import { jsonResponse, managementErrors, invalidValue } from './responses.js';
import { anyValue, arrayOf, dateTime, enumOf, object, pageCursor, schemaRef, string } from './schemas.js';
import type { Section } from './section.js';

const COMMUNICATION_NUMBER = String(firstExample.message.communicationNumber);
const DELIVERY_STATES = ['PENDING', 'DELIVERED', 'FAILED'];

function exampleEvent(events: CallbackEvents): EventView {
  const cause = {
    id: EXAMPLE_EVENT_ID,
    time: EXAMPLE_TIME,
    communicationNumber: COMMUNICATION_NUMBER,
    customerExtId: String(firstExample.message.customerExtId),
  };
  const { id, type, subject, data } = events.scoringPending(cause, 'customer', { initialRiskLevel: exampleLevel });
  return { type, source: COMMUNICATION_NUMBER, subject, data, id, time: EXAMPLE_TIME.toISOString() };
}

const eventFields = {
  type: string,
  source: { ...string, description: 'The communication number of the message, or customer' },
  subject: { ...string, description: 'The external id of the customer' },
  id: string,
  time: dateTime,
};

/** One schema per type of event; `type` discriminates. */
function eventSchemas(events: CallbackEvents): Readonly<Record<string, JsonSchema>> {
  const known = knownEvents(events);
  return {
    Event: {
      oneOf: known.map(({ name }) => schemaRef(name)),
      discriminator: {
        propertyName: 'type',
        mapping: Object.fromEntries(known.map(({ name, event }) => [event.type, `#/components/schemas/${name}`])),
      },
    },
    ...Object.fromEntries(
      known.map(({ name, summary, event, data }) => [
        name,
        { ...object({ ...eventFields, type: enumOf(event.type), data: schemaRef(data) }), description: summary },
      ]),
    ),
  };
}

const schemas = {
  PolledEvents: object({
    events: arrayOf(schemaRef('Event')),
    errors: { ...arrayOf(anyValue), description: 'Always empty' },
  }),
  EventFeed: object({ events: arrayOf(schemaRef('Event')), cursor: pageCursor }, ['cursor']),
  Delivery: object(
    {
      ...eventFields,
      state: enumOf(...DELIVERY_STATES),
      attempts: { type: 'integer', minimum: 0 },
      nextAttemptAt: dateTime,
      lastOutcome: {
        ...string,
        description:
          'For example status-500, timeout, refused-target, dns, connection-refused or tls; see docs/callbacks.md',
      },
    },
    ['nextAttemptAt', 'lastOutcome'],
  ),
  Deliveries: object({ deliveries: arrayOf(schemaRef('Delivery')), cursor: pageCursor }, ['cursor']),
  Redelivery: object({ id: string }),
};

const call = (operationId: string, summary: string, description: string) =>
  managementCall('callbackManagement', operationId, summary, description);

/** Events and their deliveries. The examples use the event types of the installation. */
export function callbacks(events: CallbackEvents): Section {
  const event = exampleEvent(events);
  const { data: _, ...eventWithoutData } = event;
  return {
    schemas: { ...schemas, ...eventSchemas(events) },
    paths: {
      '/api/integration-services/v1/communications-events/{communicationNumber}': {
        get: {
          ...documentedCall(
            'callbacks',
            'pollEvents',
            'List the events of a message, in order',
            'An alternative to callbacks: the same events, by the communication number of the message behind them.',
          ),
          security,
          parameters: [
            pathParameter('communicationNumber', COMMUNICATION_NUMBER, 'The communication number, percent-encoded'),
          ],
          responses: {
            200: jsonResponse('The events; an empty list for an unknown number', 'PolledEvents', {
              events: [event],
              errors: [],
            }),
            ...managementErrors(),
          },
        },
      },
      '/events': {
        get: {
          ...call(
            'readFeed',
            'Read all events in a stable order, from a cursor on',
            'For a receiver that was down: it stores the cursor of each page and continues after it.',
          ),
          parameters: paging,
          responses: {
            200: jsonResponse('A page', 'EventFeed', { events: [event], cursor: '1' }),
            ...invalidValue('after must be a cursor that an earlier answer gave'),
            ...managementErrors(),
          },
        },
      },
      '/events/{id}/redeliver': {
        post: {
          ...call(
            'redeliverEvent',
            'Send an event again, in its original place in the order of its customer',
            'The event keeps its id, so that the receiver recognises a repeat. It gets all attempts anew.',
          ),
          parameters: [pathParameter('id', EXAMPLE_EVENT_ID, 'The id of the event')],
          responses: {
            202: jsonResponse('The event is queued', 'Redelivery', { id: EXAMPLE_EVENT_ID }),
            ...managementErrors(404),
          },
        },
      },
      '/deliveries': {
        get: {
          ...call(
            'listDeliveries',
            'List events by the state of their delivery; by default those that failed',
            'An event that failed is not sent again until `POST /events/{id}/redeliver` asks for it.',
          ),
          parameters: [
            queryParameter('state', 'The state', { type: 'string', enum: DELIVERY_STATES, default: 'FAILED' }),
            ...paging,
          ],
          responses: {
            200: jsonResponse('A page', 'Deliveries', {
              deliveries: [{ ...eventWithoutData, state: 'FAILED', attempts: 12, lastOutcome: 'timeout' }],
              cursor: '1',
            }),
            ...invalidValue('state must be PENDING, DELIVERED or FAILED'),
            ...managementErrors(),
          },
        },
      },
    },
  };
}
