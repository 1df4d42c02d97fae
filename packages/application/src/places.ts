/** Lets so many works go on at once; what is to wait waits in the order in which it came. */
export class Places {
  private readonly queue: (() => void)[] = [];

  constructor(private free: number) {}

  /** How many wait for a place. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Resolves with a place taken, until {@link leave}. */
  async take(): Promise<void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((taken) => this.queue.push(taken));
  }

  /** Gives a place to the next who waits. */
  leave(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.free++;
  }

  /** Does work in a place. */
  async give<T>(work: () => Promise<T>): Promise<T> {
    await this.take();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }
}
