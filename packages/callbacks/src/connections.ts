import type { HttpMessage } from './cloud-event-message.js';
import { failureCode } from './failure-codes.js';
import { Connection, type Connecting, type Limits, type ResponseHead } from './post.js';

/** How long a connection is used, in ms, so that a receiver that moved to another address is found. */
const MAX_AGE_MS = 60_000;

/**
 * The connections that wait for the next request, by the URL of their receiver: a receiver cannot affect the
 * connections of another, even behind the same host. There are as many as there were concurrent requests.
 */
export class Connections {
  private readonly idle = new Map<string, Connection[]>();

  constructor(
    private readonly connecting: Connecting,
    private readonly limits: Limits,
  ) {}

  /** Posts a message as {@link Connection.post} does. */
  async post(url: URL, message: HttpMessage, deadline: AbortSignal): Promise<ResponseHead> {
    const connection = this.take(url);
    const isReused = connection.isOpen;
    try {
      const head = await connection.post(message, deadline).catch((error: unknown) => {
        // A receiver may close a connection just when the next request is sent. A new connection decides.
        if (isReused && !deadline.aborted && failureCode(error) === 'connection-reset')
          return connection.post(message, deadline);
        throw error;
      });
      this.giveBack(url, connection);
      return head;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  private take(url: URL): Connection {
    const connection = this.idle.get(url.href)?.pop();
    if (connection && !(connection.isOpen && connection.ageMs > MAX_AGE_MS)) return connection;
    connection?.close();
    return new Connection(url, this.connecting, this.limits);
  }

  private giveBack(url: URL, connection: Connection): void {
    const others = this.idle.get(url.href);
    if (others) others.push(connection);
    else this.idle.set(url.href, [connection]);
  }
}
