/**
 * Encodes an attribute as an HTTP header value (CloudEvents HTTP binding 1.0.2, 3.1.3.2): space, double quote, percent
 * and whatever is outside printable ASCII become the percent-encoded bytes of their UTF-8. The SDK leaves this to its
 * caller. Lone surrogates, which no message may hold, become U+FFFD.
 */
export const encodeHeaderValue = (value: string): string =>
  value.toWellFormed().replace(/[^\x21\x23\x24\x26-\x7e]/gu, percentEncoded);

/**
 * Encodes a text as a URI reference of one path segment, whatever it holds: the form of Ce-Source
 * (docs/contract/callbacks.md, "Form").
 */
export const encodeSource = (source: string): string => encodeURIComponent(source.toWellFormed());

const percentEncoded = (character: string): string =>
  [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
