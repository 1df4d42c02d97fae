import type { LookupAddress, LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { AttemptAborted } from './failure-codes.js';
import type { TargetPolicy } from './target-policy.js';

/** Resolves a host name to all its addresses, as `dns.lookup` does with `all: true`. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A `lookup` for sockets that returns allowed addresses only. The socket connects to the address that was checked,
 * without a second look-up, which prevents DNS rebinding.
 */
export function guardedLookup(allows: TargetPolicy, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const allowed = addresses.filter(({ address }) => allows(address));
      const [first] = allowed;
      if (!first) return callback(new AttemptAborted('refused-target'), []);
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family);
    });
}

/** Checks a URL whose host is an IP address, which sockets do not look up; other hosts pass, and are checked later. */
export function allowsLiteral({ hostname }: URL, allows: TargetPolicy): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  return !isIP(address) || allows(address);
}
