import { setTimeout as delay } from 'node:timers/promises';
import { assertAccess, CommandFailure, isBlockedPort, unreachable, type ServiceResponse } from '../client.js';
import { splitIntoBatches, type Message } from './batching.js';
import type { Problem } from './input-record.js';
import { withPointer } from './stored-problems.js';

/** The result of one message. The service does not say which accepted messages are repeats. */
export type Result = 'accepted' | Problem;

/** The service that an import sends to. */
export interface BatchService {
  readonly url: URL;
  readonly token?: string;
  /**
   * Identifies the import. The service processes batches with the same key one after another, including those that a
   * killed process or a lost connection left in progress.
   */
  readonly key: string;
  /** How long the service may fail to answer before the import gives up, in ms. */
  readonly patienceMs: number;
  /** The first and the longest pause between attempts, in ms. */
  readonly pauses?: { readonly first: number; readonly longest: number };
  /** Receives messages for the operator: why the import waits, or which call the service refuses. */
  readonly onNotice: (sentence: string) => void;
  /** Receives the number of unknown fields in a batch that was answered. */
  readonly onIgnoredFields?: (count: number) => void;
  /** Ends waiting and starts no new calls. */
  readonly stop: AbortSignal;
}

/** Attempts for a batch that the service fails to process (500). */
const ATTEMPTS = 5;
/** The timeout of a call; a retry after it would find the same batch still in progress. */
const TIMEOUT_MS = 300_000;
/** Worth retrying; 408 means that the request body took too long to arrive. */
const BUSY = [408, 429, 502, 503, 504];
/** The service rejects the batch as a whole, possibly because of a single message. */
const REJECTED_BATCH = [400, 413];

/**
 * Sends a batch with retries, in one of the import's lanes; the results are in the order of the messages.
 * @throws CommandFailure if the service cannot process the batch, or does not answer for too long.
 */
export async function send(
  messages: readonly Message[],
  lane: number,
  service: BatchService,
): Promise<readonly Result[]> {
  const { url } = service;
  const request = { body: bodyOf(messages), attempts: ATTEMPTS, batchKey: `${service.key} ${lane}` };
  const { status, json, ignoredFields } = await callWithRetries(url, request, service);
  assertAccess(url.origin, status);
  if (status === 404 || status === 405)
    throw new CommandFailure(`The service at ${url.origin} has no ${url.pathname} (${status})`);
  if (status === 500)
    throw new CommandFailure(`The service failed ${ATTEMPTS} times to process the same batch (500): see its log`);
  if (REJECTED_BATCH.includes(status))
    return messages.length > 1 ? sendHalves(messages, lane, service) : [problemOf(json)];
  const { results } = json as { readonly results?: unknown };
  if (status !== 200 || !Array.isArray(results) || results.length !== messages.length)
    throw new CommandFailure(
      `${url.pathname} answered ${status} without one result for each of ${messages.length} messages: ` +
        'check that SERVICE_URL is the address of AML Customer',
    );
  service.onIgnoredFields?.(ignoredFields);
  return results.map(resultOf);
}

/** Narrows a rejected batch down to the message that causes the rejection. */
async function sendHalves(
  messages: readonly Message[],
  lane: number,
  service: BatchService,
): Promise<readonly Result[]> {
  const halves = splitIntoBatches(messages, { count: Math.ceil(messages.length / 2), bytes: Infinity });
  const results: Result[] = [];
  for (const half of halves) results.push(...(await send(half, lane, service)));
  return results;
}

const OPEN = Buffer.from('{"customers":[');
const COMMA = Buffer.from(',');
const CLOSE = Buffer.from(']}');
const bodyOf = (messages: readonly Message[]): Buffer =>
  Buffer.concat([OPEN, ...messages.flatMap(({ bytes }, i) => (i === 0 ? [bytes] : [COMMA, bytes])), CLOSE]);

const resultOf = (result: unknown): Result =>
  (result as { readonly resultType?: string } | null)?.resultType === 'REQUEST_ACCEPTED'
    ? 'accepted'
    : problemOf(result);

function problemOf(json: unknown): Problem {
  const { errorCode = 'HTTP', errorDescription = 'The service rejected the message without a reason' } = (json ??
    {}) as { readonly errorCode?: string; readonly errorDescription?: string };
  return withPointer({ code: errorCode, description: errorDescription });
}

interface ServiceRequest {
  readonly body: Buffer;
  /** Attempts if the service fails to process the request (500). */
  readonly attempts: number;
  readonly batchKey?: string;
}

/**
 * Calls the service, and retries with backoff while it is busy or unreachable. A message that an earlier attempt stored
 * is a repeat in the next one, so a retry stores nothing twice.
 * @throws CommandFailure if the service stays busy or unreachable for longer than `patienceMs`.
 */
export async function callWithRetries(
  url: URL,
  request: ServiceRequest,
  service: BatchService,
): Promise<BatchResponse> {
  const { first, longest } = service.pauses ?? { first: 500, longest: 15_000 };
  const since = Date.now();
  let failures = 0;
  for (let pause = first; ; pause = Math.min(2 * pause, longest)) {
    const attempt = await post(url, request, service);
    if ('response' in attempt && (attempt.response.status !== 500 || ++failures >= request.attempts))
      return attempt.response;
    if (Date.now() - since > service.patienceMs)
      throw new CommandFailure(`${describe(attempt)} for ${Math.round(service.patienceMs / 1000)} s`);
    service.onNotice(`${describe(attempt)}; trying again`);
    await wait(Math.max(pause, 'retryAfterMs' in attempt ? attempt.retryAfterMs : 0), service);
  }
}

/** `ignoredFields` is the header Ignored-Fields (docs/contract/contract.md, "Reading the values"). */
type BatchResponse = ServiceResponse & { readonly ignoredFields: number };

type Attempt =
  | { readonly response: BatchResponse }
  | { readonly unreachable: string }
  | { readonly busy: number; readonly retryAfterMs: number };

const describe = (attempt: Attempt): string => {
  if ('unreachable' in attempt) return `No service answers at ${attempt.unreachable}`;
  return 'busy' in attempt
    ? `The service is busy (${attempt.busy})`
    : `The service failed (${attempt.response.status})`;
};

async function post(url: URL, { body, batchKey }: ServiceRequest, { token }: BatchService): Promise<Attempt> {
  const headers = {
    'content-type': 'application/json',
    ...(batchKey !== undefined && { 'batch-key': batchKey }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: body as Uint8Array<ArrayBuffer>,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { status } = response;
    const text = await response.text();
    if (BUSY.includes(status)) return { busy: status, retryAfterMs: retryAfterMs(response.headers.get('retry-after')) };
    const ignoredFields = Number(response.headers.get('ignored-fields') ?? 0);
    return { response: { status, json: parse(text), ignoredFields } };
  } catch (error) {
    if (isBlockedPort(error)) throw unreachable(url.origin, error);
    return { unreachable: url.origin };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads Retry-After, in seconds or as an HTTP date (RFC 9110, section 10.2.3); at most a minute. */
function retryAfterMs(header: string | null): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Math.min(Number.isFinite(ms) ? ms : 0, 60_000);
}

/** @throws CommandFailure if the import is stopped meanwhile. */
async function wait(ms: number, { stop }: BatchService): Promise<void> {
  await delay(ms, undefined, { signal: stop }).catch(() => {
    throw new CommandFailure('Interrupted while the service could not be reached');
  });
}
