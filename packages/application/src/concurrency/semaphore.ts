/** Limits how many tasks run concurrently; waiting tasks start in order of arrival. */
export class Semaphore {
  private readonly queue: (() => void)[] = [];

  constructor(private free: number) {}

  /** The number of waiting callers. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Resolves when a slot is free. The caller owns the slot until {@link release}. */
  async acquire(): Promise<void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
  }

  /** Passes the slot on to the next waiting caller. */
  release(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.free++;
  }

  /** Runs a task in a slot and releases the slot when the task settles. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.acquire();
    try {
      return await task();
    } finally {
      this.release();
    }
  }
}
