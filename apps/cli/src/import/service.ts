import { setTimeout as delay } from 'node:timers/promises';
import { assertAccess, CommandFailure, isBlocked, outOfReach } from '../client.js';
import type { Problem } from './element.js';
import { batchesOf, type Message } from './rounds.js';
import { pointed } from './stored-problems.js';

/** What became of one message. The service does not tell which of the accepted are repeats. */
export type Result = 'accepted' | Problem;

/** Where batches go, and how long the service may be out of reach. */
export interface BatchService {
  readonly url: URL;
  readonly token?: string;
  /**
   * Names the import: the service works batches of one line of it off one after another, also those that a killed
   * process, or a broken connection, left under way.
   */
  readonly key: string;
  /** How long nothing may be answered before the import gives up, in ms. */
  readonly patienceMs: number;
  /** Pauses between attempts, in ms: the first, and the longest. */
  readonly pauses?: { readonly first: number; readonly longest: number };
  /** Hears why it waits, and what it does without. */
  readonly onWait: (sentence: string) => void;
  /** Ends waiting: nothing new is begun then. */
  readonly stop: AbortSignal;
}

/** How often a batch is sent that the service fails at. */
const ATTEMPTS = 5;
/** How long a batch may take to be answered; the next attempt would meet the same work. */
const ANSWER_MS = 300_000;
/** 408: its body took longer to come than a body may. */
const BUSY = [408, 429, 502, 503, 504];
/** The batch as a whole, which one of its elements may have spoilt. */
const REFUSED = [400, 413];

/**
 * Sends a batch, in one of the lines of the import, until it is answered; the results are in the order of the messages.
 * @throws CommandFailure where it never is, or the service cannot do it.
 */
export async function send(
  messages: readonly Message[],
  line: number,
  service: BatchService,
): Promise<readonly Result[]> {
  const { url } = service;
  const { status, json } = await ask(
    url,
    { body: bodyOf(messages), attempts: ATTEMPTS, batchKey: `${service.key} ${line}` },
    service,
  );
  assertAccess(url.origin, status);
  if (status === 404 || status === 405)
    throw new CommandFailure(`The service at ${url.origin} has no ${url.pathname} (${status})`);
  if (status === 500)
    throw new CommandFailure(`The service failed ${ATTEMPTS} times at the same batch (500); its log says why`);
  if (REFUSED.includes(status)) return messages.length > 1 ? sendHalves(messages, line, service) : [problemOf(json)];
  const { results } = json as { readonly results?: unknown };
  if (status !== 200 || !Array.isArray(results) || results.length !== messages.length)
    throw new CommandFailure(
      `${url.pathname} answered ${status}, and not one result for each of ${messages.length}: is this the service?`,
    );
  return results.map(resultOf);
}

async function sendHalves(
  messages: readonly Message[],
  line: number,
  service: BatchService,
): Promise<readonly Result[]> {
  const halves = batchesOf(messages, { count: Math.ceil(messages.length / 2), bytes: Infinity });
  const results: Result[] = [];
  for (const half of halves) results.push(...(await send(half, line, service)));
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
  const { errorCode = 'HTTP', errorDescription = 'The service refused it, and did not say why' } = (json ?? {}) as {
    readonly errorCode?: string;
    readonly errorDescription?: string;
  };
  return pointed({ code: errorCode, description: errorDescription });
}

/** What a call was answered, once it was answered otherwise than by "later". */
export interface Answer {
  readonly status: number;
  readonly json: unknown;
}

interface Asked {
  readonly body: Buffer;
  /** How often it is sent where the service fails at it (500). */
  readonly attempts: number;
  readonly batchKey?: string;
}

/**
 * Sends a body until it is answered otherwise than by "later": what was stored by an attempt whose answer was lost is a
 * repeat in the next.
 * @throws CommandFailure where the service is busy, or out of reach, for longer than its patience.
 */
export async function ask(url: URL, asked: Asked, service: BatchService): Promise<Answer> {
  const { first, longest } = service.pauses ?? { first: 500, longest: 15_000 };
  const since = Date.now();
  let failures = 0;
  for (let pause = first; ; pause = Math.min(2 * pause, longest)) {
    const attempt = await post(url, asked, service);
    if ('answer' in attempt && (attempt.answer.status !== 500 || ++failures >= asked.attempts)) return attempt.answer;
    if (Date.now() - since > service.patienceMs)
      throw new CommandFailure(`${said(attempt)} for ${Math.round(service.patienceMs / 1000)} s`);
    service.onWait(`${said(attempt)}; trying again`);
    await wait(Math.max(pause, 'later' in attempt ? attempt.later : 0), service);
  }
}

type Attempt =
  | { readonly answer: Answer }
  | { readonly unreachable: string; readonly later: number }
  | { readonly busy: number; readonly later: number };

const said = (attempt: Attempt): string => {
  if ('unreachable' in attempt) return `No service answers at ${attempt.unreachable}`;
  return 'busy' in attempt ? `The service is busy (${attempt.busy})` : `The service failed (${attempt.answer.status})`;
};

async function post(url: URL, { body, batchKey }: Asked, { token }: BatchService): Promise<Attempt> {
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
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const { status } = response;
    const text = await response.text();
    if (BUSY.includes(status)) return { busy: status, later: retryAfter(response.headers.get('retry-after')) };
    return { answer: { status, json: parsed(text) } };
  } catch (error) {
    if (isBlocked(error)) throw outOfReach(url.origin, error);
    return { unreachable: url.origin, later: 0 };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds, or a date of HTTP; no more than a minute, after which asking again costs nothing. */
function retryAfter(header: string | null): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Math.min(Number.isFinite(ms) ? ms : 0, 60_000);
}

/** @throws CommandFailure once the import is told to stop. */
async function wait(ms: number, { stop }: BatchService): Promise<void> {
  await delay(ms, undefined, { signal: stop }).catch(() => {
    throw new CommandFailure('Interrupted while the service could not be reached');
  });
}
