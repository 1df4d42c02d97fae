/** Works on the same key one after another, in the order in which they come; on different ones at once. */
export class KeyedMutex {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Starts once everything is done that came before on one of the keys, however it ended. */
  async run<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = keys.flatMap((key) => this.last.get(key) ?? []);
    const done = before.length === 0 ? work() : Promise.allSettled(before).then(work);
    for (const key of keys) this.last.set(key, done);
    return done;
  }
}
