/**
 * Runs tasks with the same key one after the other, in order of arrival, and tasks with different keys concurrently.
 */
export class KeyedMutex {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Starts the task after all earlier tasks on any of the keys have settled. */
  async run<T>(keys: readonly string[], task: () => Promise<T>): Promise<T> {
    const earlier = keys.flatMap((key) => this.last.get(key) ?? []);
    const done = earlier.length === 0 ? task() : Promise.allSettled(earlier).then(task);
    for (const key of keys) this.last.set(key, done);
    return done;
  }
}
