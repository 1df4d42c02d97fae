/** Limits of a queue. Sizes are in any unit that the entries use. */
export interface QueueLimits {
  /** How many batches run at a time. */
  readonly lanes: number;
  /** How many entries a batch has at most, and their total size; a larger entry forms a batch alone. */
  readonly items: number;
  readonly size: number;
  /** How many waiting entries are enough for a batch beside running ones. */
  readonly besideItems: number;
  /** How long a running batch keeps batches that are smaller from starting beside it. */
  readonly slowMs: number;
}

/**
 * A queue of entries that run in batches, in lanes. A batch may start if no other one runs, if it is large enough, or
 * if all running batches are slow: two tiny batches beside each other cost more than one after the other.
 */
export class BatchQueue<Entry extends { readonly size: number }> {
  private readonly waiting = new Set<Entry>();
  private running = 0;
  private slow = 0;

  /** `onSlow` is called when a running batch becomes slow, since another one may then start. */
  constructor(
    private readonly limits: QueueLimits,
    private readonly onSlow: () => void,
  ) {}

  add(entry: Entry): void {
    this.waiting.add(entry);
  }

  /** Returns whether the entry was waiting. */
  remove(entry: Entry): boolean {
    return this.waiting.delete(entry);
  }

  mayStart(): boolean {
    return (
      this.waiting.size > 0 && this.running < this.limits.lanes && (this.running === this.slow || this.isLargeEnough())
    );
  }

  private isLargeEnough(): boolean {
    if (this.waiting.size >= Math.min(this.limits.besideItems, this.limits.items)) return true;
    let size = 0;
    for (const entry of this.waiting) if ((size += entry.size) >= this.limits.size) return true;
    return false;
  }

  /** Removes the next batch from the queue. */
  take(): readonly Entry[] {
    const batch: Entry[] = [];
    let size = 0;
    for (const entry of this.waiting) {
      size += entry.size;
      if (batch.length === this.limits.items || (size > this.limits.size && batch.length > 0)) break;
      this.waiting.delete(entry);
      batch.push(entry);
    }
    return batch;
  }

  /** Runs the work of a batch in a lane. */
  async occupyLane<T>(work: () => Promise<T>): Promise<T> {
    this.running += 1;
    let isSlow = false;
    const watch = setTimeout(() => {
      isSlow = true;
      this.slow += 1;
      this.onSlow();
    }, this.limits.slowMs);
    try {
      return await work();
    } finally {
      clearTimeout(watch);
      if (isSlow) this.slow -= 1;
      this.running -= 1;
    }
  }
}
