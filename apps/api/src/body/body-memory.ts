import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Overloaded, type Clock } from '@aml-customer/application';
import { clientAddress } from '../http/client-address.js';

/** The most memory for bodies, in bytes: together, from one client address, and on one connection. */
export interface BodyMemoryLimits {
  readonly total: number;
  readonly perAddress: number;
  readonly perConnection: number;
}

/** The bytes per second at which a body must arrive to keep its memory while others need it. */
const LEAST_RATE = 16 * 1024;
/** The lead that lets a body stall for three seconds, at the start or after it arrived fast. */
const GRACE_BYTES = 3 * LEAST_RATE;

/**
 * Bounds the memory that request bodies take in this process. Memory is reserved for bytes that arrived, never for an
 * announced length, so a client that announces much and sends little does not block others. If there is no room, bodies
 * that arrive too slowly lose theirs.
 */
export class BodyMemory {
  private readonly shares = new Map<string | Socket, number>();
  private readonly arriving = new Set<Share>();
  private taken = 0;

  constructor(
    private readonly limits: BodyMemoryLimits,
    private readonly clock: Clock,
  ) {}

  /** Opens the share of one body, which its holder releases. */
  reserve({ socket }: Pick<IncomingMessage, 'socket'>): BodyReservation {
    const share = new Share(clientAddress(socket), socket, this.clock());
    this.arriving.add(share);
    return {
      expect: (bytes) => this.makeRoom(bytes, share),
      take: (bytes) => {
        this.makeRoom(bytes, share);
        this.add(share, bytes);
        share.arrived(bytes, this.clock());
      },
      complete: () => void this.arriving.delete(share),
      onLost: (listener) => void (share.onLost = listener),
      release: () => this.release(share),
    };
  }

  /** @throws Overloaded if the bytes do not fit, even after slow bodies have lost their memory */
  private makeRoom(bytes: number, share: Share): void {
    if (share.isLost || this.takenBy(share.connection) + bytes > this.limits.perConnection) throw new Overloaded();
    if (this.fits(bytes, share)) return;
    this.dropSlow(bytes, share);
    if (!this.fits(bytes, share)) throw new Overloaded();
  }

  private fits(bytes: number, share: Share): boolean {
    return this.taken + bytes <= this.limits.total && this.fitsAddress(bytes, share);
  }

  private fitsAddress(bytes: number, { address }: Share): boolean {
    return this.takenBy(address) + bytes <= this.limits.perAddress;
  }

  /**
   * Drops slow bodies until there is room: first those of the same address, then, if its share is not used up, others.
   */
  private dropSlow(bytes: number, share: Share): void {
    const now = this.clock();
    const slow = [...this.arriving].filter((other) => other !== share && other.isSlow(now));
    const isOwn = ({ address }: Share) => address === share.address;
    for (const own of slow.filter(isOwn)) if (!this.fits(bytes, share)) this.drop(own);
    if (!this.fitsAddress(bytes, share)) return;
    for (const other of slow) if (!isOwn(other) && !this.fits(bytes, share)) this.drop(other);
  }

  private takenBy(key: string | Socket): number {
    return this.shares.get(key) ?? 0;
  }

  private add(share: Share, bytes: number): void {
    this.taken += bytes;
    share.taken += bytes;
    for (const key of [share.address, share.connection]) {
      const sum = this.takenBy(key) + bytes;
      if (sum > 0) this.shares.set(key, sum);
      else this.shares.delete(key);
    }
  }

  private release(share: Share): void {
    this.arriving.delete(share);
    this.add(share, -share.taken);
  }

  private drop(share: Share): void {
    this.release(share);
    share.isLost = true;
    share.onLost();
  }
}

/** One body: its memory, and how fast it arrives. */
class Share {
  taken = 0;
  isLost = false;
  onLost = (): void => {};
  /** The bytes by which the body is ahead of the least rate. They grow with arriving bytes and shrink with time. */
  private lead = GRACE_BYTES;

  constructor(
    readonly address: string,
    readonly connection: Socket,
    private since: number,
  ) {}

  arrived(bytes: number, now: number): void {
    this.lead = Math.min(Math.max(this.leadAt(now), 0) + bytes, GRACE_BYTES);
    this.since = now;
  }

  isSlow(now: number): boolean {
    return this.leadAt(now) < 0;
  }

  private leadAt(now: number): number {
    return this.lead - (LEAST_RATE * (now - this.since)) / 1000;
  }
}

/** The memory of one body. */
export interface BodyReservation {
  /** Checks an announced length without reserving it. @throws Overloaded if it does not fit now */
  expect(bytes: number): void;
  /** Reserves memory for bytes that arrived. @throws Overloaded if it does not fit, or if the body lost its memory */
  take(bytes: number): void;
  /** The body has arrived in full, and keeps its memory. */
  complete(): void;
  /** Called if the body arrives too slowly and others need its memory. */
  onLost(listener: () => void): void;
  /** Releases all of it. */
  release(): void;
}
