import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../test/any-text.js';
import { encodeHeaderValue, encodeSource } from './header-values.js';

const runs = { seed: 20260301, numRuns: 1000 };

describe('a header value', () => {
  test.each([
    ['MSG-2026/1', 'MSG-2026/1'],
    ['Euro € 😀', 'Euro%20%E2%82%AC%20%F0%9F%98%80'], // The example of the binding.
    ['Pranešimas Nr. 1', 'Prane%C5%A1imas%20Nr.%201'],
    ['100%', '100%25'],
    ['%20', '%2520'],
    ['UAB "Žąsys"', 'UAB%20%22%C5%BD%C4%85sys%22'],
    ["!#$&'()*+,/:;=?@[]~^`{|}\\", "!#$&'()*+,/:;=?@[]~^`{|}\\"],
    ['a\u007fb\u0085c\td', 'a%7Fb%C2%85c%09d'],
    ['\ud800', '%EF%BF%BD'],
  ])('of %j is %s', (value, encoded) => expect(encodeHeaderValue(value)).toBe(encoded));

  test('of any text is printable ASCII and decodes to it, as the binding decodes', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const encoded = encodeHeaderValue(value);
        expect(encoded).toMatch(/^[\x21\x23-\x7e]+$/);
        expect(decodeURIComponent(encoded)).toBe(value);
      }),
      runs,
    );
  });
});

describe('a source', () => {
  test.each([
    ['Pranešimas Nr. 1', 'Prane%C5%A1imas%20Nr.%201'],
    ['100%', '100%25'],
    ['a/b?c#d:e', 'a%2Fb%3Fc%23d%3Ae'],
    ['customer', 'customer'],
  ])('of %j is the URI reference %s', (source, encoded) => expect(encodeSource(source)).toBe(encoded));

  test('of any text is one path segment, and decodes to it', () => {
    fc.assert(
      fc.property(anyText, (source) => {
        expect(encodeSource(source)).toMatch(/^([A-Za-z0-9\-._~!'()*]|%[0-9A-F]{2})+$/);
        expect(decodeURIComponent(encodeSource(source))).toBe(source);
      }),
      runs,
    );
  });
});
