import { emptyInput, BoundedBuffer, type Splitter, type RawRecord } from './splitter.js';

const NEWLINE = 0x0a;

/** Splits JSON Lines: a record is a line that is not blank. */
export class JsonLinesSplitter implements Splitter {
  private readonly line: BoundedBuffer;
  private number = 1;
  private isEmpty = true;

  constructor(limit: number) {
    this.line = new BoundedBuffer(limit);
  }

  push(chunk: Buffer): readonly RawRecord[] {
    const records: RawRecord[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      this.line.add(chunk.subarray(from, end));
      records.push(...this.take());
      this.number += 1;
      from = end + 1;
    }
    this.line.add(chunk.subarray(from));
    return records;
  }

  end(): readonly RawRecord[] {
    const last = this.take();
    if (this.isEmpty) throw emptyInput();
    return last;
  }

  private take(): RawRecord[] {
    const bytes = this.line.take();
    if (bytes?.every(isBlank)) return [];
    this.isEmpty = false;
    return [{ at: this.number, bytes }];
  }
}

const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
