import type { LookupAddress, LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { BrokenOff } from './failure-codes.js';
import type { TargetPolicy } from './target-policy.js';

/** Resolves a name to all its addresses; `dns.lookup` in the form that is used here. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A `lookup` for sockets that hands out allowed addresses alone. The socket connects to exactly what it is handed,
 * without a second look-up, so a name cannot change its meaning between the judgement and the connection (DNS
 * rebinding).
 */
export function guardedLookup(allows: TargetPolicy, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const allowed = addresses.filter(({ address }) => allows(address));
      const [first] = allowed;
      if (!first) return callback(new BrokenOff('refused-target'), []);
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family);
    });
}

/**
 * Whether the host of a URL may be connected to, as far as that can be said without looking it up: of an IP address,
 * which sockets look up nowhere.
 */
export function allowsLiteral({ hostname }: URL, allows: TargetPolicy): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  return !isIP(address) || allows(address);
}
