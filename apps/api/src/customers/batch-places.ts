import { Overloaded, Semaphore } from '@aml-customer/application';

/** How many batches may wait for a place, and how many of one key for each other. */
export const WAITING = 8;

/**
 * Bounds the batches that are worked off at once in this process. A place is taken once a batch is there as a whole:
 * one that is still on its way keeps nobody waiting but those of its own key. They are worked off one after another, in
 * the order in which they began to come: who sends a batch again while its first attempt may still be under way is not
 * overtaken by that.
 */
export class BatchPlaces {
  private readonly lines = new Map<string, readonly Promise<unknown>[]>();
  private readonly semaphore: Semaphore;

  constructor(count: number) {
    this.semaphore = new Semaphore(count);
  }

  /**
   * Receives a batch, and works it off in a place of its own, after what began to come before with the same key; one of
   * which nothing was received is done. @throws Overloaded where too many wait, before it is received where that can be
   * told.
   */
  async take<T>(
    receive: () => Promise<T | undefined>,
    work: (received: T) => Promise<void>,
    key?: string,
  ): Promise<void> {
    const before = key === undefined ? [] : (this.lines.get(key) ?? []);
    if (before.length > WAITING || this.semaphore.waiting >= WAITING) throw new Overloaded();
    const done = this.inTurn(receive(), work, before);
    if (key === undefined) return done;
    this.lines.set(key, [...before, done]);
    try {
      await done;
    } finally {
      const others = this.lines.get(key)?.filter((each) => each !== done) ?? [];
      if (others.length > 0) this.lines.set(key, others);
      else this.lines.delete(key);
    }
  }

  private async inTurn<T>(
    receiving: Promise<T | undefined>,
    work: (received: T) => Promise<void>,
    before: readonly Promise<unknown>[],
  ): Promise<void> {
    const received = await receiving;
    if (received === undefined) return;
    await Promise.allSettled(before);
    if (this.semaphore.waiting >= WAITING) throw new Overloaded();
    await this.semaphore.run(() => work(received));
  }
}
