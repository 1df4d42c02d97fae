import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { ANSWER_MS } from '@aml-customer/application';
import type { HttpMessage } from './cloud-event-message.js';
import { BrokenOff } from './failure-codes.js';

/** How long an attempt may take and how much of an answer is read; times in ms, sizes in bytes. */
export interface Limits {
  /** From the look-up of the name to the end of the connection. */
  readonly total: number;
  /**
   * How long the rest of an answer is waited for once its status is known, so that a good receiver sees a proper end.
   */
  readonly linger: number;
  /** How much of a body is taken in, and thrown away, before the connection is cut. */
  readonly body: number;
  /** Of the head of an answer. */
  readonly head: number;
}

/** The limits of an installation. */
export const LIMITS: Limits = { total: ANSWER_MS, linger: 1000, body: 65_536, head: 16_384 };

/** How many 1xx answers may come before the real one. */
const ANNOUNCEMENTS = 16;

/** What every request of an installation has in common. */
export interface Connecting {
  readonly lookup: LookupFunction;
  /** Certificates of authorities, in PEM; absent: those of Node. */
  readonly ca?: readonly string[];
}

/**
 * Posts a message once and resolves to the status of the answer; no redirect is followed. Every attempt has a
 * connection of its own, through no proxy, which is destroyed at the end: no receiver can hold or poison the
 * connections of another. Rejects with what went wrong before there was a status. When the deadline is aborted it is
 * over, as when the total time is.
 */
export function post(
  url: URL,
  { headers, body }: HttpMessage,
  { lookup, ca }: Connecting,
  limits: Limits,
  deadline: AbortSignal,
): Promise<number> {
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
    let status: number | undefined;
    const sent = request(url, options);
    const giveUp = () => void sent.destroy(new BrokenOff('timeout'));
    const timer = setTimeout(giveUp, limits.total);
    if (deadline.aborted) giveUp();
    deadline.addEventListener('abort', giveUp);
    const end = (error: Error): void => (status === undefined ? reject(error) : resolve(status));
    sent.on(
      'information',
      announcementsUpTo(ANNOUNCEMENTS, () => sent.destroy(new BrokenOff('bad-response'))),
    );
    sent.on('response', (answer) => {
      status = answer.statusCode;
      discard(answer, sent, limits);
    });
    sent.on('error', end);
    sent.on('close', () => {
      clearTimeout(timer);
      deadline.removeEventListener('abort', giveUp);
      end(new BrokenOff('connection-reset'));
    });
    sent.end(body);
  });
}

/** Reads an answer to its end or to the limits, whatever comes first, then destroys the connection. */
function discard(answer: IncomingMessage, request: ClientRequest, { linger, body }: Limits): void {
  let room = body;
  const timer = setTimeout(finish, linger);
  function finish(): void {
    clearTimeout(timer);
    request.destroy();
  }
  answer.on('data', ({ length }: Buffer) => {
    room -= length;
    if (room < 0) finish();
  });
  for (const event of ['end', 'error', 'close']) answer.on(event, finish);
}

/** Calls back once there are more: each costs a parse, and their number is the receiver's choice. */
function announcementsUpTo(limit: number, tooMany: () => void): () => void {
  let count = 0;
  return () => {
    if (++count > limit) tooMany();
  };
}
