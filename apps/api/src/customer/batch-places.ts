import { Overloaded } from '@aml-customer/application';

/** How many batches of one key may wait for each other. */
const WAITING = 8;

/**
 * Bounds the batches under way in this process, received ones included: each is in memory as a whole. Those of one key are worked off one
 * after another, in the order in which they come: who sends a batch again while its first attempt may still be under way is not overtaken by that.
 */
export class BatchPlaces {
  private readonly lines = new Map<string, readonly Promise<unknown>[]>();

  constructor(private free: number) {}

  /** Works in a place of its own, after what came before with the same key. @throws Overloaded, at once, where there is none. */
  async take<T>(work: () => Promise<T>, key?: string): Promise<T> {
    const before = key === undefined ? [] : (this.lines.get(key) ?? []);
    if (key === undefined) return this.now(work);
    if (before.length > WAITING) throw new Overloaded();
    const done = before.length === 0 ? this.now(work) : Promise.allSettled(before).then(() => this.now(work));
    this.lines.set(key, [...before, done]);
    try {
      return await done;
    } finally {
      const others = this.lines.get(key)?.filter((each) => each !== done) ?? [];
      if (others.length > 0) this.lines.set(key, others);
      else this.lines.delete(key);
    }
  }

  private async now<T>(work: () => Promise<T>): Promise<T> {
    if (this.free === 0) throw new Overloaded();
    this.free--;
    try {
      return await work();
    } finally {
      this.free++;
    }
  }
}
