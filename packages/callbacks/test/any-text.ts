import fc from 'fast-check';

const character = fc
  .integer({ min: 1, max: 0x10ffff })
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map((point) => String.fromCodePoint(point));

/**
 * Numbers and ids of every character, and often of those that encodings stumble over. The library's own unit for this
 * takes seconds to set up.
 */
export const anyText = fc.string({
  unit: fc.oneof(character, fc.constantFrom(' ', '%', '"', '2', '0', '5', 'š', 'Ž', '+', '/')),
  minLength: 1,
  maxLength: 100,
});
