import { BoundedBuffer, type Splitter, type RawRecord } from './splitter.js';

const [QUOTE, NEWLINE, RETURN] = Buffer.from('"\n\r') as unknown as [number, number, number];

/**
 * Splits CSV into records, so that a malformed record does not affect the others. A line break (LF, CRLF or CR) ends a
 * record unless it is quoted; only the first character of a cell can open quotes. `at` is the first line of the record;
 * skips empty lines.
 */
export class CsvSplitter implements Splitter {
  private readonly record: BoundedBuffer;
  private readonly delimiter: number;
  /** Set at the end: the line of a record whose quote is never closed, so that the rest of the input was too long for it. */
  unclosedFrom: number | undefined;
  private line = 1;
  private startLine = 1;
  private atCellStart = true;
  private inQuotes = false;
  private previous = 0;

  constructor(limit: number, delimiter: string) {
    this.record = new BoundedBuffer(limit);
    this.delimiter = delimiter.charCodeAt(0);
  }

  push(chunk: Buffer): readonly RawRecord[] {
    const records: RawRecord[] = [];
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (byte === NEWLINE && this.previous === RETURN) {
        // The second half of a line break, which has ended the record unless it is quoted.
        if (!this.inQuotes) from = i + 1;
      } else if (this.endsRecord(byte)) {
        this.record.add(chunk.subarray(from, i));
        records.push(...this.take());
        from = i + 1;
      }
      this.previous = byte;
    }
    this.record.add(chunk.subarray(from));
    return records;
  }

  end(): readonly RawRecord[] {
    const last = this.take();
    if (this.inQuotes && last[0] && !last[0].bytes) this.unclosedFrom = last[0].at;
    return last;
  }

  private take(): RawRecord[] {
    const at = this.startLine;
    this.startLine = this.line;
    const bytes = this.record.take();
    return bytes?.length === 0 ? [] : [{ at, bytes }];
  }

  /** A doubled quote closes and reopens the quoted text, which gives the same result. */
  private endsRecord(byte: number): boolean {
    const isBreak = byte === NEWLINE || byte === RETURN;
    if (isBreak) this.line += 1;
    if (byte === QUOTE && (this.inQuotes || this.atCellStart)) {
      this.inQuotes = !this.inQuotes;
      this.atCellStart = !this.inQuotes;
      return false;
    }
    if (this.inQuotes) return false;
    this.atCellStart = byte === this.delimiter || isBreak;
    return isBreak;
  }
}
