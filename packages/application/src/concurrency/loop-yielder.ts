/** Gives the current time in ms, from any fixed point. */
export type Clock = () => number;

/** How long work may hold the event loop before others have it, in ms. */
const SLICE_MS = 5;

/** Keeps long work from holding the event loop: it rests between its steps, so that others are answered meanwhile. */
export class LoopYielder {
  private since: number;

  constructor(private readonly clock: Clock) {
    this.since = clock();
  }

  /** Lets others have the event loop where this work has had it for a slice. */
  async yieldIfDue(): Promise<void> {
    if (this.clock() - this.since < SLICE_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.since = this.clock();
  }
}
