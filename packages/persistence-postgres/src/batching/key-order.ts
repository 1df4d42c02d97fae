interface Links<Entry> {
  /** How many earlier entries with a common key are still there, and the later ones that wait for this entry. */
  ahead: number;
  readonly behind: Entry[];
}

/** Orders entries that share a key: each becomes free once all earlier entries with one of its keys have left. */
export class KeyOrder<Entry extends { readonly keys: readonly string[] }> {
  private readonly latest = new Map<string, Entry>();
  private readonly links = new Map<Entry, Links<Entry>>();

  /** Adds an entry, whose keys must be distinct. Returns whether it is free. */
  enter(entry: Entry): boolean {
    const links: Links<Entry> = { ahead: 0, behind: [] };
    this.links.set(entry, links);
    for (const key of entry.keys) {
      const previous = this.latest.get(key);
      if (previous) {
        this.links.get(previous)?.behind.push(entry);
        links.ahead += 1;
      }
      this.latest.set(key, entry);
    }
    return links.ahead === 0;
  }

  /** Removes a free entry. Returns the entries that this frees, in the order in which they entered. */
  leave(entry: Entry): readonly Entry[] {
    const { behind = [] } = this.links.get(entry) ?? {};
    this.links.delete(entry);
    for (const key of entry.keys) if (this.latest.get(key) === entry) this.latest.delete(key);
    return behind.filter((next) => {
      const links = this.links.get(next);
      return links !== undefined && (links.ahead -= 1) === 0;
    });
  }
}
