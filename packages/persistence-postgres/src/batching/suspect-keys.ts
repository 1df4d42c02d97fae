/** Keys of items that failed alone. It forgets all of them rather than remember more than `limit`. */
export class SuspectKeys {
  private readonly keys = new Set<string>();

  constructor(private readonly limit: number) {}

  add(keys: readonly string[]): void {
    if (this.keys.size + keys.length > this.limit) this.keys.clear();
    for (const key of keys) this.keys.add(key);
  }

  remove(keys: readonly string[]): void {
    for (const key of keys) this.keys.delete(key);
  }

  hasAny(keys: readonly string[]): boolean {
    return keys.some((key) => this.keys.has(key));
  }
}
