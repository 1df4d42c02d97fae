import type { Counts } from './settled.js';

/** How far it is, for people. */
export interface Standing {
  readonly counts: Counts;
  /** How much of the input was read, from 0 to 1; undefined where its size is not known. */
  readonly share?: number;
}

const BAR = 24;
const REDRAW_MS = 200;
const LINE_MS = 10_000;

/** Shows how an import goes: on a terminal a line that changes, elsewhere a line now and then. */
export class Display {
  private standing: Standing | undefined;
  private drawn = '';
  private readonly began = Date.now();
  private readonly first: number;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly out: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>,
    readBefore: number,
  ) {
    this.first = readBefore;
    this.timer = setInterval(() => this.draw(), out.isTTY ? REDRAW_MS : LINE_MS).unref();
  }

  show(standing: Standing): void {
    this.standing = standing;
  }

  /** Says something beside it. */
  note(sentence: string): void {
    this.clear();
    this.out.write(`${sentence}\n`);
  }

  /** Shows the last of it, and no more. */
  end(): void {
    clearInterval(this.timer);
    this.clear();
  }

  private draw(): void {
    if (!this.standing) return;
    const line = lineOf(this.standing, (Date.now() - this.began) / 1000, this.first);
    if (!this.out.isTTY) return void this.out.write(`${line}\n`);
    this.drawn = `${barOf(this.standing.share)}${line}`.slice(0, (this.out.columns || 80) - 1);
    this.out.write(`\r\x1b[K${this.drawn}`);
  }

  private clear(): void {
    if (this.drawn !== '') this.out.write('\r\x1b[K');
    this.drawn = '';
  }
}

const barOf = (share: number | undefined): string =>
  share === undefined ? '' : `[${'='.repeat(Math.floor(share * BAR)).padEnd(BAR)}] `;

/** One line: how much was read, the rate since it began here, and the time that is left at that rate. */
export function lineOf({ counts: { read, rejected }, share }: Standing, seconds: number, readBefore = 0): string {
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
