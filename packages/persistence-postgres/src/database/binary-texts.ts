const TEXT_OID = 25;

/**
 * Texts as one `text[]` in PostgreSQL's binary form, which the driver sends as it is. Its own form of an array escapes
 * every quote, on both sides, and bodies are full of quotes.
 */
export function binaryTexts(texts: readonly string[]): Buffer {
  const sizes = texts.map((text) => Buffer.byteLength(text));
  const array = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + 4 + size, HEADER.length * 4));
  let at = 0;
  for (const word of HEADER) at = array.writeInt32BE(word ?? texts.length, at);
  texts.forEach((text, i) => {
    at = array.writeInt32BE(sizes[i] ?? 0, at);
    at += array.write(text, at);
  });
  return array;
}

/**
 * Dimensions, whether there are nulls, the type of the elements, how many there are (undefined here), and the first
 * index.
 */
const HEADER = [1, 0, TEXT_OID, undefined, 1];
