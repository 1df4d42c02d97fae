import { Gathering, type Cutter, type Piece } from './pieces.js';

const [QUOTE, NEWLINE, RETURN] = Buffer.from('"\n\r') as unknown as [number, number, number];

/**
 * Cuts CSV into its records, so that one that is broken spoils no other: a line break ends a record unless it stands in
 * quotes, and quotes begin where a cell begins. `at` is the line on which the record begins; blank lines are none.
 */
export class CsvRecords implements Cutter {
  private readonly record: Gathering;
  private readonly delimiter: number;
  /** Once all is cut: the line of a record whose quote is never closed, and takes more along than a record may have. */
  lostFrom: number | undefined;
  private line = 1;
  private begunOn = 1;
  private atCellStart = true;
  private inQuotes = false;

  constructor(limit: number, delimiter: string) {
    this.record = new Gathering(limit);
    this.delimiter = delimiter.charCodeAt(0);
  }

  push(chunk: Buffer): readonly Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      if (!this.endsRecord(chunk[i] as number)) continue;
      this.record.add(chunk.subarray(from, i));
      pieces.push(...this.take());
      from = i + 1;
    }
    this.record.add(chunk.subarray(from));
    return pieces;
  }

  end(): readonly Piece[] {
    const last = this.take();
    if (this.inQuotes && last[0] && !last[0].bytes) this.lostFrom = last[0].at;
    return last;
  }

  private take(): Piece[] {
    const at = this.begunOn;
    this.begunOn = this.line;
    const bytes = withoutReturn(this.record.take());
    return bytes?.length === 0 ? [] : [{ at, bytes }];
  }

  /** A quote that is doubled closes and opens again, which comes to the same. */
  private endsRecord(byte: number): boolean {
    if (byte === NEWLINE) this.line += 1;
    if (byte === QUOTE && (this.inQuotes || this.atCellStart)) {
      this.inQuotes = !this.inQuotes;
      this.atCellStart = !this.inQuotes;
      return false;
    }
    if (this.inQuotes) return false;
    this.atCellStart = byte === this.delimiter || byte === NEWLINE;
    return byte === NEWLINE;
  }
}

const withoutReturn = (bytes: Buffer | undefined): Buffer | undefined =>
  bytes?.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes;
