/** Limits how many tasks run concurrently; tasks that must wait start in the order in which they came. */
export class Semaphore {
  private readonly queue: (() => void)[] = [];

  constructor(private free: number) {}

  /** How many callers wait. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Resolves once a slot is free, which the caller holds until {@link release}. */
  async acquire(): Promise<void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
  }

  /** Hands the slot to the next caller in line. */
  release(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.free++;
  }

  /** Runs a task in a slot and releases it, however the task ends. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.acquire();
    try {
      return await task();
    } finally {
      this.release();
    }
  }
}
