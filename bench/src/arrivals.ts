/**
 * The times at which an open-loop generator intends to send, at a fixed rate. A generator that was late still gets
 * every time that has passed, so the requests that a pause delayed count with that pause.
 */
export class Arrivals {
  private given = 0;

  /** `begin` is the first time in ms, `rate` is per second. */
  constructor(
    private readonly begin: number,
    private readonly rate: number,
  ) {}

  /** The intended times until `now` that were not returned before. */
  due(now: number): number[] {
    const all = Math.floor(((now - this.begin) * this.rate) / 1000) + 1;
    const times = Array.from({ length: Math.max(0, all - this.given) }, (_, i) => this.timeOf(this.given + i));
    this.given += times.length;
    return times;
  }

  private timeOf(index: number): number {
    return this.begin + (index * 1000) / this.rate;
  }
}
