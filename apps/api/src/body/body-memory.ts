import { Overloaded } from '@aml-customer/application';

/**
 * Bounds the memory that large request bodies take in this process. Memory is reserved for bytes that arrived, never for
 * an announced length, so a client that announces much and sends little does not block others.
 */
export class BodyMemory {
  constructor(private free: number) {}

  /** Opens the share of one body, which its holder releases. */
  reserve(): BodyReservation {
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
      release: () => {
        this.free += taken;
        taken = 0;
      },
    };
  }
}

/** The memory of one body. */
export interface BodyReservation {
  /** Checks an announced length without reserving it. @throws Overloaded if it does not fit now */
  expect(bytes: number): void;
  /** Reserves memory for bytes that arrived. @throws Overloaded if it does not fit */
  take(bytes: number): void;
  /** Releases all of it. */
  release(): void;
}

/** No bound, for bodies that are small by their own limit. */
export const UNLIMITED: BodyReservation = { expect: () => {}, take: () => {}, release: () => {} };
