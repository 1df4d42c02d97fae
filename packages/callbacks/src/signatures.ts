import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { secretProblem, type Receiver } from '@aml-customer/application';
import { isAttribute, type HttpMessage } from './cloud-event-message.js';

/**
 * Signs a message as Standard Webhooks: one `v1` signature per secret, in order. Binary mode adds a second signature
 * over the Ce-* headers, because the first does not cover the subject of the event (docs/contract/callbacks.md,
 * "Form"). `id` is that of the event, the same at every attempt; `now` is the time of the attempt.
 */
export function signatureHeaders(
  { headers, body }: HttpMessage,
  id: string,
  secrets: Receiver['secrets'],
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const keys = keysOf(secrets);
  const sign = (content: string): string =>
    keys.map((key) => `v1,${hmacOf(key, `${id}.${timestamp}.${content}`)}`).join(' ');
  const attributes = attributeLines(headers);
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
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

/** The prepared keys of a receiver's secrets, for as long as these are in use. */
const prepared = new WeakMap<Receiver['secrets'], readonly KeyObject[]>();

function keysOf(secrets: Receiver['secrets']): readonly KeyObject[] {
  const known = prepared.get(secrets);
  if (known) return known;
  const keys = secrets.filter((secret) => secret !== undefined).map(keyOf);
  prepared.set(secrets, keys);
  return keys;
}

/** Node would skip characters that are not base64 and sign with what is left. */
function keyOf(secret: string): KeyObject {
  const problem = secretProblem(secret);
  if (problem !== undefined) throw new Error(`A secret ${problem}`);
  return createSecretKey(secret.replace(/^whsec_/, ''), 'base64');
}

const hmacOf = (key: KeyObject, content: string): string => createHmac('sha256', key).update(content).digest('base64');
