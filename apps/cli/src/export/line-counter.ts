import { counted } from '../counted.js';

const CUSTOMER_START = '{"customer":';
const UNDECIDED_END = '"undecided":true}';

/** Counts the lines of an export while they pass through. A line may span any number of chunks. */
export class LineCounter {
  private customers = 0;
  private versions = 0;
  private undecided = 0;
  private start = '';
  private end = '';

  async *count(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.countChunk(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      yield chunk;
    }
  }

  private countChunk(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      this.addPart(chunk.subarray(from, end));
      this.countLine();
      from = end + 1;
    }
    this.addPart(chunk.subarray(from));
  }

  /** Keeps only the start and the end of a line, which identify it; both are ASCII. */
  private addPart(part: Buffer): void {
    this.start += part.toString('latin1', 0, CUSTOMER_START.length - this.start.length);
    this.end = (this.end + part.subarray(-UNDECIDED_END.length).toString('latin1')).slice(-UNDECIDED_END.length);
  }

  private countLine(): void {
    const isCustomer = this.start === CUSTOMER_START;
    if (isCustomer) this.customers += 1;
    else this.versions += 1;
    if (isCustomer && this.end === UNDECIDED_END) this.undecided += 1;
    [this.start, this.end] = ['', ''];
  }

  /** The counts as lines for the operator. */
  summary(): string {
    const undecided =
      this.undecided === 0
        ? ''
        : `${counted(this.undecided, 'customer')} marked "undecided", because an assessment or decision is pending: ` +
          'see docs/import-export.md before you import the file\n';
    return `${counted(this.customers, 'customer')} and ${counted(this.versions, 'version')} exported\n${undecided}`;
  }
}
