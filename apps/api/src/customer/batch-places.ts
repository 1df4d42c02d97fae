import { Overloaded } from '@aml-customer/application';

/** Bounds the batches under way in this process, received ones included: each is in memory as a whole. */
export class BatchPlaces {
  constructor(private free: number) {}

  /** Works in a place of its own. @throws Overloaded, at once, where there is none. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.free === 0) throw new Overloaded();
    this.free--;
    try {
      return await work();
    } finally {
      this.free++;
    }
  }
}
