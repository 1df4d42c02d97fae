import { CommandFailure } from '../client.js';
import { BoundedBuffer, type Splitter, type RawRecord } from './splitter.js';

const [QUOTE, COMMA, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from(
  '",[\\]{}',
) as unknown as [number, number, number, number, number, number, number];

/**
 * Splits the first JSON array of an input into its elements without parsing them. It tracks only strings and brackets,
 * so a malformed element is split off whole if its brackets and quotes are balanced. Text after the array, or after the
 * object that wraps it, becomes one more element, so that it is reported.
 */
export class JsonArraySplitter implements Splitter {
  private readonly element: BoundedBuffer;
  private state:
    | 'before the array'
    | 'between elements'
    | 'inside an element'
    | 'inside the wrapper'
    | 'after the array'
    | 'inside trailing text' = 'before the array';
  private isWrapped = false;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private number = 0;

  constructor(limit: number) {
    this.element = new BoundedBuffer(limit);
  }

  push(chunk: Buffer): readonly RawRecord[] {
    const records: RawRecord[] = [];
    let from = 0;
    for (let i = 0; i < chunk.length && this.state !== 'inside trailing text'; i++) {
      const byte = chunk[i] as number;
      if (this.state === 'before the array') {
        if (byte === OPEN_LIST) this.state = 'between elements';
        else this.isWrapped ||= byte === OPEN_OBJECT;
      } else if (this.state === 'between elements') {
        if (this.startsElement(byte)) from = i;
      } else if (this.state === 'inside the wrapper') {
        this.endsElement(byte);
        if (this.depth === 0) this.state = 'after the array';
      } else if (this.state === 'after the array') {
        if (this.startsTrailingText(byte)) from = i;
      } else if (this.endsElement(byte)) {
        this.element.add(chunk.subarray(from, i));
        records.push({ at: this.number, bytes: this.element.take() });
        if (byte === COMMA) this.state = 'between elements';
        else this.closeList();
      }
    }
    if (this.state === 'inside an element' || this.state === 'inside trailing text')
      this.element.add(chunk.subarray(from));
    return records;
  }

  end(): readonly RawRecord[] {
    if (this.state === 'inside trailing text') return [{ at: this.number, bytes: this.element.take() }];
    if (this.state === 'inside the wrapper' || this.state === 'after the array') return [];
    throw new CommandFailure(
      this.state === 'before the array'
        ? 'The input has no JSON array'
        : `The input ends inside its array, at element ${this.number}`,
    );
  }

  /** Whether an element starts at this byte. */
  private startsElement(byte: number): boolean {
    if (isBlank(byte)) return false;
    if (byte === CLOSE_LIST && this.number === 0) {
      this.closeList();
      return false;
    }
    this.number += 1;
    this.state = 'inside an element';
    this.depth = 0;
    this.endsElement(byte);
    return true;
  }

  private closeList(): void {
    this.state = this.isWrapped ? 'inside the wrapper' : 'after the array';
    this.depth = 1;
  }

  private startsTrailingText(byte: number): boolean {
    if (isBlank(byte)) return false;
    this.number += 1;
    this.state = 'inside trailing text';
    return true;
  }

  /** Tracks strings and brackets; returns whether the element ended before this byte. */
  private endsElement(byte: number): boolean {
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
