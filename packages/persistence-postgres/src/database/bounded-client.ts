import { Client, type ClientConfig } from 'pg';

/**
 * A client that gives its connection up when a query gets no answer in time, and outlives a connection that is lost.
 * The driver only rejects that query; the pool would then hand the silent connection to the next caller, and the next.
 */
export class BoundedClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    // A connection that is lost between two queries of whoever holds it has no other listener, and would end the
    // process; the next query rejects.
    this.on('error', () => {});
  }

  // `never` satisfies all overloads of the driver at once; what is returned is what the driver returned.
  override query(...args: unknown[]): never {
    const answer: unknown = super.query(...(args as [string, unknown[]]));
    if (answer instanceof Promise) answer.catch((error: Error) => this.giveUpAfter(error));
    return answer as never;
  }

  private giveUpAfter({ message }: Error): void {
    if (message === 'Query read timeout') void this.end();
  }
}
