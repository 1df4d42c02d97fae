import type { Counts } from './progress.js';

/** The state of an import. */
export interface Snapshot {
  readonly counts: Counts;
  /** The share of the input that was read, from 0 to 1; undefined if its size is not known. */
  readonly share?: number;
}

const BAR_WIDTH = 24;
const REDRAW_MS = 200;
const LINE_MS = 10_000;

/** Shows the progress of an import: one changing line on a terminal, otherwise a new line every ten seconds. */
export class Display {
  private snapshot: Snapshot | undefined;
  private drawnLine = '';
  private readonly startedAt = Date.now();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly out: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>,
    private readonly readBefore: number,
  ) {
    this.timer = setInterval(() => this.draw(), out.isTTY ? REDRAW_MS : LINE_MS).unref();
  }

  show(snapshot: Snapshot): void {
    this.snapshot = snapshot;
  }

  /** Prints a message on its own line. */
  note(sentence: string): void {
    this.clear();
    this.out.write(`${sentence}\n`);
  }

  /** Removes the progress line and stops. */
  end(): void {
    clearInterval(this.timer);
    this.clear();
  }

  private draw(): void {
    if (!this.snapshot) return;
    const line = lineOf(this.snapshot, (Date.now() - this.startedAt) / 1000, this.readBefore);
    if (!this.out.isTTY) return void this.out.write(`${line}\n`);
    this.drawnLine = `${barOf(this.snapshot.share)}${line}`.slice(0, (this.out.columns || 80) - 1);
    this.out.write(`\r\x1b[K${this.drawnLine}`);
  }

  private clear(): void {
    if (this.drawnLine !== '') this.out.write('\r\x1b[K');
    this.drawnLine = '';
  }
}

const barOf = (share: number | undefined): string =>
  share === undefined ? '' : `[${'='.repeat(Math.floor(share * BAR_WIDTH)).padEnd(BAR_WIDTH)}] `;

/** One line: the records read, the rate of this run, and the remaining time at that rate. */
export function lineOf({ counts: { read, rejected }, share }: Snapshot, seconds: number, readBefore = 0): string {
  const rate = (read - readBefore) / Math.max(seconds, 0.001);
  const left = share ? (seconds * (1 - share)) / share : undefined;
  return [
    ...(share === undefined ? [] : [`${Math.floor(share * 100)} %`]),
    `${read} read, ${rejected} rejected`,
    `${Math.round(rate)}/s`,
    ...(left === undefined ? [] : [`${durationOf(left)} left`]),
  ].join(', ');
}

function durationOf(seconds: number): string {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h} h ${m} min` : m > 0 ? `${m} min ${s} s` : `${s} s`;
}
