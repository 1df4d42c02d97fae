/** The current time in ms, from any fixed origin. */
export type Clock = () => number;

/** How long a task may block the event loop, in ms. */
const SLICE_MS = 5;

/** Lets a long task yield to the event loop between its steps, so that other requests are answered meanwhile. */
export class LoopYielder {
  private since: number;

  constructor(private readonly clock: Clock) {
    this.since = clock();
  }

  /** Yields if the task has run for a whole time slice. */
  async yieldIfDue(): Promise<void> {
    if (this.clock() - this.since < SLICE_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.since = this.clock();
  }
}
