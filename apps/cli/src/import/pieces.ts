import { CommandFailure } from '../client.js';

/**
 * Nothing but blank lines is what a transfer leaves that failed, so it does not pass for an import in which all was
 * accepted.
 */
export const emptyInput = (): CommandFailure => new CommandFailure('The input is empty: there is nothing to import');

/**
 * One customer's text as it stood in the input, and where: the number of its line, or of the element of an array, from
 * 1.
 */
export interface Piece {
  readonly at: number;
  /** Undefined where it is longer than may be kept. */
  readonly bytes: Buffer | undefined;
}

/**
 * Cuts an input into pieces as it comes in, wherever its chunks end. `end` gives the last ones, and throws where the
 * input breaks off.
 */
export interface Cutter {
  push(chunk: Buffer): readonly Piece[];
  end(): readonly Piece[];
}

/** Gathers the parts of a piece that several chunks bring, and forgets one that grows beyond the limit, in bytes. */
export class Gathering {
  private parts: Buffer[] = [];
  private size = 0;

  constructor(private readonly limit: number) {}

  add(part: Buffer): void {
    this.size += part.length;
    if (this.size > this.limit) this.parts = [];
    else if (part.length > 0) this.parts.push(part);
  }

  /** What was gathered, to begin with the next; undefined where it was too much. */
  take(): Buffer | undefined {
    const { parts, size } = this;
    [this.parts, this.size] = [[], 0];
    if (size > this.limit) return undefined;
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
  }
}

/** The pieces of a whole input, as many at a time as a chunk brought. */
export async function* cut(chunks: AsyncIterable<Buffer>, cutter: Cutter): AsyncGenerator<readonly Piece[]> {
  for await (const chunk of chunks) yield cutter.push(chunk);
  yield cutter.end();
}

/** The same pieces, once the first of them are there: what an input ends with before any is thrown here. */
export async function begun<T>(pieces: AsyncGenerator<readonly T[]>): Promise<AsyncGenerator<readonly T[]>> {
  let first = await pieces.next();
  while (!first.done && first.value.length === 0) first = await pieces.next();
  return (async function* () {
    if (!first.done) yield first.value;
    yield* pieces;
  })();
}
