import { Client } from 'pg';

/**
 * A client that gives its connection up when a query gets no answer in time. The driver only rejects that query; the pool would
 * then hand the silent connection to the next caller, and the next.
 */
export class BoundedClient extends Client {
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
