import { isUtf8 } from 'node:buffer';
import type { LoopYielder } from '@aml-customer/application';
import { textStart } from './json-body.js';
import type { TextPosition } from '@aml-customer/json-input';

/** Bytes scanned between two looks at the clock. */
const PIECE = 64 * 1024;

/** The position of a byte in a large UTF-8 text, as an editor counts; the text before it must be valid. */
export async function positionOf(bytes: Buffer, offset: number, yielder: LoopYielder): Promise<TextPosition> {
  let [line, column] = [1, 1];
  for (let from = textStart(bytes); from < offset; from += PIECE) {
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

/** The UTF-16 units that start at a byte: none inside a character, two beyond U+FFFF. */
const unitsOf = (byte: number): number => ((byte & 0xc0) === 0x80 ? 0 : byte >= 0xf0 ? 2 : 1);

/** The offset of the first byte that is not valid UTF-8; there must be one. */
export async function firstInvalidByte(bytes: Buffer, yielder: LoopYielder): Promise<number> {
  let from = 0;
  for (let to = characterAt(bytes, PIECE); isUtf8(bytes.subarray(from, to)); to = characterAt(bytes, from + PIECE)) {
    from = to;
    await yielder.yieldIfDue();
  }
  for (let length = lengthOf(bytes[from]); isUtf8(bytes.subarray(from, from + length)); length = lengthOf(bytes[from]))
    from += length;
  return from;
}

/** The offset at which the character of a byte starts. */
function characterAt(bytes: Buffer, at: number): number {
  const back = [0, 1, 2, 3].find((offset) => ((bytes[at - offset] ?? 0) & 0xc0) !== 0x80) ?? 0;
  return at - back;
}

/** The length of the character that starts with a byte. */
const lengthOf = (byte = 0): number => (byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4);
