import { MAX_DEPTH } from '@aml-customer/domain';
import { createScanner, visit } from 'jsonc-parser';

/** A position in a text as editors count: lines and columns from 1, where a column is one UTF-16 unit. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** The position in words. */
export const formatPosition = ({ line, column }: TextPosition): string => `line ${line}, column ${column}`;

/**
 * The position at which a text that JSON.parse rejects is malformed. Call it only after a failure and for text of
 * bounded depth: it is slower than JSON.parse and recursive.
 */
export function malformedAt(text: string): TextPosition {
  const places: TextPosition[] = [];
  const note = (offset: number) => places.push(placeOf(text, offset));
  visit(text, { onError: (_, offset) => places.length === 0 && note(offset) }, { disallowComments: true });
  return places[0] ?? placeOf(text, text.length);
}

/**
 * The position at which a JSON text is not an object (its first value) or nests too deeply.
 */
export const unreadableAt = (text: string): TextPosition => tooDeepAt(text) ?? placeOf(text, text.search(/\S/));

/** The position of the first bytes that are not UTF-8; undefined if all are. */
export function notUtf8At(bytes: Buffer): TextPosition | undefined {
  const text = bytes.toString('utf8');
  let offset = 0;
  for (let start = 0, end = text.indexOf('\uFFFD'); end >= 0; start = end, end = text.indexOf('\uFFFD', end + 1)) {
    offset += Buffer.byteLength(text.slice(start, end));
    if (bytes.toString('hex', offset, offset + 3) !== 'efbfbd') return placeOf(text, end);
  }
  return undefined;
}

/** The position of the first container beyond the allowed depth; undefined if there is none. */
export function tooDeepAt(text: string): TextPosition | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const token = text[scanner.getTokenOffset()];
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth--;
    if (depth > MAX_DEPTH) return placeOf(text, scanner.getTokenOffset());
  }
  return undefined;
}

function placeOf(text: string, offset: number): TextPosition {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
