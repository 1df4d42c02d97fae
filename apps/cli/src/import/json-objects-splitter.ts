import { CommandFailure } from '../client.js';
import { BoundedBuffer, emptyInput, type RawRecord, type Splitter } from './splitter.js';

const bytesOf = (characters: string): ReadonlySet<number> => new Set(Buffer.from(characters));
const [QUOTE, BACKSLASH, NEWLINE, RETURN] = Buffer.from('"\\\n\r') as unknown as [number, number, number, number];
const [OPEN_OBJECT, OPEN_LIST] = Buffer.from('{[') as unknown as [number, number];
const OPENING = bytesOf('{[');
const CLOSING = bytesOf('}]');
const BLANK = bytesOf(' \t\r\n');
/** Between objects; some programs write the elements of an array without its brackets. */
const BETWEEN = bytesOf(' \t\r\n,');
/** An element of a list may follow these on a new line. */
const BEFORE_ELEMENT = bytesOf('[,');

/** Whether the first line leaves its object open, as JSON that was formatted for people does, or lines end with CR. */
export const isFormatted = (head: string): boolean =>
  /^\s*\{(\s*|[^\r\n]*[{[,][ \t]*)[\r\n]/.test(head) || (!head.includes('\n') && head.trimEnd().includes('\r'));

/**
 * Splits JSON objects that extend over several lines. A record is an object, or other text up to the end of its line;
 * `at` is its first line. An object that is not closed ends where another one begins at the start of a line, so that it
 * does not affect the others.
 */
export class JsonObjectsSplitter implements Splitter {
  private readonly record: BoundedBuffer;
  private line = 1;
  private startLine = 0;
  /** The brackets that are open. */
  private readonly open: number[] = [];
  private inString = false;
  private escaped = false;
  private atLineStart = true;
  private previous = 0;
  /** The last byte that is not white space. */
  private last = 0;
  private isEmpty = true;

  constructor(limit: number) {
    this.record = new BoundedBuffer(limit);
  }

  push(chunk: Buffer): readonly RawRecord[] {
    const records: RawRecord[] = [];
    let from = 0;
    const endAt = (end: number): void => {
      this.record.add(chunk.subarray(from, end));
      records.push(this.take());
      from = end;
    };
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (this.startsObject(byte)) endAt(i);
      if (this.startLine === 0 && !BETWEEN.has(byte)) [this.startLine, from] = [this.line, i];
      if (byte === NEWLINE || byte === RETURN) {
        if (this.startLine > 0 && this.open.length === 0) endAt(i);
        this.endLine(byte);
      } else if (this.closesObject(byte)) endAt(i + 1);
      this.previous = byte;
    }
    if (this.startLine > 0) this.record.add(chunk.subarray(from));
    return records;
  }

  end(): readonly RawRecord[] {
    if (this.startLine === 0) {
      if (this.isEmpty) throw emptyInput();
      return [];
    }
    const [isOpen, line] = [this.open.length > 0, this.startLine];
    const record = this.take();
    if (isOpen && !record.bytes)
      throw new CommandFailure(`The object that begins on line ${line} is never closed: nothing after it was read`);
    return [record];
  }

  private take(): RawRecord {
    const at = this.startLine;
    [this.startLine, this.inString, this.escaped, this.isEmpty] = [0, false, false, false];
    this.open.length = 0;
    return { at, bytes: this.record.take() };
  }

  /** Whether another object begins, although the current one is not closed. */
  private startsObject(byte: number): boolean {
    if (byte !== OPEN_OBJECT || !this.atLineStart || this.open.length === 0) return false;
    return this.open.at(-1) !== OPEN_LIST || !BEFORE_ELEMENT.has(this.last);
  }

  /** A string cannot contain a line break, so the next line is read anew even if a quote is missing. */
  private endLine(byte: number): void {
    if (byte === RETURN || this.previous !== RETURN) this.line += 1;
    this.atLineStart = true;
    [this.inString, this.escaped] = [false, false];
  }

  /** Tracks strings and brackets; returns whether the record ends with this byte. */
  private closesObject(byte: number): boolean {
    this.atLineStart = false;
    if (!BLANK.has(byte)) this.last = byte;
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) this.inString = false;
      return false;
    }
    this.inString = byte === QUOTE;
    if (OPENING.has(byte)) this.open.push(byte);
    else if (CLOSING.has(byte) && this.open.length > 0) {
      this.open.pop();
      return this.open.length === 0;
    }
    return false;
  }
}
