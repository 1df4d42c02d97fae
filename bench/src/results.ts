/** One figure of one thing, as many times as there were rounds. */
export interface Measurement {
  readonly section: string;
  /** What was sent or read. */
  readonly subject: string;
  /** Who did it. */
  readonly variant: string;
  readonly metric: string;
  readonly rounds: readonly number[];
}

/** What `npm run bench` leaves in bench/results: everything that tables and pictures are made from. */
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

/** Which measurement: all but its rounds. */
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

/** The rounds of a measurement; none where it was not made. */
export const roundsOf = ({ measurements }: Pick<Results, 'measurements'>, which: Which): readonly number[] =>
  measurements.find(
    (it) =>
      it.section === which.section &&
      it.subject === which.subject &&
      it.variant === which.variant &&
      it.metric === which.metric,
  )?.rounds ?? [];
