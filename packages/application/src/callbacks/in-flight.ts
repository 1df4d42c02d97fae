/**
 * The limit of concurrent attempts at a receiver that has not answered yet, or whose latest attempt timed out: two, so
 * that one customer for whom it hangs does not block the others.
 */
export const CAUTIOUS_ATTEMPTS = 2;

/** How an attempt ended. `answered` includes a refused connection, `internal-error` is a failure on our side. */
export type AttemptEnd = 'answered' | 'timed-out' | 'internal-error';

/** The attempts at one receiver. */
interface ReceiverLoad {
  /** The limit of concurrent attempts. */
  readonly limit: number;
  /** Whether the latest attempt timed out. */
  readonly hangs: boolean;
  readonly running: number;
  /** The number of refusals since an attempt last ended. */
  readonly refused: number;
}

/**
 * Limits the concurrent attempts of this process by receiver. A receiver that hangs occupies a worker for the whole
 * timeout; without a limit it would occupy all of them. A receiver that answers, whatever it answers, gets the full
 * limit; one that is unknown or hangs gets {@link CAUTIOUS_ATTEMPTS}, and all that hang share `atHung` attempts.
 */
export class InFlight {
  /** Never shrinks: it has at most one entry per receiver that was ever configured. */
  private readonly loads = new Map<string, ReceiverLoad>();
  private atHung = 0;

  constructor(private readonly limits: { readonly perReceiver: number; readonly atHung: number }) {}

  /** Starts an attempt if the limits allow it; it counts until {@link leave}. */
  enter(receiver: string): boolean {
    const load = this.of(receiver);
    const { limit, running, refused, hangs } = load;
    const enters = running < limit && !(hangs && this.atHung >= this.limits.atHung);
    this.set(receiver, enters ? { ...load, running: running + 1 } : { ...load, refused: refused + 1 });
    return enters;
  }

  /** Ends an attempt. An internal error reveals nothing about the receiver. */
  leave(receiver: string, end: AttemptEnd): void {
    const { limit, running, hangs } = this.of(receiver);
    const learnt = {
      answered: { limit: this.limits.perReceiver, hangs: false },
      'timed-out': { limit: this.cautious, hangs: true },
      'internal-error': { limit, hangs },
    }[end];
    this.set(receiver, { ...learnt, running: running - 1, refused: 0 });
  }

  /** How many rounds of attempts the most recently refused delivery has to wait for. */
  roundsAhead(receiver: string): number {
    const { refused, limit } = this.of(receiver);
    return Math.ceil(refused / limit);
  }

  private of(receiver: string): ReceiverLoad {
    return this.loads.get(receiver) ?? { limit: this.cautious, hangs: false, running: 0, refused: 0 };
  }

  private set(receiver: string, load: ReceiverLoad): void {
    this.atHung += attemptsAtHung(load) - attemptsAtHung(this.of(receiver));
    this.loads.set(receiver, load);
  }

  private get cautious(): number {
    return Math.min(CAUTIOUS_ATTEMPTS, this.limits.perReceiver);
  }
}

const attemptsAtHung = ({ hangs, running }: ReceiverLoad): number => (hangs ? running : 0);
