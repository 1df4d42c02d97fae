/** How far a name may be from what was meant: one slip in three letters. */
const farthest = (name: string): number => Math.max(1, Math.floor(name.length / 3));

/** The known name that an unknown one is probably a slip of; undefined where none is near. Of equally near ones the first. */
export function nearestName(unknown: string, known: readonly string[]): string | undefined {
  const given = unknown.toLowerCase();
  const limit = farthest(given);
  let [nearest, least]: [string | undefined, number] = [undefined, limit + 1];
  for (const name of known) {
    if (Math.abs(name.length - given.length) >= least) continue;
    const distance = distanceOf(given, name.toLowerCase());
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}

/** How many letters are put in, left out, replaced, or swapped with the next (optimal string alignment). */
function distanceOf(a: string, b: string): number {
  let [before, last, row]: [number[], number[], number[]] = [[], [], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    [before, last, row] = [last, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      const replaced = cell(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cell(before, j - 2) + 1 : Infinity;
      row.push(Math.min(cell(last, j) + 1, cell(row, j - 1) + 1, replaced, swapped));
    }
  }
  return cell(row, b.length);
}

const cell = (row: readonly number[], at: number): number => row[at] ?? Infinity;
