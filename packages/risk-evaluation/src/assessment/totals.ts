/**
 * Cuts the points of a group to its cap and returns them in the same order. Cuts the smallest contributions first, of
 * equal ones the later, so that the most important reasons keep their points; never changes mitigants.
 */
export function capped(points: readonly number[], cap: number): readonly number[] {
  let excess = sum(points) - cap;
  if (excess <= 0) return points;
  const remaining = [...points];
  for (const index of smallestFirst(points)) {
    const own = remaining[index] ?? 0;
    const cut = Math.max(0, Math.min(excess, own));
    remaining[index] = own - cut;
    excess -= cut;
  }
  return remaining;
}

const smallestFirst = (points: readonly number[]): number[] =>
  [...points.keys()].sort((a, b) => (points[a] ?? 0) - (points[b] ?? 0) || b - a);

export const sum = (points: readonly number[]): number => points.reduce((total, value) => total + value, 0);

/** Limits the score to 0 to 100. */
export const clamped = (total: number): number => Math.min(100, Math.max(0, total));
