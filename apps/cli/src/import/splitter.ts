import { CommandFailure } from '../client.js';

/** An input without content is usually a failed transfer, so the import must not report success. */
export const emptyInput = (): CommandFailure => new CommandFailure('The input is empty: there is nothing to import');

/** The text of one customer as it appears in the input. */
export interface RawRecord {
  /** The number of its line, or of its element in a JSON array, from 1. */
  readonly at: number;
  /** Undefined if the record is longer than the limit. */
  readonly bytes: Buffer | undefined;
}

/** Splits an input into records as its chunks arrive; a record may span any number of chunks. */
export interface Splitter {
  push(chunk: Buffer): readonly RawRecord[];
  /** The last records. @throws CommandFailure if the input ends early. */
  end(): readonly RawRecord[];
}

/** Collects the parts of a record, and discards a record that exceeds the limit, in bytes. */
export class BoundedBuffer {
  private parts: Buffer[] = [];
  private size = 0;

  constructor(private readonly limit: number) {}

  add(part: Buffer): void {
    this.size += part.length;
    if (this.size > this.limit) this.parts = [];
    else if (part.length > 0) this.parts.push(part);
  }

  /** Returns the record and starts the next one; undefined if it exceeded the limit. */
  take(): Buffer | undefined {
    const { parts, size } = this;
    [this.parts, this.size] = [[], 0];
    if (size > this.limit) return undefined;
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
  }
}

/** The records of a whole input, grouped by the chunk that completed them. */
export async function* split(chunks: AsyncIterable<Buffer>, splitter: Splitter): AsyncGenerator<readonly RawRecord[]> {
  for await (const chunk of chunks) yield splitter.push(chunk);
  yield splitter.end();
}

/** Waits for the first record, so that an input without a readable start fails before the import begins. */
export async function afterFirst<T>(groups: AsyncGenerator<readonly T[]>): Promise<AsyncGenerator<readonly T[]>> {
  let first = await groups.next();
  while (!first.done && first.value.length === 0) first = await groups.next();
  return (async function* () {
    if (!first.done) yield first.value;
    yield* groups;
  })();
}
