import { Overloaded, Semaphore } from '@aml-customer/application';

/** How many batches may wait to be processed, and how many with the same key for each other. */
export const MAX_WAITING = 8;

/**
 * Limits how many batches this process handles concurrently. A batch counts only after its whole body has arrived, so a
 * slow sender delays only batches with the same key. Batches with the same key are processed one after
 * another, in the order in which their requests began: a batch that is sent again does not overtake its first attempt.
 */
export class BatchScheduler {
  private readonly unfinished = new Map<string, readonly Promise<unknown>[]>();
  private readonly semaphore: Semaphore;

  constructor(concurrency: number) {
    this.semaphore = new Semaphore(concurrency);
  }

  /**
   * Receives a batch, and processes it after earlier ones with the same key. If `receive` returns undefined, there is
   * nothing to process.
   *
   * @throws Overloaded if too many batches wait, before the batch is received if possible
   */
  async run<T>(
    receive: () => Promise<T | undefined>,
    process: (received: T) => Promise<void>,
    key?: string,
  ): Promise<void> {
    const earlier = key === undefined ? [] : (this.unfinished.get(key) ?? []);
    if (earlier.length > MAX_WAITING || this.semaphore.waiting >= MAX_WAITING) throw new Overloaded();
    const finished = this.runAfter(earlier, receive(), process);
    if (key === undefined) return finished;
    this.unfinished.set(key, [...earlier, finished]);
    try {
      await finished;
    } finally {
      this.forget(key, finished);
    }
  }

  private async runAfter<T>(
    earlier: readonly Promise<unknown>[],
    receiving: Promise<T | undefined>,
    process: (received: T) => Promise<void>,
  ): Promise<void> {
    const received = await receiving;
    if (received === undefined) return;
    await Promise.allSettled(earlier);
    if (this.semaphore.waiting >= MAX_WAITING) throw new Overloaded();
    await this.semaphore.run(() => process(received));
  }

  private forget(key: string, finished: Promise<unknown>): void {
    const others = this.unfinished.get(key)?.filter((batch) => batch !== finished) ?? [];
    if (others.length > 0) this.unfinished.set(key, others);
    else this.unfinished.delete(key);
  }
}
