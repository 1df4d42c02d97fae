/**
 * How many attempts this process has under way, by receiver. A receiver that hangs holds each of its attempts for the whole timeout;
 * without a bound it would hold every worker there is, and everybody else's deliveries with them.
 */
export class InFlight {
  private readonly counts = new Map<string, number>();

  constructor(private readonly limit: number) {}

  /** Whether there is room for one more; where there is, it is taken until {@link leave}. */
  enter(receiver: string): boolean {
    const count = this.counts.get(receiver) ?? 0;
    if (count >= this.limit) return false;
    this.counts.set(receiver, count + 1);
    return true;
  }

  leave(receiver: string): void {
    const count = (this.counts.get(receiver) ?? 0) - 1;
    if (count > 0) this.counts.set(receiver, count);
    else this.counts.delete(receiver);
  }
}
