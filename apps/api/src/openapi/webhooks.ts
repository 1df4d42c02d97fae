import { sourceOf, type CallbackEvents } from '@aml-customer/application';
import { cause, eventDataSchemas, knownEvents, type KnownEvent } from './known-events.js';
import { documentedCall, extension, extensionCall, parameterRef } from './operations.js';
import { responseRef } from './responses.js';
import { enumOf, object, schemaRef, string } from './schemas.js';
import type { Section } from './section.js';

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
  schemas: eventDataSchemas,
  parameters,
  responses: {
    WebhookDelivered: { description: 'Delivered, if the response arrives within 15 seconds' },
    WebhookNotDelivered: { description: 'Sent again later, for at most 12 attempts' },
  },
  webhooks: Object.fromEntries(knownEvents(events).map((known) => [known.event.type, { post: operationOf(known) }])),
});

function operationOf({ summary, event, data, isExtension = false }: KnownEvent) {
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
      ? extensionCall('callbacks', event.type, extension(summary), DESCRIPTION)
      : documentedCall('callbacks', event.type, summary, DESCRIPTION)),
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
