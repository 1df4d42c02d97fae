import { InFlight } from './in-flight.js';
import type { CallbackAttempt, CallbackSender, DeliveryClaim, Deliveries, DeliveryProgress, Receivers } from './ports.js';
import { retryAt, type RetryJitter } from './retry-schedule.js';

/** How long an attempt is safe from other workers, in ms: the 15 s that a receiver has, and 5 s to write down what became of it. */
export const LEASE_MS = 20_000;

/** When a delivery is tried again that found its receiver busy with others, in ms, for each round of those who wait; no attempt was made then. */
export const BUSY_MS = 1000;

/** The longest that such a delivery waits, in ms: thousands who wait for one receiver must not ask the store every second. */
export const BUSY_LIMIT_MS = 60_000;

/** What the use case works with; the last ones are settings. */
export interface DeliveryDependencies {
  readonly deliveries: Deliveries;
  readonly receivers: Receivers;
  readonly sender: CallbackSender;
  readonly now: () => Date;
  /** Told of failures that are ours. The event counts as attempted, or a broken one would hold up its customer for ever. */
  readonly report: (failure: unknown) => void;
  /** Attempts that one receiver may have under way in this process: fewer than there are workers, so that one that hangs leaves some free. */
  readonly attemptsPerReceiver: number;
  /** Pauses between attempts, in seconds. */
  readonly pauses?: readonly number[];
  readonly jitter?: RetryJitter;
}

/** What became of the customer's head of line, and when to come back: at once, at a time, or only when something wakes the customer. */
export interface DeliveryStep {
  readonly comeBack: 'now' | 'never' | Date;
  readonly delivery?: DeliveryProgress & { readonly eventId: string };
}

/** Delivers a customer's events one after another, in their order (callbacks.md, "Form"). Any number of workers may run it at once. */
export class DeliverCallbacks {
  private readonly inFlight: InFlight;

  constructor(private readonly uses: DeliveryDependencies) {
    this.inFlight = new InFlight(uses.attemptsPerReceiver);
  }

  /** Attempts the customer's first undelivered event once, where it is due. Rejects only when the deliveries cannot be read or written. */
  async deliverNext(customer: string): Promise<DeliveryStep> {
    const now = this.uses.now();
    const head = await this.uses.deliveries.claimNext(customer, now, later(now, LEASE_MS));
    switch (head.kind) {
      case 'none': return { comeBack: 'never' };
      case 'not-before': return { comeBack: head.time };
      case 'claimed': return this.deliver(head.claim);
    }
  }

  private async deliver(claim: DeliveryClaim): Promise<DeliveryStep> {
    const progress = await this.attempt(claim).catch((failure: unknown) => {
      this.uses.report(failure);
      return this.after(claim, { delivered: false, outcome: 'internal-error' });
    });
    const recorded = await this.uses.deliveries.record(claim, progress);
    return recorded ? { comeBack: progress.nextAttemptAt ?? 'now', delivery: { eventId: claim.event.id, ...progress } } : { comeBack: 'now' };
  }

  private async attempt(claim: DeliveryClaim): Promise<DeliveryProgress> {
    const receiver = await this.uses.receivers.of(claim.requester);
    if (!receiver) return { state: 'FAILED', attempts: claim.attempts, lastOutcome: 'no-receiver' };
    const { url } = receiver; // Not its origin: behind one gateway there are receivers that hang and receivers that do not.
    if (!this.inFlight.enter(url)) return this.postponed(claim, this.inFlight.roundsAhead(url));
    try {
      return this.after(claim, await this.uses.sender.send(claim.event, receiver, this.uses.now()));
    } finally {
      this.inFlight.leave(url);
    }
  }

  private after({ attempts: before }: DeliveryClaim, { delivered, outcome: lastOutcome }: CallbackAttempt): DeliveryProgress {
    const attempts = before + 1;
    if (delivered) return { state: 'DELIVERED', attempts, lastOutcome };
    const nextAttemptAt = retryAt(attempts, this.uses.now(), this.uses.pauses, this.uses.jitter);
    return nextAttemptAt ? { state: 'PENDING', attempts, lastOutcome, nextAttemptAt } : { state: 'FAILED', attempts, lastOutcome };
  }

  private postponed({ attempts, lastOutcome }: DeliveryClaim, rounds: number): DeliveryProgress {
    const pause = Math.min(BUSY_MS * rounds, BUSY_LIMIT_MS);
    return { state: 'PENDING', attempts, ...(lastOutcome && { lastOutcome }), nextAttemptAt: later(this.uses.now(), pause) };
  }
}

const later = (time: Date, ms: number): Date => new Date(time.getTime() + ms);
