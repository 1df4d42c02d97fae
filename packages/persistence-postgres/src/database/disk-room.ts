import { StoreFull } from '@aml-customer/application';
import type { Pool } from 'pg';
import { singleFlight } from './single-flight.js';

/** How long the result of a look at the disk holds, in ms. */
const LOOK_MS = 2_000;

/**
 * The free space in bytes below which nothing is stored: a segment of the write-ahead log. If the server cannot write
 * that log, it ends.
 */
const RESERVE = 16 * 1024 * 1024;

/** Allocates 8 MB on the disk, for as long as its transaction takes. */
const ALLOCATION = `
  create temporary table aml_customer_room on commit drop as
  select repeat('x', 1900) as filler from generate_series(1, 4096)`;

interface DiskRoomOptions {
  /** Whether something can be stored now. */
  readonly probe: () => Promise<boolean>;
  /** The free bytes of the disk, if it is one of this machine. */
  readonly freeBytes?: () => Promise<number>;
  /** Called when the disk has become full. */
  readonly onFull?: () => void;
  readonly clock?: () => number;
}

/**
 * Knows whether the disk of the database has room. Once it is full, nothing is stored until there is room again: each
 * attempt would take some of the last space for the write-ahead log.
 */
export class DiskRoom {
  private full = false;
  private lookedAt = -Infinity;
  private readonly clock: () => number;

  constructor(private readonly options: DiskRoomOptions) {
    this.clock = options.clock ?? (() => performance.now());
  }

  /** Whether there is room; looks again if the last look is old. */
  async hasRoom(): Promise<boolean> {
    if (this.clock() - this.lookedAt >= LOOK_MS) await this.look();
    return !this.full;
  }

  /** Runs work that stores something. @throws StoreFull if there is no room; the work then had no effect */
  async store<T>(work: () => Promise<T>): Promise<T> {
    const looking = this.hasRoom(); // Work does not wait for it while there was room before.
    if (this.full && !(await looking)) throw new StoreFull();
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreFull) this.note(true);
      throw error;
    }
  }

  private note(full: boolean): void {
    if (full && !this.full) this.options.onFull?.();
    this.full = full;
    this.lookedAt = this.clock();
  }

  private readonly look = singleFlight(async (): Promise<void> => {
    const { freeBytes, probe } = this.options;
    const isLow = freeBytes !== undefined && (await freeBytes().catch(() => Infinity)) < RESERVE;
    this.note(isLow || (this.full && !(await probe().catch(() => false))));
  });
}

/** Whether the database can allocate some space on its disk. */
export async function canAllocate(pool: Pool): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(ALLOCATION);
    return true;
  } catch {
    return false;
  } finally {
    await client.query('rollback').then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
  }
}
