/** What goes on at one receiver. */
interface Standing {
  underWay: number;
  /** Since one of those under way last ended. */
  refused: number;
}

/**
 * How many attempts this process has under way, by receiver. A receiver that hangs holds each of its attempts for the whole timeout;
 * without a bound it would hold every worker there is, and everybody else's deliveries with them.
 */
export class InFlight {
  private readonly standings = new Map<string, Standing>();

  constructor(private readonly limit: number) {}

  /** Whether there is room for one more; where there is, it is taken until {@link leave}. */
  enter(receiver: string): boolean {
    const standing = this.standings.get(receiver) ?? { underWay: 0, refused: 0 };
    this.standings.set(receiver, standing);
    const room = standing.underWay < this.limit;
    if (room) standing.underWay++;
    else standing.refused++;
    return room;
  }

  leave(receiver: string): void {
    const underWay = (this.standings.get(receiver)?.underWay ?? 0) - 1;
    if (underWay > 0) this.standings.set(receiver, { underWay, refused: 0 });
    else this.standings.delete(receiver);
  }

  /** How many times over those who were refused since somebody left would fill the receiver: the rounds that the last of them has to wait. */
  roundsAhead(receiver: string): number {
    return Math.ceil((this.standings.get(receiver)?.refused ?? 0) / this.limit);
  }
}
