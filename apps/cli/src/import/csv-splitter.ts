import { BoundedBuffer, type Splitter, type RawRecord } from './splitter.js';

const [QUOTE, RETURN] = Buffer.from('"\r') as unknown as [number, number];

/** The characters of a CSV that differ between programs. */
export interface Dialect {
  readonly delimiter: string;
  /** The last character of a line: CRLF counts as LF. */
  readonly lineEnd: '\n' | '\r';
}

/**
 * Splits CSV into records, so that a malformed record does not affect the others. A line end ends a record unless it is
 * quoted; only the first character of a cell can open quotes. `at` is the first line of the record; skips empty lines.
 */
export class CsvSplitter implements Splitter {
  private readonly record: BoundedBuffer;
  private readonly delimiter: number;
  private readonly lineEnd: number;
  /** Set at the end if the last record has a quote that is never closed, and is too long: the line of that record. */
  unclosedFrom: number | undefined;
  private line = 1;
  private startLine = 1;
  private atCellStart = true;
  private inQuotes = false;

  constructor(limit: number, { delimiter, lineEnd }: Dialect) {
    this.record = new BoundedBuffer(limit);
    this.delimiter = delimiter.charCodeAt(0);
    this.lineEnd = lineEnd.charCodeAt(0);
  }

  push(chunk: Buffer): readonly RawRecord[] {
    const records: RawRecord[] = [];
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      if (!this.endsRecord(chunk[i] as number)) continue;
      this.record.add(chunk.subarray(from, i));
      records.push(...this.take());
      from = i + 1;
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
    const bytes = withoutReturn(this.record.take());
    return bytes?.length === 0 ? [] : [{ at, bytes }];
  }

  /** A doubled quote closes and reopens the quoted text, which gives the same result. */
  private endsRecord(byte: number): boolean {
    if (byte === this.lineEnd) this.line += 1;
    if (byte === QUOTE && (this.inQuotes || this.atCellStart)) {
      this.inQuotes = !this.inQuotes;
      this.atCellStart = !this.inQuotes;
      return false;
    }
    if (this.inQuotes) return false;
    this.atCellStart = byte === this.delimiter || byte === this.lineEnd;
    return byte === this.lineEnd;
  }
}

const withoutReturn = (bytes: Buffer | undefined): Buffer | undefined =>
  bytes?.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes;
