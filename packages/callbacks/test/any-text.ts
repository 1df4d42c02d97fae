import fc from 'fast-check';

const character = fc
  .integer({ min: 1, max: 0x10ffff })
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map((point) => String.fromCodePoint(point));

/**
 * Texts of any characters, with many that encodings get wrong. The equivalent unit of the library takes seconds to set
 * up.
 */
export const anyText = fc.string({
  unit: fc.oneof(character, fc.constantFrom(' ', '%', '"', '2', '0', '5', 'š', 'Ž', '+', '/')),
  minLength: 1,
  maxLength: 100,
});
