import { InFlight, type AttemptEnd } from './in-flight.js';
import type {
  CallbackAttempt,
  CallbackSender,
  Deliveries,
  DeliveryOutcome,
  DeliveryProgress,
  DueDelivery,
  QueueClaim,
  Receiver,
  Receivers,
} from './ports.js';
import { pauseAfter, type RetryJitter } from './retry-schedule.js';

/** How long a receiver may take to answer, in ms (docs/contract/callbacks.md, "Form"). */
export const ANSWER_MS = 15_000;

/** The time of an attempt, in ms: the receiver's time, and one second to look it up. */
export const ATTEMPT_MS = ANSWER_MS + 1000;

/** How long after its claim a later delivery of a queue may start, in ms. */
export const START_MS = 1000;

/** The time from a claim to the end of its last attempt, in ms. */
export const CLAIM_MS = START_MS + ATTEMPT_MS;

/** How long a claim excludes other workers, in ms: longer than its attempts, with time to record their outcomes. */
export const LEASE_MS = CLAIM_MS + 3000;

/**
 * How many deliveries of a customer are claimed together. A worker that is killed may repeat all of them; an assessment
 * causes two.
 */
export const DELIVERIES_PER_CLAIM = 4;

/** The shortest pause of a delivery whose receiver is busy, in ms. No attempt is counted. */
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
   * The limit of concurrent attempts per receiver in this process: fewer than there are workers, so that a receiver
   * that hangs does not occupy all of them.
   */
  readonly attemptsPerReceiver: number;
  /** The limit of concurrent attempts at all receivers together whose latest attempt timed out. */
  readonly attemptsAtHung: number;
  /**
   * How long a delivery waits for its turn at a receiver that has its limit of attempts and answers fast, in ms. With 0
   * it is postponed.
   */
  readonly waitMs: number;
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
  /** The attempts, in order; empty if nothing was attempted, or another worker took over. */
  readonly deliveries: readonly DeliveryReport[];
}

/** Delivers a customer's events one by one, in order (docs/contract/callbacks.md, "Form"). Safe to run concurrently. */
export class DeliverCallbacks {
  private readonly inFlight: InFlight;

  constructor(private readonly uses: DeliveryDependencies) {
    const { attemptsPerReceiver, attemptsAtHung, waitMs } = uses;
    this.inFlight = new InFlight({ perReceiver: attemptsPerReceiver, atHung: attemptsAtHung, waitMs });
  }

  /**
   * Attempts the customer's first pending events once each, if they are due, until one is not delivered. Rejects only
   * if `deliveries` fails.
   */
  async deliverNext(customer: string): Promise<DeliveryStep> {
    // Starts before the claim, so that it ends before the lease.
    const deadline = AbortSignal.timeout(CLAIM_MS);
    const started = this.uses.now();
    const queue = await this.uses.deliveries.claim(customer, {
      deliveries: DELIVERIES_PER_CLAIM,
      leaseMs: LEASE_MS,
    });
    switch (queue.kind) {
      case 'none':
        return { checkAgain: 'never', deliveries: [] };
      case 'not-before':
        return { checkAgain: queue.time, deliveries: [] };
      case 'claimed':
        return this.record(queue.claim, await this.attemptAll(queue.claim, started, deadline));
    }
  }

  /** Attempts deliveries in their order, until one must be tried again or there may be no time for a whole attempt. */
  private async attemptAll(
    { deliveries }: QueueClaim,
    started: Date,
    deadline: AbortSignal,
  ): Promise<readonly Attempted[]> {
    const receivers = new Map<string | undefined, Promise<Receiver | undefined>>();
    const receiverOf = (requester: string | undefined): Promise<Receiver | undefined> => {
      const receiver = receivers.get(requester) ?? this.uses.receivers.of(requester);
      receivers.set(requester, receiver);
      return receiver;
    };
    const attempted: Attempted[] = [];
    for (const delivery of deliveries) {
      if (attempted.length > 0 && this.msSince(started) > START_MS) break;
      const attempt = await this.attempt(delivery, receiverOf, deadline).catch((failure: unknown): Attempted => {
        this.uses.onFailure(failure);
        return { delivery, outcome: this.after(delivery, { delivered: false, outcome: 'internal-error' }) };
      });
      attempted.push(attempt);
      if (attempt.outcome.state === 'PENDING') break;
    }
    return attempted;
  }

  private async record(claim: QueueClaim, attempted: readonly Attempted[]): Promise<DeliveryStep> {
    const recorded = await this.uses.deliveries.record(
      claim,
      attempted.map(({ outcome }) => outcome),
    );
    if (!recorded) return { checkAgain: 'now', deliveries: [] };
    const { progress, hasMore } = recorded;
    return {
      checkAgain: progress.at(-1)?.nextAttemptAt ?? (hasMore ? 'now' : 'never'),
      deliveries: attempted.flatMap((attempt, i) => reportOf(attempt, progress[i]!)),
    };
  }

  private async attempt(delivery: DueDelivery, receiverOf: Receivers['of'], deadline: AbortSignal): Promise<Attempted> {
    const receiver = await receiverOf(delivery.requester);
    if (!receiver)
      return { delivery, outcome: { state: 'FAILED', attempts: delivery.attempts, lastOutcome: 'no-receiver' } };
    // The URL, not its origin: of the receivers behind one gateway, only some may hang.
    const { url } = receiver;
    if (!(await this.inFlight.enter(url)))
      return { delivery, outcome: this.postponed(delivery, this.inFlight.aheadMs(url)) };
    const started = this.uses.now();
    let end: AttemptEnd = 'internal-error';
    try {
      const attempt = await this.uses.sender.send(delivery.event, receiver, started, deadline);
      end = attempt.outcome === 'timeout' ? 'timed-out' : 'answered';
      return { delivery, outcome: this.after(delivery, attempt), receiver };
    } finally {
      this.inFlight.leave(url, end, this.msSince(started));
    }
  }

  private msSince(earlier: Date): number {
    return this.uses.now().getTime() - earlier.getTime();
  }

  private after(
    { attempts: before }: DueDelivery,
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

  private postponed({ attempts, lastOutcome }: DueDelivery, aheadMs: number): DeliveryOutcome {
    return {
      state: 'PENDING',
      attempts,
      ...(lastOutcome && { lastOutcome }),
      pauseMs: Math.min(Math.max(BUSY_MS, Math.round(aheadMs)), BUSY_LIMIT_MS),
    };
  }
}

/** The outcome to record, and the receiver if an attempt was made. */
interface Attempted {
  readonly delivery: DueDelivery;
  readonly outcome: DeliveryOutcome;
  readonly receiver?: Receiver;
}

/** Empty for a delivery that was postponed because its receiver is busy. */
const reportOf = ({ delivery, receiver }: Attempted, progress: DeliveryProgress): readonly DeliveryReport[] =>
  progress.state === 'PENDING' && progress.attempts === delivery.attempts
    ? []
    : [{ eventId: delivery.event.id, ...(receiver && hostOf(receiver)), ...progress }];

const hostOf = ({ url }: Receiver): { readonly receiverHost?: string } => {
  const host = URL.parse(url)?.host;
  return host === undefined ? {} : { receiverHost: host };
};
