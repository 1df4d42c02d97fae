import type { CallbackEvents, EventView } from '@aml-customer/application';
import type { JsonSchema } from '@aml-customer/domain';
import { exampleLevel, pendingExample } from './assessment-examples.js';
import { notReceived } from './customer-call.js';
import { body, inPath, inQuery, listOf, object, paging, ref, security, text, time, words } from './parts.js';
import { json, problems, unreadable } from './replies.js';

const NUMBER = String(pendingExample['communicationNumber']);
const ID = '01920f5e-0000-7000-8000-000000000001';
const TIME = '2026-11-22T08:30:00.000Z';
const POLLING = '/api/integration-services/v1/communications-events';
function exampleOf(events: CallbackEvents): EventView {
  const cause = {
    id: ID,
    time: new Date(TIME),
    communicationNumber: NUMBER,
    customerExtId: String(pendingExample['customerExtId']),
  };
  const { type, subject, data } = events.scoringPending(cause, 'customer', { initialRiskLevel: exampleLevel });
  return { type, source: NUMBER, subject, data, id: ID, time: TIME };
}

const receiver = {
  requester: 'core-banking',
  url: 'https://bank.example/hooks',
  mode: 'structured',
  previousSecretSigns: false,
};
const secret = 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=';
const call = (operationId: string, summary: string) => ({ tags: ['Callbacks'], operationId, summary, security });
const requester = [
  inPath('requester', receiver.requester, 'The requester as the messages say it, to the letter, percent-encoded'),
];

const eventFields = {
  type: text,
  source: { ...text, description: 'The communication number as it was sent, or customer' },
  subject: { ...text, description: 'The external id of the customer, as it was sent' },
  id: text,
  time,
};
const cursor = { ...text, description: 'What to ask with next; absent while there is nothing' };

export const callbackSchemas: Readonly<Record<string, JsonSchema>> = {
  Event: object({ ...eventFields, data: { type: 'object', description: 'As the webhook of the type says' } }),
  PolledEvents: object({ events: listOf(ref('Event')), errors: listOf({}) }),
  EventFeed: object({ events: listOf(ref('Event')), cursor }, ['cursor']),
  Delivery: object(
    {
      ...eventFields,
      state: words('PENDING', 'DELIVERED', 'FAILED'),
      attempts: { type: 'integer', minimum: 0 },
      nextAttemptAt: time,
      lastOutcome: {
        ...text,
        description: 'status-500, timeout, refused-target, dns, connection-refused, tls, …: docs/callbacks.md',
      },
    },
    ['nextAttemptAt', 'lastOutcome'],
  ),
  Deliveries: object({ deliveries: listOf(ref('Delivery')), cursor }, ['cursor']),
  Redelivery: object({ id: text }),
  NewReceiver: object(
    {
      url: {
        ...text,
        format: 'uri',
        description:
          'http or https, without credentials and fragment; an IP address in the public internet or an allowed network',
      },
      mode: { ...words('binary', 'structured'), description: 'Left out: it stays, and is binary at first' },
      secret: {
        ...text,
        description:
          'base64 of 24 to 64 bytes, with or without whsec_; mandatory for the first time. The one before goes on signing beside it',
      },
      dropPreviousSecret: { type: 'boolean', description: 'The secret before the current one signs no longer' },
    },
    ['mode', 'secret', 'dropPreviousSecret'],
  ),
  Receiver: object(
    {
      requester: text,
      url: text,
      mode: words('binary', 'structured'),
      previousSecretSigns: { type: 'boolean', description: 'A rotation is under way: two secrets sign' },
      secret: {
        ...words('unreadable'),
        description:
          'Only where it was stored under another CALLBACK_SECRETS_KEY: nothing is sent until a PUT gives secret and dropPreviousSecret',
      },
    },
    ['secret'],
  ),
};

const noKey = {
  503: json('CALLBACK_SECRETS_KEY is not set', 'HttpProblem', {
    timestamp: TIME,
    status: 503,
    error: 'Service Unavailable',
    path: '/callback-receivers/core-banking',
  }),
};

/** The calls about events and receivers; examples have the types of the installation. */
export function callbackPaths(events: CallbackEvents) {
  const event = exampleOf(events);
  const { data: _, ...eventWithoutData } = event;
  return {
    [`${POLLING}/{communicationNumber}`]: {
      get: {
        ...call('pollEvents', 'The events of a message, in their order'),
        parameters: [inPath('communicationNumber', NUMBER, 'The number, percent-encoded')],
        responses: {
          200: json('The events; an unknown number has none', 'PolledEvents', { events: [event], errors: [] }),
          ...problems(`${POLLING}/${NUMBER}`),
        },
      },
    },
    '/events': {
      get: {
        ...call('readFeed', 'All events in a stable order, to catch up by cursor'),
        parameters: paging,
        responses: {
          200: json('A page', 'EventFeed', { events: [event], cursor: '1' }),
          ...unreadable('after must be a cursor that an earlier answer gave'),
          ...problems('/events'),
        },
      },
    },
    '/events/{id}/redeliver': {
      post: {
        ...call('redeliverEvent', 'Send an event again, in its old place in the line of its customer'),
        parameters: [inPath('id', ID, 'The id of the event')],
        responses: { 202: json('It is queued', 'Redelivery', { id: ID }), ...problems('/events/none/redeliver', 404) },
      },
    },
    '/deliveries': {
      get: {
        ...call('listDeliveries', 'Events by how far they got: those that did not arrive'),
        parameters: [
          inQuery('state', 'The state', {
            type: 'string',
            enum: ['PENDING', 'DELIVERED', 'FAILED'],
            default: 'FAILED',
          }),
          ...paging,
        ],
        responses: {
          200: json('A page', 'Deliveries', {
            deliveries: [{ ...eventWithoutData, state: 'FAILED', attempts: 12, lastOutcome: 'timeout' }],
            cursor: '1',
          }),
          ...unreadable('state must be PENDING, DELIVERED or FAILED'),
          ...problems('/deliveries'),
        },
      },
    },
    '/callback-receivers/{requester}': {
      get: {
        ...call('readReceiver', 'The receiver of a requester, without its secret'),
        parameters: requester,
        responses: {
          200: json('The receiver', 'Receiver', receiver),
          ...problems('/callback-receivers/core-banking', 404),
          ...noKey,
        },
      },
      put: {
        ...call('putReceiver', 'Set where the callbacks of a requester go'),
        parameters: requester,
        requestBody: body('NewReceiver', {
          first: { url: receiver.url, mode: receiver.mode, secret },
          endRotation: { url: receiver.url, mode: receiver.mode, dropPreviousSecret: true },
        }),
        responses: {
          200: json('Set', 'Receiver', receiver),
          ...unreadable('secret is missing'),
          ...notReceived,
          ...problems('/callback-receivers/core-banking'),
          ...noKey,
        },
      },
      delete: {
        ...call('deleteReceiver', 'Back to the default receiver'),
        parameters: requester,
        responses: { 204: { description: 'Done' }, ...problems('/callback-receivers/core-banking', 404) },
      },
    },
  };
}
