/**
 * The limit of concurrent attempts at a receiver that has not answered yet, or whose latest attempt timed out: two, so
 * that one customer for whom it hangs does not block the others.
 */
export const CAUTIOUS_ATTEMPTS = 2;

/** How long an attempt is expected to take at a receiver that has not answered yet, in ms, if one may wait for it. */
const ASSUMED_MS = 5;

/** How long the attempts at a receiver that has not answered, or hangs, are expected to take, in ms. */
const UNKNOWN_ROUND_MS = 1000;

/** The weight of the latest attempt in the moving average of their durations. */
const LATEST_WEIGHT = 0.1;

/** How an attempt ended. `answered` includes a refused connection, `internal-error` is a failure on our side. */
export type AttemptEnd = 'answered' | 'timed-out' | 'internal-error';

/** The limits of {@link InFlight}. */
export interface InFlightLimits {
  /** Concurrent attempts at a receiver that answers. */
  readonly perReceiver: number;
  /** Concurrent attempts at all receivers that hang. */
  readonly atHung: number;
  /** How long an attempt may wait until it starts, in ms; with 0 it never waits. */
  readonly waitMs: number;
}

/** An attempt that waits; `start` starts it or refuses it. */
interface WaitingAttempt {
  readonly start: (isStarted: boolean) => void;
  readonly timer: NodeJS.Timeout;
}

/** The attempts at one receiver. */
interface ReceiverLoad {
  /** The limit of concurrent attempts. */
  limit: number;
  /** Whether the latest attempt timed out. */
  hangs: boolean;
  /** Whether the latest attempt was answered. */
  answers: boolean;
  running: number;
  /** The number of refusals since an attempt last ended. */
  refused: number;
  /** The moving average of the durations of attempts, in ms. */
  averageMs: number;
  readonly waiting: Set<WaitingAttempt>;
}

/**
 * Limits the concurrent attempts of this process by receiver. A receiver that hangs occupies a worker for the whole
 * timeout; without a limit it would occupy all of them. A receiver that answers, whatever it answers, gets the full
 * limit; one that is unknown or hangs gets {@link CAUTIOUS_ATTEMPTS}, and all that hang share `atHung` attempts.
 *
 * An attempt beyond the limit waits if the receiver answers so fast that its turn comes soon. Otherwise it is refused.
 */
export class InFlight {
  /** Never shrinks: it has at most one entry per receiver that was ever configured. */
  private readonly loads = new Map<string, ReceiverLoad>();
  private atHung = 0;

  constructor(private readonly limits: InFlightLimits) {}

  /** Starts an attempt if the limits allow it, now or soon; it counts until {@link leave}. */
  async enter(receiver: string): Promise<boolean> {
    const load = this.of(receiver);
    if (this.start(load)) return true;
    if (!this.startsSoon(load)) return this.refuse(load);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        load.waiting.delete(attempt);
        resolve(this.refuse(load));
      }, this.limits.waitMs);
      const attempt = { start: resolve, timer };
      load.waiting.add(attempt);
    });
  }

  /** Ends an attempt that took `ms`. An internal error reveals nothing about the receiver. */
  leave(receiver: string, end: AttemptEnd, ms: number): void {
    const load = this.of(receiver);
    if (load.hangs) this.atHung -= load.running;
    load.running -= 1;
    load.refused = 0;
    if (end !== 'internal-error') {
      load.hangs = end === 'timed-out';
      load.answers = !load.hangs;
      load.limit = load.hangs ? this.cautious : this.limits.perReceiver;
      load.averageMs += (ms - load.averageMs) * LATEST_WEIGHT;
    }
    if (load.hangs) this.atHung += load.running;
    this.startWaiting(load);
  }

  /**
   * How long the most recently refused delivery has to wait, in ms: the rounds of attempts ahead of it, each of average
   * duration, or of a second if the receiver has not answered or hangs.
   */
  aheadMs(receiver: string): number {
    const { refused, waiting, limit, answers, averageMs } = this.of(receiver);
    return Math.ceil((refused + waiting.size) / limit) * (answers ? averageMs : UNKNOWN_ROUND_MS);
  }

  private start(load: ReceiverLoad): boolean {
    if (load.running >= load.limit || (load.hangs && this.atHung >= this.limits.atHung)) return false;
    load.running += 1;
    if (load.hangs) this.atHung += 1;
    return true;
  }

  private refuse(load: ReceiverLoad): false {
    load.refused += 1;
    return false;
  }

  private startsSoon({ hangs, waiting, limit, averageMs }: ReceiverLoad): boolean {
    return !hangs && ((waiting.size + 1) / limit) * Math.max(averageMs, 1) <= this.limits.waitMs;
  }

  /** Starts as many waiting attempts as the limits allow; a receiver that hangs keeps none waiting. */
  private startWaiting(load: ReceiverLoad): void {
    for (const attempt of load.waiting) {
      const isStarted = this.start(load);
      if (!isStarted && !load.hangs) return;
      load.waiting.delete(attempt);
      clearTimeout(attempt.timer);
      attempt.start(isStarted || this.refuse(load));
    }
  }

  private of(receiver: string): ReceiverLoad {
    const known = this.loads.get(receiver);
    if (known) return known;
    const load = {
      limit: this.cautious,
      hangs: false,
      answers: false,
      running: 0,
      refused: 0,
      averageMs: ASSUMED_MS,
      waiting: new Set<WaitingAttempt>(),
    };
    this.loads.set(receiver, load);
    return load;
  }

  private get cautious(): number {
    return Math.min(CAUTIOUS_ATTEMPTS, this.limits.perReceiver);
  }
}
