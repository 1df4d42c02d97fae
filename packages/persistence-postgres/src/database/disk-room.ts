import { StoreFull } from '@aml-customer/application';
import type { Pool } from 'pg';
import { singleFlight } from './single-flight.js';

/** How long the result of a check stays valid, in ms. */
const CHECK_MS = 2_000;

/**
 * The free space in bytes below which nothing is stored: one segment of the write-ahead log. The server crashes if it
 * cannot write that log.
 */
const RESERVE = 16 * 1024 * 1024;

/** Allocates 8 MB on the disk until its transaction ends. */
const ALLOCATION = `
  create temporary table aml_customer_room on commit drop as
  select repeat('x', 1900) as filler from generate_series(1, 4096)`;

interface DiskRoomOptions {
  /** Tries whether the database can store anything now. */
  readonly probe: () => Promise<boolean>;
  /** Returns the free bytes of the disk, if that is on this machine. */
  readonly freeBytes?: () => Promise<number>;
  /** Called when the disk has become full. */
  readonly onFull?: () => void;
  readonly clock?: () => number;
}

/**
 * Tracks whether the disk of the database has room. Once it is full, nothing is stored until there is room again,
 * because each attempt would use up space that the write-ahead log needs.
 */
export class DiskRoom {
  private full = false;
  private checkedAt = -Infinity;
  private readonly clock: () => number;

  constructor(private readonly options: DiskRoomOptions) {
    this.clock = options.clock ?? (() => performance.now());
  }

  /** Whether there is room; checks again if the last check is too old. */
  async hasRoom(): Promise<boolean> {
    if (this.clock() - this.checkedAt >= CHECK_MS) await this.check();
    return !this.full;
  }

  /** Runs work that stores something. @throws StoreFull if there is no room; the work then had no effect */
  async store<T>(work: () => Promise<T>): Promise<T> {
    const hasRoom = this.hasRoom(); // Awaited only if the disk was full: otherwise work need not wait for the check.
    if (this.full && !(await hasRoom)) throw new StoreFull();
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreFull) this.record(true);
      throw error;
    }
  }

  private record(full: boolean): void {
    if (full && !this.full) this.options.onFull?.();
    this.full = full;
    this.checkedAt = this.clock();
  }

  private readonly check = singleFlight(async (): Promise<void> => {
    const { freeBytes, probe } = this.options;
    const isLow = freeBytes !== undefined && (await freeBytes().catch(() => Infinity)) < RESERVE;
    this.record(isLow || (this.full && !(await probe().catch(() => false))));
  });
}

/** Whether the database can allocate space on its disk. */
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
