import { emptyInput, Gathering, type Cutter, type Piece } from './pieces.js';

const NEWLINE = 0x0a;

/** Cuts JSON Lines: a piece is a line that is not blank. */
export class JsonLines implements Cutter {
  private readonly line: Gathering;
  private number = 1;
  private isEmpty = true;

  constructor(limit: number) {
    this.line = new Gathering(limit);
  }

  push(chunk: Buffer): readonly Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      this.line.add(chunk.subarray(from, end));
      pieces.push(...this.take());
      this.number += 1;
      from = end + 1;
    }
    this.line.add(chunk.subarray(from));
    return pieces;
  }

  end(): readonly Piece[] {
    const last = this.take();
    if (this.isEmpty) throw emptyInput();
    return last;
  }

  private take(): Piece[] {
    const bytes = this.line.take();
    if (bytes?.every(isBlank)) return [];
    this.isEmpty = false;
    return [{ at: this.number, bytes }];
  }
}

const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
