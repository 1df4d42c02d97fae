import ipaddr from 'ipaddr.js';

/** Whether an IP address, as text, may be connected to. */
export type TargetPolicy = (address: string) => boolean;

type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** The only range of global unicast addresses; the library also calls others unicast, such as `::127.0.0.1`. */
const GLOBAL_UNICAST_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Allows every address, loopback and private networks included; for tests, or if an operator sets all receivers. */
export const EVERY_NETWORK: readonly string[] = ['0.0.0.0/0', '::/0'];

/**
 * Allows the public internet and these networks. Refuses all other special-purpose addresses: private, loopback,
 * link-local, carrier-grade NAT, multicast, unspecified, documentation, and IPv6 addresses that embed an IPv4 one
 * (mapped, NAT64, 6to4, Teredo). Throws on a network that is not in CIDR notation.
 */
export function targetPolicy(allowedNetworks: readonly string[]): TargetPolicy {
  const networks = allowedNetworks.map(networkOf);
  return (text) => {
    if (!ipaddr.isValid(text)) return false;
    const address = ipaddr.parse(text);
    return isPublic(address) || networks.some((network) => contains(network, address));
  };
}

function networkOf(text: string): Network {
  if (!ipaddr.isValidCIDR(text))
    throw new Error(`${JSON.stringify(text)} is not a network in CIDR notation, such as 10.0.0.0/8 or fd00::/8`);
  return ipaddr.parseCIDR(text);
}

const isPublic = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address.range() === 'unicast' && (address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST_V6));

const contains = ([network, bits]: Network, address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  network.kind() === address.kind() && address.match(network, bits);
