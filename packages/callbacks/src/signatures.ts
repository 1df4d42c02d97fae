import { Webhook } from 'standardwebhooks';
import { isAttribute, type HttpMessage } from './cloud-event-message.js';

/**
 * Signs a message as Standard Webhooks does: each secret makes one `v1` signature, the current one's first. A message
 * in binary mode is signed a second time, over its Ce-* headers, because the first signature does not cover whom the
 * event is about (docs/contract/callbacks.md, "Form"). `id` is the event's, so it is the same at every attempt; `now`
 * is the attempt's.
 */
export function signatureHeaders(
  { headers, body }: HttpMessage,
  id: string,
  secrets: readonly string[],
  now: Date,
): Record<string, string> {
  const sign = (content: string): string =>
    secrets.map((secret) => new Webhook(secret).sign(id, now, content)).join(' ');
  const attributes = attributeLines(headers);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': sign(body),
    ...(attributes !== '' && { 'webhook-headers-signature': sign(attributes) }),
  };
}

/**
 * What the second signature covers in place of the body: a line `name:value` for each Ce-* header, ended by a line
 * feed, sorted by name; names in lower case, values as they are sent, still percent-encoded. It begins with `ce-`,
 * which no JSON body does, so neither signature passes for the other.
 */
const attributeLines = (headers: HttpMessage['headers']): string =>
  Object.keys(headers)
    .filter(isAttribute)
    .sort()
    .map((name) => `${name}:${headers[name]}\n`)
    .join('');
