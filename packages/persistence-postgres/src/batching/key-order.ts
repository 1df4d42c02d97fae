/**
 * An entry of a {@link KeyOrder}, with its links to others. They are members of the entry, since a map of them would
 * keep finished entries alive: V8 retains what the old tables of a growing map refer to until a full collection.
 */
export interface Ordered<Entry> {
  readonly keys: readonly string[];
  /** How many earlier entries with a common key have not left yet. */
  ahead: number;
  /** The later entries that wait for this one. */
  readonly behind: Entry[];
}

/** Orders entries that share a key: each becomes free once all earlier entries with one of its keys have left. */
export class KeyOrder<Entry extends Ordered<Entry>> {
  private readonly latest = new Map<string, Entry>();

  /** Adds an entry, whose keys must be distinct. Returns whether it is free. */
  enter(entry: Entry): boolean {
    for (const key of entry.keys) {
      const previous = this.latest.get(key);
      if (previous) {
        previous.behind.push(entry);
        entry.ahead += 1;
      }
      this.latest.set(key, entry);
    }
    return entry.ahead === 0;
  }

  /** Removes a free entry. Returns the entries that this frees, in the order in which they entered. */
  leave(entry: Entry): readonly Entry[] {
    for (const key of entry.keys) if (this.latest.get(key) === entry) this.latest.delete(key);
    return entry.behind.filter((next) => (next.ahead -= 1) === 0);
  }
}
