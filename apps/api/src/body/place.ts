import { isUtf8 } from 'node:buffer';
import type { LoopYielder } from '@aml-customer/application';
import { beginningOf } from './json-body.js';
import type { TextPosition } from '@aml-customer/json-input';

/** How many bytes are looked at between two looks at the clock. */
const PIECE = 64 * 1024;

/** Tells the place of a byte in a large text in UTF-8, as an editor counts: the text before it must be sound. */
export async function placeIn(bytes: Buffer, offset: number, yielder: LoopYielder): Promise<TextPosition> {
  let [line, column] = [1, 1];
  for (let from = beginningOf(bytes); from < offset; from += PIECE) {
    const to = Math.min(from + PIECE, offset);
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      if (byte === 0x0a || (byte === 0x0d && !(bytes[at + 1] === 0x0a && at + 1 < offset)))
        [line, column] = [line + 1, 1];
      else column += unitsOf(byte);
    }
    await yielder.yieldIfDue();
  }
  return { line, column };
}

/** How many UTF-16 units begin with a byte: none in the middle of a character, two beyond U+FFFF. */
const unitsOf = (byte: number): number => ((byte & 0xc0) === 0x80 ? 0 : byte >= 0xf0 ? 2 : 1);

/** Finds the first byte that is not part of a character, in bytes that are not all UTF-8. */
export async function notUtf8From(bytes: Buffer, yielder: LoopYielder): Promise<number> {
  let from = 0;
  for (let to = characterAt(bytes, PIECE); isUtf8(bytes.subarray(from, to)); to = characterAt(bytes, from + PIECE)) {
    from = to;
    await yielder.yieldIfDue();
  }
  for (let length = lengthOf(bytes[from]); isUtf8(bytes.subarray(from, from + length)); length = lengthOf(bytes[from]))
    from += length;
  return from;
}

/** Where the character begins that a byte is in. */
function characterAt(bytes: Buffer, at: number): number {
  const back = [0, 1, 2, 3].find((each) => ((bytes[at - each] ?? 0) & 0xc0) !== 0x80) ?? 0;
  return at - back;
}

/** How many bytes a character has that begins with this one. */
const lengthOf = (byte = 0): number => (byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4);
