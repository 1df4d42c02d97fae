import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { ANSWER_MS } from '@aml-customer/application';
import type { HttpMessage } from './cloud-event-message.js';
import { AttemptAborted } from './failure-codes.js';

/** The limits of an attempt; times in ms, sizes in bytes. */
export interface Limits {
  /** From the DNS look-up to the end of the connection. */
  readonly total: number;
  /** How long to read the body after the status, so that a well-behaved receiver sees a regular end. */
  readonly linger: number;
  /** How much of the body to read, and discard, before closing the connection. */
  readonly body: number;
  /** The size of the response headers. */
  readonly head: number;
}

/** The limits of the service. */
export const LIMITS: Limits = { total: ANSWER_MS, linger: 1000, body: 65_536, head: 16_384 };

/** How many 1xx responses may precede the final one. */
const MAX_INFORMATIONAL = 16;

/** The connection options that all requests share. */
export interface Connecting {
  readonly lookup: LookupFunction;
  /** Certificates of trusted authorities in PEM; by default those of Node. */
  readonly ca?: readonly string[];
}

/** The head of a receiver's response. */
export interface ResponseHead {
  readonly status: number;
  /** The header Retry-After as received. */
  readonly retryAfter: string | undefined;
}

/**
 * Posts a message once and resolves to the head of the response, without following redirects. Every attempt uses a
 * new connection, without a proxy, and destroys it: a receiver cannot affect the connections of another. Rejects if
 * there is no status, with `timeout` if the deadline is aborted or the total time is over.
 */
export function post(
  url: URL,
  { headers, body }: HttpMessage,
  { lookup, ca }: Connecting,
  limits: Limits,
  deadline: AbortSignal,
): Promise<ResponseHead> {
  const { request } = url.protocol === 'https:' ? https : http;
  const options = {
    method: 'POST',
    headers,
    agent: false,
    lookup,
    maxHeaderSize: limits.head,
    rejectUnauthorized: true,
    ...(ca && { ca: [...ca] }),
  } as const;
  return new Promise((resolve, reject) => {
    let head: ResponseHead | undefined;
    const sent = request(url, options);
    const giveUp = () => void sent.destroy(new AttemptAborted('timeout'));
    const timer = setTimeout(giveUp, limits.total);
    if (deadline.aborted) giveUp();
    deadline.addEventListener('abort', giveUp);
    const end = (error: Error): void => (head === undefined ? reject(error) : resolve(head));
    sent.on(
      'information',
      limitCalls(MAX_INFORMATIONAL, () => sent.destroy(new AttemptAborted('bad-response'))),
    );
    sent.on('response', (response) => {
      head = { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] };
      discard(response, sent, limits);
    });
    sent.on('error', end);
    sent.on('close', () => {
      clearTimeout(timer);
      deadline.removeEventListener('abort', giveUp);
      end(new AttemptAborted('connection-reset'));
    });
    sent.end(body);
  });
}

/** Reads a response to its end or to the limits, whichever comes first, then destroys the connection. */
function discard(response: IncomingMessage, request: ClientRequest, { linger, body }: Limits): void {
  let remaining = body;
  const timer = setTimeout(finish, linger);
  function finish(): void {
    clearTimeout(timer);
    request.destroy();
  }
  response.on('data', ({ length }: Buffer) => {
    remaining -= length;
    if (remaining < 0) finish();
  });
  for (const event of ['end', 'error', 'close']) response.on(event, finish);
}

/** Returns a function that calls `tooMany` once it was called more than `limit` times. */
function limitCalls(limit: number, tooMany: () => void): () => void {
  let count = 0;
  return () => {
    if (++count > limit) tooMany();
  };
}
