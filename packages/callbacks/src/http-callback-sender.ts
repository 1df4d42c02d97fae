import { lookup } from 'node:dns';
import type { CallbackAttempt, CallbackEvent, CallbackSender, Receiver } from '@aml-customer/application';
import { messageOf } from './cloud-event-message.js';
import { BrokenOff, failureCode } from './failure-codes.js';
import { allowsLiteral, guardedLookup, type Resolve } from './guarded-lookup.js';
import { LIMITS, post, type Connecting, type Limits } from './post.js';
import { shared } from './shared-lookup.js';
import { signatureHeaders } from './signatures.js';
import { targetPolicy, type TargetPolicy } from './target-policy.js';

/** How callbacks leave this installation. */
export interface SenderSettings {
  /** Networks that receivers may be in beside the public internet, in CIDR notation. */
  readonly allowedNetworks: readonly string[];
  /** Certificates of authorities to trust in place of Node's, in PEM. */
  readonly ca?: readonly string[];
  readonly limits?: Limits;
  /** How names are resolved; absent: as the system does. */
  readonly resolve?: Resolve;
}

/**
 * Sends callbacks as CloudEvents over HTTP, signed as Standard Webhooks, to targets that are judged by the address
 * connected to.
 */
export class HttpCallbackSender implements CallbackSender {
  private readonly allows: TargetPolicy;
  private readonly connecting: Connecting;
  private readonly limits: Limits;

  /** Throws on a network that is not in CIDR notation. */
  constructor({ allowedNetworks, ca, limits = LIMITS, resolve = lookup }: SenderSettings) {
    this.allows = targetPolicy(allowedNetworks);
    this.connecting = { lookup: guardedLookup(this.allows, shared(resolve)), ...(ca && { ca }) };
    this.limits = limits;
  }

  /** Makes one attempt. Rejects only where the event or a secret is none, which is a failure of ours. */
  async send(
    event: CallbackEvent,
    { url, mode, secrets }: Receiver,
    now: Date,
    deadline: AbortSignal,
  ): Promise<CallbackAttempt> {
    const message = messageOf(event, mode);
    const headers = {
      ...message.headers,
      ...signatureHeaders(
        message,
        event.id,
        secrets.filter((secret) => secret !== undefined),
        now,
      ),
      'user-agent': 'aml-customer',
    };
    try {
      const status = await post(this.targetOf(url), { ...message, headers }, this.connecting, this.limits, deadline);
      return { delivered: status >= 200 && status < 300, outcome: `status-${status}` };
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
      throw new BrokenOff('refused-target');
    return url;
  }
}
