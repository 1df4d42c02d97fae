import { isIPv6, type Socket } from 'node:net';

/**
 * Identifies a client for shares and limits: by its IPv4 address, or by the first 64 bits of its IPv6 address, since
 * one host has all addresses of such a network.
 */
export function clientAddress({ remoteAddress = '' }: Pick<Socket, 'remoteAddress'>): string {
  if (!remoteAddress.includes(':')) return remoteAddress;
  const [, ipv4] = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(remoteAddress) ?? [];
  return ipv4 ?? (isIPv6(remoteAddress) ? networkOf(remoteAddress) : remoteAddress);
}

function networkOf(address: string): string {
  const [before = '', after] = address.replace(/%.*$/, '').split('::');
  const groups = before === '' ? [] : before.split(':');
  const missing = after === undefined ? 0 : 8 - groups.length - (after === '' ? 0 : after.split(':').length);
  return `${[...groups, ...Array<string>(missing).fill('0'), ...(after ?? '').split(':')].slice(0, 4).join(':')}::/64`;
}
