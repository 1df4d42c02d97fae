import type { Clock } from '@aml-customer/application';

/** How many wrong tokens an address may send in a row, and how soon it may send another one. */
const GUESSES = 10;
const GUESS_MS = 1_000;

/** The most addresses that are remembered; beyond it, the oldest is forgotten. */
const ADDRESSES = 10_000;

interface Attempts {
  /** When the address would have all its guesses again. */
  fullAt: number;
  /** The holders whose token was right from this address. */
  readonly known: Set<string>;
}

/**
 * Limits how fast a client address can guess tokens. While an address has no guess left, its requests are refused
 * whatever their token; otherwise the answer would show whether the token is right. A holder whose token was right from
 * this address before is not refused, because several clients may share an address. Other holders wait until the
 * address has a guess again, a second after the last wrong token.
 */
export class TokenGuesses {
  private readonly addresses = new Map<string, Attempts>();

  constructor(private readonly clock: Clock) {}

  /**
   * Seconds until a request may be answered; 0 if it may now. `holder` is the holder of its token, or undefined if the
   * token is wrong, which is counted.
   */
  check(address: string, holder: string | undefined): number {
    const attempts = this.addresses.get(address);
    if (holder !== undefined && attempts?.known.has(holder)) return 0;
    const [now, fullAt] = [this.clock(), attempts?.fullAt ?? 0];
    const wait = fullAt - now - (GUESSES - 1) * GUESS_MS;
    if (wait > 0) return Math.ceil(wait / 1000);
    this.remember(address, attempts ?? { fullAt, known: new Set() }, holder, now);
    return 0;
  }

  private remember(address: string, attempts: Attempts, holder: string | undefined, now: number): void {
    if (holder === undefined) attempts.fullAt = Math.max(attempts.fullAt, now) + GUESS_MS;
    else attempts.known.add(holder);
    this.addresses.delete(address); // The address moves to the end of the order.
    this.addresses.set(address, attempts);
    if (this.addresses.size <= ADDRESSES) return;
    const [oldest = ''] = this.addresses.keys();
    this.addresses.delete(oldest);
  }
}
