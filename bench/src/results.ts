/** One metric of one contender, with a value per round. */
export interface Measurement {
  readonly section: string;
  /** The message or body. */
  readonly subject: string;
  /** The contender. */
  readonly variant: string;
  readonly metric: string;
  readonly rounds: readonly number[];
}

/** The results of `npm run bench` in bench/results: the source of all tables and pictures. */
export interface Results {
  readonly date: string;
  readonly commit: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGiB: number;
    readonly system: string;
    readonly node: string;
    readonly postgres: string;
  };
  readonly rounds: number;
  readonly seconds: number;
  readonly measurements: readonly Measurement[];
}

/** Identifies a measurement. */
export type Which = Omit<Measurement, 'rounds'>;

/** Collects figures round by round. */
export class Recorder {
  private readonly found = new Map<string, Which & { rounds: number[] }>();

  add(section: string, subject: string, variant: string, figures: Readonly<Record<string, number>>): void {
    for (const [metric, figure] of Object.entries(figures)) {
      const key = JSON.stringify([section, subject, variant, metric]);
      const measurement = this.found.get(key) ?? { section, subject, variant, metric, rounds: [] };
      this.found.set(key, measurement);
      measurement.rounds.push(figure);
    }
  }

  measurements(): Measurement[] {
    return [...this.found.values()];
  }
}

/** The rounds of a measurement; empty if it was not made. */
export const roundsOf = ({ measurements }: Pick<Results, 'measurements'>, which: Which): readonly number[] =>
  measurements.find(
    (measurement) =>
      measurement.section === which.section &&
      measurement.subject === which.subject &&
      measurement.variant === which.variant &&
      measurement.metric === which.metric,
  )?.rounds ?? [];
