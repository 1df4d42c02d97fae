import type { CallbackMode, KeptReceiver, Receiver } from './ports.js';

/** The settings of a receiver in a request body. */
export interface ReceiverSettings {
  readonly url: string;
  /** Absent: unchanged; binary, the published form, for a new receiver. */
  readonly mode?: CallbackMode;
  /** Absent: unchanged. */
  readonly secret?: string;
  /** The previous secret stops signing immediately. */
  readonly dropPreviousSecret: boolean;
}

const REQUESTER_LIMIT = 2000;
const URL_LIMIT = 2048;
const UNREADABLE =
  'secret and dropPreviousSecret must be given: the secret that is kept cannot be read, since it was stored under another key';
const SECRET = /^(whsec_)?[A-Za-z0-9+/]+={0,2}$/;
const MIN_SECRET = 24;
const MAX_SECRET = 64;

/** Why a text is not a URL that can be called, as a phrase. The address behind it is checked at every connection. */
export function urlProblem(text: unknown): string | undefined {
  const url = typeof text === 'string' && text.length <= URL_LIMIT ? URL.parse(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    return `must be an http or https URL of at most ${URL_LIMIT} characters`;
  if (url.username || url.password) return 'must hold no user name and no password';
  return url.href.includes('#') ? 'must hold no fragment' : undefined;
}

/** Why a text is not a secret (Standard Webhooks, "Signature scheme"), as a phrase that never quotes it. */
export function secretProblem(text: unknown): string | undefined {
  const size = typeof text === 'string' && SECRET.test(text) ? bytesOf(text).length : 0;
  return size < MIN_SECRET || size > MAX_SECRET
    ? `must be base64 of ${MIN_SECRET} to ${MAX_SECRET} bytes, with or without whsec_ before it`
    : undefined;
}

const bytesOf = (secret: string): Buffer => Buffer.from(secret.replace('whsec_', ''), 'base64');

/** Whether two secrets are the same: the prefix and the padding do not matter. */
const isSameSecret = (one: string, other: string): boolean => bytesOf(one).equals(bytesOf(other));

/** Why a requester cannot have a receiver, as a phrase. Longer names do not fit into an index. */
const requesterProblem = (requester: string): string | undefined =>
  Buffer.byteLength(requester) > REQUESTER_LIMIT ? `must be at most ${REQUESTER_LIMIT} bytes in UTF-8` : undefined;

/**
 * Why a URL must not be called, as a phrase, as far as it is known before the host is resolved; otherwise undefined.
 */
export type TargetProblem = (url: string) => string | undefined;

/** Reads a request body. Reports all problems, each beginning with the field name. */
export function readReceiver(
  requester: string,
  body: unknown,
  targetProblem: TargetProblem,
): ReceiverSettings | { readonly problems: readonly string[] } {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { problems: ['the body must be a JSON object'] };
  const { url, mode, secret, dropPreviousSecret = false, ...unknown } = body as Record<string, unknown>;
  const problems = [
    named('requester', requesterProblem(requester)),
    named('url', urlProblem(url) ?? targetProblem(url as string)),
    named(
      'mode',
      mode === undefined || mode === 'binary' || mode === 'structured' ? undefined : 'must be binary or structured',
    ),
    named('secret', secret === undefined ? undefined : secretProblem(secret)),
    named('dropPreviousSecret', typeof dropPreviousSecret === 'boolean' ? undefined : 'must be true or false'),
    Object.keys(unknown).length > 0
      ? 'there are other fields than url, mode, secret and dropPreviousSecret'
      : undefined,
  ].filter((problem) => problem !== undefined);
  return problems.length > 0 ? { problems } : ({ url, mode, secret, dropPreviousSecret } as ReceiverSettings);
}

const named = (field: string, problem: string | undefined): string | undefined => problem && `${field} ${problem}`;

/**
 * The receiver after a change. A new secret becomes the current one, and the previous one continues to sign as well.
 * Idempotent: sending the current secret again changes nothing, with or without its prefix and padding. Returns a
 * problem if a new receiver has no secret, or if the stored secrets cannot be opened and are not replaced.
 */
export function changed(
  stored: KeptReceiver | undefined,
  { url, mode = stored?.mode ?? 'binary', secret, dropPreviousSecret }: ReceiverSettings,
): Receiver | { readonly problem: string } {
  if (!stored?.secrets)
    return secret === undefined || (stored && !dropPreviousSecret)
      ? { problem: stored ? UNREADABLE : 'secret is missing' }
      : { url, mode, secrets: [secret] };
  const [current] = stored.secrets;
  const rotated: Receiver['secrets'] =
    secret === undefined || isSameSecret(secret, current) ? stored.secrets : [secret, current];
  return { url, mode, secrets: dropPreviousSecret ? [rotated[0]] : rotated };
}
