/**
 * What is left of each contribution of a group under its cap, in the same order. What is too much is taken from the
 * smallest contributions first, of equal ones from the later, so that the weightiest reasons stand unchanged; mitigants
 * are not touched.
 */
export function capped(points: readonly number[], cap: number): readonly number[] {
  const left = [...points];
  let excess = sum(points) - cap;
  for (const index of smallestFirst(points)) {
    const own = left[index] ?? 0;
    const taken = Math.max(0, Math.min(excess, own));
    left[index] = own - taken;
    excess -= taken;
  }
  return left;
}

const smallestFirst = (points: readonly number[]): number[] =>
  [...points.keys()].sort((a, b) => (points[a] ?? 0) - (points[b] ?? 0) || b - a);

export const sum = (points: readonly number[]): number => points.reduce((total, each) => total + each, 0);

/** The score is 0 to 100, whatever the groups add up to. */
export const clamped = (total: number): number => Math.min(100, Math.max(0, total));
