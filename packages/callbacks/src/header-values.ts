/**
 * Encodes an attribute as an HTTP header value (CloudEvents HTTP binding 1.0.2, 3.1.3.2): percent-encodes space, double
 * quote, percent and everything outside printable ASCII as UTF-8, which the SDK does not do. Lone surrogates, which no
 * message may contain, become U+FFFD.
 */
export const encodeHeaderValue = (value: string): string =>
  value.toWellFormed().replace(/[^\x21\x23\x24\x26-\x7e]/gu, percentEncoded);

/** Encodes any text as a URI reference of one path segment, as in Ce-Source (docs/contract/callbacks.md, "Form"). */
export const encodeSource = (source: string): string => encodeURIComponent(source.toWellFormed());

const percentEncoded = (character: string): string =>
  [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
