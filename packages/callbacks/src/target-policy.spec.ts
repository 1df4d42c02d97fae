import { describe, expect, test } from '@jest/globals';
import { EVERY_NETWORK, targetPolicy } from './target-policy.js';

const SPECIAL = [
  ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
  ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'],
  ['link-local and cloud metadata', '169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'fec0::1'],
  ['carrier-grade NAT', '100.64.0.1', '100.127.255.255'],
  ['unspecified', '0.0.0.0', '0.1.2.3', '::'],
  ['multicast and broadcast', '224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1'],
  [
    'reserved and documentation',
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '240.0.0.1',
    '2001:db8::1',
    '100::1',
  ],
  [
    'IPv4 inside IPv6',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '::7f00:1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
  ],
  ['no address', '', 'localhost', '1.2.3.4.5', '::g'],
].flatMap(([kind, ...addresses]) => addresses.map((address) => [kind, address] as const));

describe('by default', () => {
  const allows = targetPolicy([]);

  test.each(SPECIAL)('refuses %s: %s', (_, address) => expect(allows(address)).toBe(false));

  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '169.253.255.255',
    '2606:4700:4700::1111',
    '2a00:1450::1',
  ])('allows the public %s', (address) => expect(allows(address)).toBe(true));
});

describe('a setting', () => {
  test('allows its networks and no others', () => {
    const allows = targetPolicy(['10.20.0.0/16', 'fd00:20::/32']);
    expect(['10.20.1.1', 'fd00:20::1', '8.8.8.8'].map(allows)).toEqual([true, true, true]);
    expect(['10.21.0.1', 'fd00:21::1', '127.0.0.1', '169.254.169.254', '::ffff:10.20.1.1'].map(allows)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test('may allow everything that is an address', () => {
    const allows = targetPolicy(EVERY_NETWORK);
    expect(SPECIAL.filter(([kind]) => kind !== 'no address').every(([, address]) => allows(address))).toBe(true);
    expect(allows('localhost')).toBe(false);
  });

  test.each(['10.0.0.0', '10.0.0.0/33', 'localhost/8', 'fd00::/129', ''])(
    'that is not a network, %j, is refused with its text',
    (network) => {
      expect(() => targetPolicy([network])).toThrow(`${JSON.stringify(network)} is not a network in CIDR notation`);
    },
  );
});
