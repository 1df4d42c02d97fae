import { Client, type ClientConfig } from 'pg';

/**
 * A client that closes its connection after a query timeout, and survives a lost connection. After a timeout the driver
 * only rejects the query; the pool would then reuse the unresponsive connection.
 */
export class BoundedClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    // A connection that is lost between two queries has no other listener, and the error would end the process. The
    // next query rejects.
    this.on('error', () => {});
  }

  // `never` satisfies all overloads of the driver; the result is the driver's own.
  override query(...args: unknown[]): never {
    const answer: unknown = super.query(...(args as [string, unknown[]]));
    if (answer instanceof Promise) answer.catch((error: Error) => this.closeAfter(error));
    return answer as never;
  }

  private closeAfter({ message }: Error): void {
    if (message === 'Query read timeout') void this.end();
  }
}
