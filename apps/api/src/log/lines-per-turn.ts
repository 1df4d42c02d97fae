import type { DestinationStream } from 'pino';

/** A destination that writes asynchronously, such as pino's for a file descriptor. */
interface Output extends DestinationStream {
  flushSync?(): void;
}

/**
 * Writes the lines of one turn of the event loop together, since a write costs more than making its line. Nothing is
 * lost that was logged before the process exits or before a fatal line.
 */
export class LinesPerTurn implements DestinationStream {
  private readonly lines: string[] = [];

  constructor(private readonly output: Output) {
    // Before pino's own listener, which then writes synchronously.
    process.prependListener('exit', () => this.passOn());
  }

  write(line: string): void {
    if (this.lines.push(line) === 1) setImmediate(() => this.passOn());
  }

  /** pino calls it after a fatal line. */
  flushSync(): void {
    this.passOn();
    this.output.flushSync?.();
  }

  private passOn(): void {
    if (this.lines.length > 0) this.output.write(this.lines.splice(0).join(''));
  }
}
