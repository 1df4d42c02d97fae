import { Webhook } from 'standardwebhooks';
import { isAttribute, type HttpMessage } from './cloud-event-message.js';

/**
 * Signs a message as Standard Webhooks: one `v1` signature per secret, in order. Binary mode adds a second signature
 * over the Ce-* headers, because the first does not cover the subject of the event (docs/contract/callbacks.md,
 * "Form"). `id` is that of the event, the same at every attempt; `now` is the time of the attempt.
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
 * The content of the second signature: a line `name:value` for each Ce-* header, sorted by name, with names in lower
 * case and values as sent, percent-encoded. It starts with `ce-`, unlike any JSON body, so the two signatures cannot be
 * swapped.
 */
const attributeLines = (headers: HttpMessage['headers']): string =>
  Object.keys(headers)
    .filter(isAttribute)
    .sort()
    .map((name) => `${name}:${headers[name]}\n`)
    .join('');
