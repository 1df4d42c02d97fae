import { lookup } from 'node:dns';
import type { CallbackAttempt, CallbackEvent, CallbackSender, Receiver } from '@aml-customer/application';
import { messageOf } from './cloud-event-message.js';
import { AttemptAborted, failureCode } from './failure-codes.js';
import { allowsLiteral, guardedLookup, type Resolve } from './guarded-lookup.js';
import { Connections } from './connections.js';
import { LIMITS, type Limits, type ResponseHead } from './post.js';
import { readRetryAfter } from './retry-after.js';
import { shared } from './shared-lookup.js';
import { signatureHeaders } from './signatures.js';
import { targetPolicy, type TargetPolicy } from './target-policy.js';

/** The settings of a sender. */
export interface SenderSettings {
  /** Networks that receivers may be in besides the public internet, in CIDR notation. */
  readonly allowedNetworks: readonly string[];
  /** Certificates of trusted authorities in PEM; by default those of Node. */
  readonly ca?: readonly string[];
  readonly limits?: Limits;
  /** Resolves host names; by default `dns.lookup`. */
  readonly resolve?: Resolve;
}

/**
 * Sends callbacks as CloudEvents over HTTP, signed as Standard Webhooks. Refuses targets by the IP address that it
 * connects to.
 */
export class HttpCallbackSender implements CallbackSender {
  private readonly allows: TargetPolicy;
  private readonly connections: Connections;

  /** Throws on a network that is not in CIDR notation. */
  constructor({ allowedNetworks, ca, limits = LIMITS, resolve = lookup }: SenderSettings) {
    this.allows = targetPolicy(allowedNetworks);
    const lookup = guardedLookup(this.allows, shared(resolve));
    this.connections = new Connections({ lookup, ...(ca && { ca }) }, limits);
  }

  /** Makes one attempt. Rejects only if the event or a secret is invalid, or on an unknown error. */
  async send(
    event: CallbackEvent,
    { url, mode, secrets }: Receiver,
    now: Date,
    deadline: AbortSignal,
  ): Promise<CallbackAttempt> {
    const message = messageOf(event, mode);
    const headers = {
      ...message.headers,
      ...signatureHeaders(message, event.id, secrets, now),
      'user-agent': 'aml-customer',
    };
    try {
      const head = await this.connections.post(this.targetOf(url), { headers, body: message.body }, deadline);
      return attemptOf(head, now);
    } catch (error) {
      const outcome = failureCode(error);
      if (!outcome) throw error;
      return { delivered: false, outcome };
    }
  }

  private targetOf(text: string): URL {
    const url = URL.parse(text);
    if (
      !url ||
      !['http:', 'https:'].includes(url.protocol) ||
      url.username ||
      url.password ||
      !allowsLiteral(url, this.allows)
    )
      throw new AttemptAborted('refused-target');
    return url;
  }
}

/** The statuses with which a receiver asks to wait. */
const BUSY = [429, 503];

function attemptOf({ status, retryAfter }: ResponseHead, now: Date): CallbackAttempt {
  const delivered = status >= 200 && status < 300;
  const retryAfterMs = BUSY.includes(status) ? readRetryAfter(retryAfter, now) : undefined;
  return { delivered, outcome: `status-${status}`, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
