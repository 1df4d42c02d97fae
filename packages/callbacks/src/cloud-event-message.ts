import { sourceOf, type CallbackEvent, type CallbackMode } from '@aml-customer/application';
import { CloudEvent, HTTP } from 'cloudevents';
import { encodeHeaderValue, encodeSource } from './header-values.js';

/** The headers and body of an HTTP request; header names are in lower case, the body is UTF-8. */
export interface HttpMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Encodes an event as CloudEvents 1.0 over HTTP (docs/contract/callbacks.md, "Form"). The source is a percent-encoded
 * URI reference; binary mode encodes every Ce-* header again, so the percent signs of the source are encoded twice.
 * Throws if the event is not a valid CloudEvent.
 */
export function messageOf(event: CallbackEvent, mode: CallbackMode): HttpMessage {
  const { headers, body } = HTTP[mode](cloudEventOf(event));
  const encoded = Object.entries(headers).map(([name, value]) => [
    name,
    isAttribute(name) ? encodeHeaderValue(String(value)) : String(value),
  ]);
  return { headers: Object.fromEntries(encoded) as Record<string, string>, body: String(body) };
}

/** Whether a header carries an attribute of the event. */
export const isAttribute = (header: string): boolean => header.startsWith('ce-');

const cloudEventOf = (event: CallbackEvent): CloudEvent<object> =>
  new CloudEvent<object>({
    id: event.id,
    type: event.type,
    source: encodeSource(sourceOf(event)),
    subject: event.subject,
    time: event.time.toISOString(),
    datacontenttype: 'application/json',
    data: event.data,
  });
