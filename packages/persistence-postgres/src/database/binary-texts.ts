const TEXT_OID = 25;

/**
 * Encodes texts as one `text[]` in PostgreSQL's binary format, which the driver sends unchanged. The text format of an
 * array escapes every quote, and JSON bodies are full of quotes.
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
 * Number of dimensions, null flag, element type, number of elements (undefined here), lower bound.
 */
const HEADER = [1, 0, TEXT_OID, undefined, 1];
