/** Limits how many tasks run concurrently; waiting tasks start in order of arrival. */
export class Semaphore {
  private readonly queue: { readonly slots: number; readonly start: () => void }[] = [];

  constructor(private free: number) {}

  /** The number of waiting callers. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Resolves when the slots are free. The caller owns them until {@link release}. */
  async acquire(slots = 1): Promise<void> {
    if (this.queue.length === 0 && slots <= this.free) this.free -= slots;
    else await new Promise<void>((start) => this.queue.push({ slots, start }));
  }

  /** Releases one slot, which the next waiting caller gets. */
  release(): void {
    this.free += 1;
    for (let next = this.queue[0]; next && next.slots <= this.free; next = this.queue[0]) {
      this.queue.shift();
      this.free -= next.slots;
      next.start();
    }
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
