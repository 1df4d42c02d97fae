import { InFlight, type AttemptEnd } from './in-flight.js';
import type {
  CallbackAttempt,
  CallbackSender,
  DeliveryClaim,
  Deliveries,
  DeliveryOutcome,
  DeliveryProgress,
  Receiver,
  Receivers,
} from './ports.js';
import { pauseAfter, type RetryJitter } from './retry-schedule.js';

/**
 * How long a receiver has for its answer, in ms (docs/contract/callbacks.md, "Form": a 2xx within 15 s is delivered).
 */
export const ANSWER_MS = 15_000;

/**
 * How long everything between a claim and the end of its attempt may take, in ms; who is to be called is looked up
 * before they have their time.
 */
export const ATTEMPT_MS = ANSWER_MS + 1000;

/**
 * How long a claim is safe from other workers, in ms: longer than any attempt takes, with time to write down what
 * became of it.
 */
export const LEASE_MS = ATTEMPT_MS + 4000;

/**
 * When a delivery is tried again that found its receiver busy with others, in ms, for each round of those who wait; no
 * attempt was made then.
 */
export const BUSY_MS = 1000;

/**
 * The longest that such a delivery waits, in ms: thousands who wait for one receiver must not ask the store every
 * second.
 */
export const BUSY_LIMIT_MS = 60_000;

/** What the use case works with; the last ones are settings. */
export interface DeliveryDependencies {
  readonly deliveries: Deliveries;
  readonly receivers: Receivers;
  readonly sender: CallbackSender;
  /** Dates signatures. What is due is the store's to say. */
  readonly now: () => Date;
  /**
   * Told of failures that are ours. The event counts as attempted, or a broken one would hold up its customer for ever.
   */
  readonly report: (failure: unknown) => void;
  /**
   * Attempts that one receiver may have under way in this process: fewer than there are workers, so that one that hangs
   * leaves some free.
   */
  readonly attemptsPerReceiver: number;
  /** Attempts that all receivers whose latest one ran out of time may have under way together. */
  readonly attemptsAtHung: number;
  /** Pauses between attempts, in seconds. */
  readonly pauses?: readonly number[];
  readonly jitter?: RetryJitter;
}

/**
 * What became of an event at an attempt, or without one where it has no receiver; names nobody but the receiver's host.
 */
export interface DeliveryReport extends DeliveryProgress {
  readonly eventId: string;
  /** Absent where there is no receiver, or the failure was ours. */
  readonly receiverHost?: string;
}

/**
 * When to come back to the customer's line: at once, at a time by the store's clock, or only when something wakes it;
 * and what was done.
 */
export interface DeliveryStep {
  readonly comeBack: 'now' | 'never' | Date;
  /** Absent where nothing was attempted, or another worker took over. */
  readonly delivery?: DeliveryReport;
}

/**
 * Delivers a customer's events one after another, in their order (docs/contract/callbacks.md, "Form"). Any number of
 * workers may run it at once.
 */
export class DeliverCallbacks {
  private readonly inFlight: InFlight;

  constructor(private readonly uses: DeliveryDependencies) {
    this.inFlight = new InFlight({ perReceiver: uses.attemptsPerReceiver, atHung: uses.attemptsAtHung });
  }

  /**
   * Attempts the customer's first undelivered event once, where it is due. Rejects only when the deliveries cannot be
   * read or written.
   */
  async deliverNext(customer: string): Promise<DeliveryStep> {
    // Counted from before the claim, so it is over before the lease is.
    const deadline = AbortSignal.timeout(ATTEMPT_MS);
    const head = await this.uses.deliveries.claimNext(customer, LEASE_MS);
    switch (head.kind) {
      case 'none':
        return { comeBack: 'never' };
      case 'not-before':
        return { comeBack: head.time };
      case 'claimed':
        return this.deliver(head.claim, deadline);
    }
  }

  private async deliver(claim: DeliveryClaim, deadline: AbortSignal): Promise<DeliveryStep> {
    const { outcome, receiver } = await this.attempt(claim, deadline).catch((failure: unknown): Attempted => {
      this.uses.report(failure);
      return { outcome: this.after(claim, { delivered: false, outcome: 'internal-error' }) };
    });
    const progress = await this.uses.deliveries.record(claim, outcome);
    const comeBack = progress?.nextAttemptAt ?? 'now';
    const wasBusy = progress?.state === 'PENDING' && progress.attempts === claim.attempts;
    return !progress || wasBusy
      ? { comeBack }
      : { comeBack, delivery: { eventId: claim.event.id, ...(receiver && hostOf(receiver)), ...progress } };
  }

  private async attempt(claim: DeliveryClaim, deadline: AbortSignal): Promise<Attempted> {
    const receiver = await this.uses.receivers.of(claim.requester);
    if (!receiver) return { outcome: { state: 'FAILED', attempts: claim.attempts, lastOutcome: 'no-receiver' } };
    // Not its origin: behind one gateway there are receivers that hang and receivers that do not.
    const { url } = receiver;
    if (!this.inFlight.enter(url)) return { outcome: this.postponed(claim, this.inFlight.roundsAhead(url)) };
    let end: AttemptEnd = 'broke';
    try {
      const attempt = await this.uses.sender.send(claim.event, receiver, this.uses.now(), deadline);
      end = attempt.outcome === 'timeout' ? 'hung' : 'answered';
      return { outcome: this.after(claim, attempt), receiver };
    } finally {
      this.inFlight.leave(url, end);
    }
  }

  private after(
    { attempts: before }: DeliveryClaim,
    { delivered, outcome: lastOutcome }: CallbackAttempt,
  ): DeliveryOutcome {
    const attempts = before + 1;
    if (delivered) return { state: 'DELIVERED', attempts, lastOutcome };
    const pauseMs = pauseAfter(attempts, this.uses.pauses, this.uses.jitter);
    return pauseMs === undefined
      ? { state: 'FAILED', attempts, lastOutcome }
      : { state: 'PENDING', attempts, lastOutcome, pauseMs };
  }

  private postponed({ attempts, lastOutcome }: DeliveryClaim, rounds: number): DeliveryOutcome {
    return {
      state: 'PENDING',
      attempts,
      ...(lastOutcome && { lastOutcome }),
      pauseMs: Math.min(BUSY_MS * rounds, BUSY_LIMIT_MS),
    };
  }
}

/** What is to be written down, and at whom an attempt was made. */
interface Attempted {
  readonly outcome: DeliveryOutcome;
  readonly receiver?: Receiver;
}

const hostOf = ({ url }: Receiver): { readonly receiverHost?: string } => {
  const host = URL.parse(url)?.host;
  return host === undefined ? {} : { receiverHost: host };
};
