/** The maximum distance of a suggestion: one typing error in three letters. */
const maxDistance = (name: string): number => Math.max(1, Math.floor(name.length / 3));

/** The known name that was probably meant by an unknown one: the nearest, and the first of equally near ones. */
export function nearestName(unknown: string, known: readonly string[]): string | undefined {
  const input = unknown.toLowerCase();
  const limit = maxDistance(input);
  let [nearest, least]: [string | undefined, number] = [undefined, limit + 1];
  for (const name of known) {
    const distance = distanceBelow(least, input, name.toLowerCase());
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}

/**
 * The optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours. Infinity if it is
 * not below `bound`. Stops early, since the minimum of a row is never below that of the previous row.
 */
export function distanceBelow(bound: number, a: string, b: string): number {
  if (Math.abs(a.length - b.length) >= bound) return Infinity;
  const row = () => new Uint16Array(b.length + 1);
  let [before, last, next] = [row(), row().map((_, j) => j), row()];
  for (let i = 1; i <= a.length; i++) {
    let least = (next[0] = i);
    for (let j = 1; j <= b.length; j++) {
      let distance = Math.min(at(last, j), at(next, j - 1)) + 1;
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      if (replaced < distance) distance = replaced;
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap && at(before, j - 2) + 1 < distance) distance = at(before, j - 2) + 1;
      next[j] = distance;
      if (distance < least) least = distance;
    }
    if (least >= bound) return Infinity;
    [before, last, next] = [last, next, before];
  }
  return at(last, b.length) < bound ? at(last, b.length) : Infinity;
}

const at = (row: Uint16Array, index: number): number => row[index] as number;
