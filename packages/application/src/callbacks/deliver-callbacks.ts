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

/** How long a receiver may take to answer, in ms (docs/contract/callbacks.md, "Form"). */
export const ANSWER_MS = 15_000;

/** The time from a claim to the end of its attempt, in ms: the receiver's time, and one second to look it up. */
export const ATTEMPT_MS = ANSWER_MS + 1000;

/** How long a claim excludes other workers, in ms: longer than an attempt, with time to record its outcome. */
export const LEASE_MS = ATTEMPT_MS + 4000;

/** The pause of a delivery whose receiver is busy, in ms, per round of deliveries ahead of it. No attempt is counted. */
export const BUSY_MS = 1000;

/** The longest pause for a busy receiver, in ms, so that thousands of waiting deliveries do not flood the store. */
export const BUSY_LIMIT_MS = 60_000;

/** The longest wait that a receiver can ask for, in ms (docs/contract/callbacks.md, "Form"). */
const RETRY_AFTER_LIMIT_MS = 24 * 3_600_000;

/** The ports and settings of the use case. */
export interface DeliveryDependencies {
  readonly deliveries: Deliveries;
  readonly receivers: Receivers;
  readonly sender: CallbackSender;
  /** The time of signatures. The store's clock decides what is due. */
  readonly now: () => Date;
  /**
   * Receives internal failures, such as a secret that cannot be opened. They count as attempts, so that one broken
   * event cannot block its customer's queue indefinitely.
   */
  readonly onFailure: (failure: unknown) => void;
  /**
   * The limit of concurrent attempts per receiver in this process: fewer than there are workers, so that a receiver that
   * hangs does not occupy all of them.
   */
  readonly attemptsPerReceiver: number;
  /** The limit of concurrent attempts at all receivers together whose latest attempt timed out. */
  readonly attemptsAtHung: number;
  /** Pauses between attempts, in seconds. */
  readonly pauses?: readonly number[];
  readonly jitter?: RetryJitter;
}

/** The outcome of an attempt, or of finding no receiver. Contains no personal data. */
export interface DeliveryReport extends DeliveryProgress {
  readonly eventId: string;
  /** Absent if there is no receiver, or the failure was internal. */
  readonly receiverHost?: string;
}

/** What was done, and when to check the customer's queue again. */
export interface DeliveryStep {
  /** A date is by the store's clock; never: until a new event is written or one is sent again. */
  readonly checkAgain: 'now' | 'never' | Date;
  /** Absent if nothing was attempted, or another worker took over. */
  readonly delivery?: DeliveryReport;
}

/** Delivers a customer's events one by one, in order (docs/contract/callbacks.md, "Form"). Safe to run concurrently. */
export class DeliverCallbacks {
  private readonly inFlight: InFlight;

  constructor(private readonly uses: DeliveryDependencies) {
    this.inFlight = new InFlight({ perReceiver: uses.attemptsPerReceiver, atHung: uses.attemptsAtHung });
  }

  /** Attempts the customer's first pending event once, if it is due. Rejects only if `deliveries` fails. */
  async deliverNext(customer: string): Promise<DeliveryStep> {
    // Starts before the claim, so that it ends before the lease.
    const deadline = AbortSignal.timeout(ATTEMPT_MS);
    const head = await this.uses.deliveries.claimNext(customer, LEASE_MS);
    switch (head.kind) {
      case 'none':
        return { checkAgain: 'never' };
      case 'not-before':
        return { checkAgain: head.time };
      case 'claimed':
        return this.deliver(head.claim, deadline);
    }
  }

  private async deliver(claim: DeliveryClaim, deadline: AbortSignal): Promise<DeliveryStep> {
    const { outcome, receiver } = await this.attempt(claim, deadline).catch((failure: unknown): Attempted => {
      this.uses.onFailure(failure);
      return { outcome: this.after(claim, { delivered: false, outcome: 'internal-error' }) };
    });
    const progress = await this.uses.deliveries.record(claim, outcome);
    const checkAgain = progress?.nextAttemptAt ?? 'now';
    const wasBusy = progress?.state === 'PENDING' && progress.attempts === claim.attempts;
    return !progress || wasBusy
      ? { checkAgain }
      : { checkAgain, delivery: { eventId: claim.event.id, ...(receiver && hostOf(receiver)), ...progress } };
  }

  private async attempt(claim: DeliveryClaim, deadline: AbortSignal): Promise<Attempted> {
    const receiver = await this.uses.receivers.of(claim.requester);
    if (!receiver) return { outcome: { state: 'FAILED', attempts: claim.attempts, lastOutcome: 'no-receiver' } };
    // The URL, not its origin: of the receivers behind one gateway, only some may hang.
    const { url } = receiver;
    if (!this.inFlight.enter(url)) return { outcome: this.postponed(claim, this.inFlight.roundsAhead(url)) };
    let end: AttemptEnd = 'internal-error';
    try {
      const attempt = await this.uses.sender.send(claim.event, receiver, this.uses.now(), deadline);
      end = attempt.outcome === 'timeout' ? 'timed-out' : 'answered';
      return { outcome: this.after(claim, attempt), receiver };
    } finally {
      this.inFlight.leave(url, end);
    }
  }

  private after(
    { attempts: before }: DeliveryClaim,
    { delivered, outcome: lastOutcome, retryAfterMs = 0 }: CallbackAttempt,
  ): DeliveryOutcome {
    const attempts = before + 1;
    if (delivered) return { state: 'DELIVERED', attempts, lastOutcome };
    const pauseMs = pauseAfter(attempts, this.uses.pauses, this.uses.jitter);
    return pauseMs === undefined
      ? { state: 'FAILED', attempts, lastOutcome }
      : {
          state: 'PENDING',
          attempts,
          lastOutcome,
          pauseMs: Math.max(pauseMs, Math.min(retryAfterMs, RETRY_AFTER_LIMIT_MS)),
        };
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

/** The outcome to record, and the receiver if an attempt was made. */
interface Attempted {
  readonly outcome: DeliveryOutcome;
  readonly receiver?: Receiver;
}

const hostOf = ({ url }: Receiver): { readonly receiverHost?: string } => {
  const host = URL.parse(url)?.host;
  return host === undefined ? {} : { receiverHost: host };
};
