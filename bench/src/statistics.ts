/** The summary of the rounds. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Median and range of the values; undefined without values. */
export function spreadOf(figures: readonly number[]): Spread | undefined {
  const sorted = [...figures].sort((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) return undefined;
  const [low = min, high = max] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return { median: (low + high) / 2, min, max };
}

/** The ratio per round: values of one round share the other load of the machine. */
export const ratios = (figures: readonly number[], by: readonly number[]): number[] =>
  figures.slice(0, by.length).map((figure, round) => figure / (by[round] ?? NaN));

/** The order of a round: rotated, so that no contender is always first. */
export const rotated = <T>(items: readonly T[], round: number): T[] =>
  items.map((_, i) => items[(i + round) % items.length] as T);
