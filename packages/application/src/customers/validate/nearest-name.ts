/** How far a name may be from what was meant: one slip in three letters. */
const farthest = (name: string): number => Math.max(1, Math.floor(name.length / 3));

/**
 * The known name that an unknown one is probably a slip of; undefined where none is near. Of equally near ones the
 * first.
 */
export function nearestName(unknown: string, known: readonly string[]): string | undefined {
  const given = unknown.toLowerCase();
  const limit = farthest(given);
  let [nearest, least]: [string | undefined, number] = [undefined, limit + 1];
  for (const name of known) {
    const distance = distanceBelow(least, given, name.toLowerCase());
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}

/**
 * How many letters are put in, left out, replaced, or swapped with the next (optimal string alignment), where these are
 * fewer than `bound`; otherwise Infinity, as soon as that is sure, for the least of a row is never below that of the
 * row before.
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
