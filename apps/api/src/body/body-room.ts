import { Overloaded } from '@aml-customer/application';

/**
 * Bounds how many bytes of large bodies are in memory at once in this process. Room is taken for what has come, never
 * for what is announced: who sends slowly, or announces much and sends nothing, keeps nobody else away.
 */
export class BodyRoom {
  constructor(private free: number) {}

  /** What one body takes, until it is given back. */
  share(): BodyShare {
    let taken = 0;
    return {
      expect: (bytes) => {
        if (bytes > this.free) throw new Overloaded();
      },
      take: (bytes) => {
        if (bytes > this.free) throw new Overloaded();
        this.free -= bytes;
        taken += bytes;
      },
      giveBack: () => {
        this.free += taken;
        taken = 0;
      },
    };
  }
}

/** The room of one body. */
export interface BodyShare {
  /** Hears how many bytes are announced. @throws Overloaded where there is no room for them now. */
  expect(bytes: number): void;
  /** Takes room for bytes that came. @throws Overloaded where there is none. */
  take(bytes: number): void;
  /** Gives all of it back, once the body is no longer kept. */
  giveBack(): void;
}

/** For bodies that are so small that their number need not be bounded. */
export const ANY_ROOM: BodyShare = { expect: () => {}, take: () => {}, giveBack: () => {} };
