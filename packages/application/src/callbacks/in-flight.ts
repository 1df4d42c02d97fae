/**
 * Attempts at one receiver under way, of which nothing is known yet or whose latest attempt ran out of time: two, so
 * that one customer for whom it hangs leaves a place to the others.
 */
export const CAUTIOUS_ATTEMPTS = 2;

/**
 * How an attempt ended: the receiver answered or could not be reached, whatever that came to; it ran out of time; or a
 * failure of ours.
 */
export type AttemptEnd = 'answered' | 'hung' | 'broke';

/** What goes on at one receiver. */
interface Standing {
  /** How many may be under way. */
  readonly room: number;
  /** Whether the latest one ran out of time. */
  readonly hangs: boolean;
  readonly underWay: number;
  /** Since one of those under way last ended. */
  readonly refused: number;
}

/**
 * How many attempts this process has under way, by receiver. A receiver that hangs holds each of its attempts for the
 * whole timeout; without a bound it would hold every worker there is, and everybody else's deliveries with them. The
 * full limit is for those that answer, whatever they answer: many that hang at once hold {@link CAUTIOUS_ATTEMPTS}
 * each, and those that are known to, `atHung` together.
 */
export class InFlight {
  /** Kept for as long as the process lives: there are as many as receivers were ever set. */
  private readonly standings = new Map<string, Standing>();
  private atHung = 0;

  constructor(private readonly limits: { readonly perReceiver: number; readonly atHung: number }) {}

  /** Whether there is room for one more; where there is, it is taken until {@link leave}. */
  enter(receiver: string): boolean {
    const standing = this.of(receiver);
    const { room, underWay, refused, hangs } = standing;
    const enters = underWay < room && !(hangs && this.atHung >= this.limits.atHung);
    this.set(receiver, enters ? { ...standing, underWay: underWay + 1 } : { ...standing, refused: refused + 1 });
    return enters;
  }

  /** One is over. An attempt that broke on our side says nothing of its receiver. */
  leave(receiver: string, end: AttemptEnd): void {
    const { room, underWay, hangs } = this.of(receiver);
    const learnt = {
      answered: { room: this.limits.perReceiver, hangs: false },
      hung: { room: this.cautious, hangs: true },
      broke: { room, hangs },
    }[end];
    this.set(receiver, { ...learnt, underWay: underWay - 1, refused: 0 });
  }

  /**
   * How many times over those who were refused since somebody left would fill the receiver: the rounds that the last of
   * them has to wait.
   */
  roundsAhead(receiver: string): number {
    const { refused, room } = this.of(receiver);
    return Math.ceil(refused / room);
  }

  private of(receiver: string): Standing {
    return this.standings.get(receiver) ?? { room: this.cautious, hangs: false, underWay: 0, refused: 0 };
  }

  private set(receiver: string, standing: Standing): void {
    this.atHung += atHungBy(standing) - atHungBy(this.of(receiver));
    this.standings.set(receiver, standing);
  }

  private get cautious(): number {
    return Math.min(CAUTIOUS_ATTEMPTS, this.limits.perReceiver);
  }
}

const atHungBy = ({ hangs, underWay }: Standing): number => (hangs ? underWay : 0);
