import { CommandFailure } from '../client.js';
import { Gathering, type Cutter, type Piece } from './pieces.js';

const [QUOTE, COMMA, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from(
  '",[\\]{}',
) as unknown as [number, number, number, number, number, number, number];

/**
 * Cuts a JSON array, the first one in the input, into its elements without reading them: only strings and brackets are
 * followed, so an element that is no JSON is cut out whole as long as its brackets and quotes are even. What stands
 * behind the array, or behind the object that wraps it, is one more element, so that nothing is left out without a
 * word.
 */
export class JsonArray implements Cutter {
  private readonly element: Gathering;
  private state:
    | 'before the array'
    | 'between elements'
    | 'inside an element'
    | 'inside the wrapper'
    | 'behind it all'
    | 'inside the rest' = 'before the array';
  private isWrapped = false;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private number = 0;

  constructor(limit: number) {
    this.element = new Gathering(limit);
  }

  push(chunk: Buffer): readonly Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    for (let i = 0; i < chunk.length && this.state !== 'inside the rest'; i++) {
      const byte = chunk[i] as number;
      if (this.state === 'before the array') {
        if (byte === OPEN_LIST) this.state = 'between elements';
        else this.isWrapped ||= byte === OPEN_OBJECT;
      } else if (this.state === 'between elements') {
        if (this.begins(byte)) from = i;
      } else if (this.state === 'inside the wrapper') {
        this.ends(byte);
        if (this.depth === 0) this.state = 'behind it all';
      } else if (this.state === 'behind it all') {
        if (this.beginsRest(byte)) from = i;
      } else if (this.ends(byte)) {
        this.element.add(chunk.subarray(from, i));
        pieces.push({ at: this.number, bytes: this.element.take() });
        if (byte === COMMA) this.state = 'between elements';
        else this.closeList();
      }
    }
    if (this.state === 'inside an element' || this.state === 'inside the rest') this.element.add(chunk.subarray(from));
    return pieces;
  }

  end(): readonly Piece[] {
    if (this.state === 'inside the rest') return [{ at: this.number, bytes: this.element.take() }];
    if (this.state === 'inside the wrapper' || this.state === 'behind it all') return [];
    throw new CommandFailure(
      this.state === 'before the array'
        ? 'The input has no JSON array'
        : `The input ends within its array, at element ${this.number}`,
    );
  }

  /** Between elements: whether one begins here. */
  private begins(byte: number): boolean {
    if (isBlank(byte)) return false;
    if (byte === CLOSE_LIST && this.number === 0) {
      this.closeList();
      return false;
    }
    this.number += 1;
    this.state = 'inside an element';
    this.depth = 0;
    this.ends(byte);
    return true;
  }

  private closeList(): void {
    this.state = this.isWrapped ? 'inside the wrapper' : 'behind it all';
    this.depth = 1;
  }

  private beginsRest(byte: number): boolean {
    if (isBlank(byte)) return false;
    this.number += 1;
    this.state = 'inside the rest';
    return true;
  }

  /** Inside an element: follows strings and brackets, and tells whether it ended before this byte. */
  private ends(byte: number): boolean {
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) this.inString = false;
      return false;
    }
    if (this.depth === 0) {
      if (byte === COMMA || byte === CLOSE_LIST) return true;
      this.depth = byte === OPEN_OBJECT || byte === OPEN_LIST ? 1 : 0;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.depth += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.depth -= 1;
    this.inString = byte === QUOTE;
    return false;
  }
}

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
